package dev.jobd.daemon.schedule;

import dev.jobd.daemon.store.Change;
import dev.jobd.model.Calendar;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Settings;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A decision in the making: collects what changes, so that a run that passes through several
/// states within one decision is stored once, as what it ends up as.
final class Draft {
    private final List<Change> definitions = new ArrayList<>();
    private final Map<JobId, Job> jobs = new HashMap<>();
    private final Set<JobId> removed = new HashSet<>();
    private final Map<JobId, JobEntry> states = new LinkedHashMap<>();
    private final Map<JobId, Optional<JobState>> statesBefore = new LinkedHashMap<>();
    private final Map<RunId, Run> runs = new LinkedHashMap<>();
    private final Map<RunId, Optional<Run>> runsBefore = new LinkedHashMap<>();
    private final Map<String, Optional<Group>> groups = new LinkedHashMap<>();
    private final Map<String, Optional<Calendar>> calendars = new LinkedHashMap<>();
    private Optional<Settings> settings = Optional.empty();
    private final List<Change> removals = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();
    private final Set<JobId> touched = new LinkedHashSet<>();
    private final Queue<End> ends = new ArrayDeque<>();
    private final List<Check> checks = new ArrayList<>();
    private OptionalInt step = OptionalInt.empty();

    /// What must hold once all steps of a batch are done.
    ///
    /// @param step the one that asks for it
    /// @param check throws [RefusedException] if it does not
    record Check(int step, Runnable check) {}

    /// The end of a run, which other jobs may run after.
    record End(JobEntry job, RunId run, Outcome outcome) {}

    void add(Job job, JobEntry entry) {
        definitions.add(new Change.PutJob(job, 0));
        jobs.put(job.id(), job);
        touched.add(job.id());
        states.put(job.id(), entry);
        statesBefore.put(job.id(), Optional.empty());
    }

    void update(Job job, long expectedRevision) {
        definitions.add(new Change.PutJob(job, expectedRevision));
        jobs.put(job.id(), job);
        touched.add(job.id());
    }

    void remove(JobEntry entry) {
        definitions.add(new Change.RemoveJob(entry.id, entry.revision));
        touched.add(entry.id);
        states.remove(entry.id);
        removed.add(entry.id);
    }

    /// Returns a job as this makes or changes it; empty if it does not.
    Optional<Job> job(JobId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /// Sets the state of a job.
    void state(JobEntry entry, JobState after) {
        touched.add(entry.id);
        if (!entry.removed) {
            statesBefore.putIfAbsent(entry.id, Optional.of(entry.state));
            states.put(entry.id, entry);
        }
        entry.state = after;
    }

    /// Records a new run.
    void add(RunEntry entry) {
        touched.add(entry.job.id);
        runsBefore.put(entry.run.id(), Optional.empty());
        runs.put(entry.run.id(), entry.run);
    }

    /// Records a run that is over before it could start.
    void addEnded(JobEntry job, Run run) {
        touched.add(job.id);
        runsBefore.put(run.id(), Optional.empty());
        runs.put(run.id(), run);
    }

    /// Moves a run to another state.
    void run(RunEntry entry, Run after) {
        touched.add(entry.job.id);
        runsBefore.putIfAbsent(entry.run.id(), Optional.of(entry.run));
        runs.put(entry.run.id(), after);
        entry.run = after;
    }

    /// Removes a run that is over.
    void removeEnded(RunId run) {
        removals.add(new Change.RemoveRun(run));
    }

    /// Stores a group as it is now.
    void put(Group group) {
        groups.put(group.name(), Optional.of(group));
    }

    /// Removes a group.
    void removeGroup(String name) {
        groups.put(name, Optional.empty());
    }

    /// Stores a calendar as it is now.
    void put(Calendar calendar) {
        calendars.put(calendar.name(), Optional.of(calendar));
    }

    /// Removes a calendar.
    void removeCalendar(String name) {
        calendars.put(name, Optional.empty());
    }

    /// Stores what is set for the whole daemon.
    void put(Settings other) {
        settings = Optional.of(other);
    }

    /// Begins a step of a batch.
    void begin(int number) {
        step = OptionalInt.of(number);
    }

    /// Checks what must hold of several jobs together: now, or when all steps are done.
    ///
    /// @param check throws [RefusedException] if it does not
    void check(Runnable check) {
        if (step.isEmpty()) {
            check.run();
        } else {
            checks.add(new Check(step.getAsInt(), check));
        }
    }

    /// Returns what is left to be checked.
    List<Check> checks() {
        return checks;
    }

    /// Takes note that a run is over.
    void over(JobEntry job, RunId run, Outcome outcome) {
        ends.add(new End(job, run, outcome));
    }

    /// Returns the next end that nobody has looked at yet, or null.
    @Nullable End pollEnd() {
        return ends.poll();
    }

    void act(Action action) {
        actions.add(action);
    }

    /// Closes the draft and returns what it has come to.
    Decision decide(Optional<Decision.Answer> answer) {
        List<Change> changes = new ArrayList<>();
        settings.ifPresent(it -> changes.add(new Change.PutSettings(it)));
        groups.forEach((name, group) ->
                changes.add(
                        group.<Change>map(Change.PutGroup::new)
                                .orElseGet(() -> new Change.RemoveGroup(name))));
        calendars.forEach((name, calendar) ->
                changes.add(
                        calendar.<Change>map(Change.PutCalendar::new)
                                .orElseGet(() -> new Change.RemoveCalendar(name))));
        changes.addAll(definitions);
        states.forEach(
                (id, entry) -> changes.add(new Change.PutState(entry.state, nextDueBefore(id))));
        runs.forEach((id, after) -> {
            // A run of a job that goes in the same moment was never there for anybody.
            if (stateBefore(id).isPresent() || !removed.contains(id.job())) {
                changes.add(new Change.PutRun(after, stateBefore(id)));
            }
        });
        changes.addAll(removals);
        return new Decision(List.copyOf(changes), List.copyOf(actions), touched, answer);
    }

    private Optional<Instant> nextDueBefore(JobId job) {
        return statesBefore.getOrDefault(job, Optional.empty()).flatMap(JobState::nextDue);
    }

    private Optional<RunState> stateBefore(RunId run) {
        return runsBefore.getOrDefault(run, Optional.empty()).map(Run::state);
    }
}
