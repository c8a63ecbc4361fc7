package dev.jobd.daemon.schedule;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.AttemptId;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Policies;
import dev.jobd.model.Signal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Decides what runs when. Owns no thread, no clock, no file and no process: time comes in as an
/// argument, decisions go out as values, so that years of it can be tried in seconds.
///
/// Its memory is ahead of the store by the decisions that are still being written. When one cannot
/// be stored, the jobs it touched are loaded again as they are stored ([#reload]).
///
/// Not safe for threads: the loop's thread owns it.
final class Scheduler {
    final Book book;
    private final Lifecycle lifecycle;
    private final Restart restart;
    private final Editor editor;
    private final RunEditor runs;
    private final GroupEditor groups;
    private final CalendarEditor calendars;
    private final Ticker ticker;
    private final Followers followers;
    private final Starts starts;
    private final Steps steps;
    private boolean starting = true;

    /// @param processesMax how many processes there may be at once, over all groups
    /// @param random draws the pauses before retries
    /// @param load returns the machine's load of the last minute
    Scheduler(int processesMax, RandomGenerator random, DoubleSupplier load) {
        book = new Book(new Admission(processesMax, load));
        lifecycle = new Lifecycle(book, new Retries(random));
        restart = new Restart(lifecycle);
        starts = new Starts(book);
        ticker = new Ticker(book, lifecycle, starts);
        followers = new Followers(book, ticker.firing());
        editor = new Editor(book, lifecycle, ticker);
        runs = new RunEditor(book, lifecycle);
        groups = new GroupEditor(book);
        calendars = new CalendarEditor(book, ticker);
        steps = new Steps(book, this::carryOut);
    }

    /// Decides a command, or throws [RefusedException] and has changed nothing.
    Decision apply(Command.Plain command, Moment now) {
        Draft draft = new Draft();
        Decision.Answer answer = carryOut(draft, command, now);
        goOn(draft, now);
        return draft.decide(Optional.of(answer));
    }

    /// Returns what [#apply] would decide, but for what would start by it, and changes nothing.
    Decision tryOut(Command.Plain command, Moment now) {
        return steps.tryOut(command, now);
    }

    private Decision.Answer carryOut(Draft draft, Command.Plain command, Moment now) {
        return switch (command) {
            case Command.Add add -> editor.add(draft, add, now);
            case Command.Update update -> editor.update(draft, update, now);
            case Command.Prune prune -> editor.prune(draft, prune, now);
            case Command.Remove remove -> editor.remove(draft, remove, now);
            case Command.Pause pause -> editor.pause(draft, pause, now);
            case Command.SkipNext skip -> editor.skipNext(draft, skip, now);
            case Command.OfGroups change -> groups.change(draft, change, now);
            case Command.OfCalendars change -> calendars.change(draft, change, now);
            case Command.OfRuns change -> runs.change(draft, change, now);
            case Command.Batch batch -> steps.carryOut(draft, batch, now);
        };
    }

    /// Decides what has become due by now. At most some hundred things at once: call again until
    /// nothing is due.
    Decision tick(Moment now) {
        Draft draft = new Draft();
        ticker.deadlines(draft, now);
        ticker.shortenWaits(draft, now);
        if (starting) {
            ticker.due(draft, now);
            groups.endPauses(draft, now);
            // What is caught up may be past its limits before it can start.
            ticker.deadlines(draft, now);
        }
        goOn(draft, now);
        return draft.decide(Optional.empty());
    }

    /// Lets another number of processes run at once. The next tick starts what may start by it.
    void limitProcesses(int processesMax) {
        book.admission.limit(processesMax);
    }

    /// Takes note that all that was decided is stored.
    void allSaved() {
        starts.saved();
    }

    /// Takes note that the process of an attempt lives.
    Decision started(AttemptId attempt, long pid, Instant at, Moment now) {
        Draft draft = new Draft();
        RunEntry entry = find(attempt);
        if (entry != null) {
            lifecycle.started(draft, entry, pid, at, now);
        }
        return draft.decide(Optional.empty());
    }

    /// Returns what stops the processes of a job first.
    Signal stopSignal(JobId job) {
        JobEntry entry = book.find(job);
        return (entry == null ? Policies.DEFAULT : entry.policies).stop().signal();
    }

