package dev.jobd.daemon.schedule;

import dev.jobd.model.Calendar;
import dev.jobd.model.Group;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Policies;
import dev.jobd.model.Run;
import dev.jobd.model.Schedule;
import dev.jobd.model.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Puts jobs and groups back to how they were. Reading them from the store again would not do: the
/// book is ahead of it by what is still being written.
final class Undo {
    private final Book book;
    private final long nextJobNumber;
    private final List<Group> groups;
    private final List<Calendar> calendars;
    private final Settings settings;
    private final Map<JobId, Optional<Before>> jobs = new LinkedHashMap<>();

    /// How a job was.
    private record Before(
            JobEntry entry,
            JobName name,
            long revision,
            Schedule schedule,
            Policies policies,
            JobState state,
            boolean removed,
            List<RunBefore> active) {}

    /// How a run of it was.
    private record RunBefore(
            RunEntry entry,
            Run run,
            boolean isInLane,
            boolean hasSlot,
            OptionalLong deadline,
            Limit.@Nullable Kind limit) {}

    Undo(Book book) {
        this.book = book;
        nextJobNumber = book.nextJobNumber();
        groups = book.admission.groups();
        calendars = book.calendars.all();
        settings = book.admission.settings();
    }

    /// Looks at a job before it is changed for the first time.
    void remember(JobId id) {
        jobs.computeIfAbsent(id, job -> Optional.ofNullable(book.find(job)).map(this::before));
    }

    /// Takes note that there was no such job before, if it was not looked at.
    void rememberNew(JobId id) {
        jobs.putIfAbsent(id, Optional.empty());
    }

    /// Puts everything back.
    void run() {
        jobs.keySet().forEach(book::forget);
        book.admission.defineAll(groups);
        book.calendars.defineAll(calendars);
        book.admission.set(settings);
        jobs.values().forEach(before -> before.ifPresent(this::restore));
        book.takeBackJobNumbers(nextJobNumber);
    }

    private Before before(JobEntry entry) {
        return new Before(
                entry,
                entry.name,
                entry.revision,
                entry.schedule,
                entry.policies,
                entry.state,
                entry.removed,
                entry.active.stream().map(this::before).toList());
    }

    private RunBefore before(RunEntry entry) {
        return new RunBefore(
                entry,
                entry.run,
                entry.lane != null,
                entry.hasSlot,
                entry.isQueued()
                        ? OptionalLong.of(book.deadlines.timeOf(entry))
                        : OptionalLong.empty(),
                entry.limit);
    }

    private void restore(Before before) {
        JobEntry job = before.entry();
        job.name = before.name();
        job.revision = before.revision();
        job.schedule = before.schedule();
        job.policies = before.policies();
        job.state = before.state();
        job.removed = before.removed();
        job.active.clear();
        for (RunBefore run : before.active()) {
            job.active.add(run.entry());
            restore(run);
        }
        book.add(job);
    }

    private void restore(RunBefore before) {
        RunEntry run = before.entry();
        run.run = before.run();
        if (before.hasSlot()) {
            book.admission.occupy(run);
        } else if (before.isInLane()) {
            book.admission.join(run);
        }
        run.limit = before.limit();
        before.deadline().ifPresent(time -> book.deadlines.put(run, time, 0));
    }
}