    /// Takes note that the process of an attempt has outlived the daemon that started it.
    Decision outlived(AttemptId attempt, long pid, Instant startedAt, Moment now) {
        Draft draft = new Draft();
        RunEntry entry = find(attempt);
        if (entry != null) {
            restart.outlived(draft, entry, pid, startedAt, now);
        }
        return draft.decide(Optional.empty());
    }

    /// Takes note that the process of an attempt is gone, and nobody knows how.
    Decision gone(AttemptId attempt, String reason, Instant at, Moment now) {
        Draft draft = new Draft();
        RunEntry entry = find(attempt);
        if (entry != null && entry.run.state().takesSlot()) {
            restart.gone(draft, entry, reason, at, now);
            goOn(draft, now);
        }
        return draft.decide(Optional.empty());
    }

    /// Takes note that an attempt is over.
    Decision ended(AttemptId attempt, Lifecycle.AttemptEnd end, Moment now) {
        Draft draft = new Draft();
        RunEntry entry = find(attempt);
        if (entry != null && entry.run.state().takesSlot()) {
            lifecycle.ended(draft, entry, end, now);
            goOn(draft, now);
        }
        return draft.decide(Optional.empty());
    }

    /// Starts nothing any more, whatever is due or free.
    void startNothing() {
        starting = false;
    }

    /// Returns how many runs have a process, or are about to.
    int processes() {
        return book.admission.processes();
    }

    /// Returns the next due time in microseconds since 1970, or `Long.MAX_VALUE`.
    long earliestDueMicros() {
        if (!starting) {
            return Long.MAX_VALUE;
        }
        return ticker.hasWaitsToShorten() || starts.isLeft()
                ? 0
                : Math.min(book.due.earliest(), groups.earliestEndMicros());
    }

    /// Returns the next deadline in monotonic nanoseconds, or `Long.MAX_VALUE`.
    long earliestDeadlineNanos() {
        long look = starting ? book.admission.lookAtNanos() : Long.MAX_VALUE;
        return Math.min(book.deadlines.earliest(), look);
    }

    /// Makes a group known or gives it other slots.
    void define(Group group) {
        book.admission.define(group);
    }

    /// Takes up everything that is stored. Nothing may be known yet.
    void load(StoreView view, Moment now) {
        book.admission.set(view.settings());
        view.groups().forEach(this::define);
        book.calendars.defineAll(view.calendars());
        book.reserveJobNumbers(view.nextJobNumber());
        view.forEachState(
                state -> view.job(state.job()).ifPresent(job -> book.restore(job, state)));
        // The policies of a removed job are gone with it; the usual ones stop what is left of it.
        view.activeRuns().forEach(run -> book.restore(run, Policies.DEFAULT, now));
        starts.begin(now.wall());
    }

    /// Takes up these jobs, and all groups, as they are stored, in place of what is known of them.
    void reload(Set<JobId> ids, StoreView view, Moment now) {
        Map<JobId, Policies> policies = new HashMap<>();
        for (JobId id : ids) {
            JobEntry known = book.forget(id);
            policies.put(id, known == null ? Policies.DEFAULT : known.policies);
        }
        book.admission.set(view.settings());
        book.admission.defineAll(view.groups());
        book.calendars.defineAll(view.calendars());
        for (JobId id : ids) {
            Optional<Job> job = view.job(id);
            Optional<JobState> state = view.state(id);
            if (job.isPresent() && state.isPresent()) {
                book.restore(job.get(), state.get());
            }
            Policies known = policies.getOrDefault(id, Policies.DEFAULT);
            view.activeRuns(id).forEach(run -> book.restore(run, known, now));
            starts.reloaded(id, view);
        }
        ticker.lookForWaitsTooLong();
    }

    /// Decides what follows from the ends of runs, and starts what may start.
    private void goOn(Draft draft, Moment now) {
        followers.follow(draft, now);
        if (starting) {
            book.admission.look(now);
            lifecycle.admit(draft, now);
        }
    }

    private @Nullable RunEntry find(AttemptId attempt) {
        RunEntry entry = book.findRun(attempt.run());
        return entry != null && entry.run.attempt() == attempt.number() ? entry : null;
    }
}
