package dev.jobd.daemon.schedule;

import dev.jobd.model.Calendar;
import dev.jobd.model.Group;
import dev.jobd.model.JobState;
import dev.jobd.model.Policies;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import dev.jobd.model.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All that a scheduler knows that is also in the store, as values: two that know the same have
/// equal ones.
record Snapshot(
        List<JobSnapshot> jobs,
        List<Group> groups,
        List<Calendar> calendars,
        Settings settings,
        int processes) {

    /// What is known of a job. Of a removed one nothing counts but its active runs.
    record JobSnapshot(String id, Optional<Known> known, List<RunSnapshot> active) {}

    /// What is known of a job that has not been removed.
    record Known(
            String name,
            long revision,
            Schedule schedule,
            Policies policies,
            JobState state,
            Optional<Long> dueMicros) {}

    /// What is known of an active run.
    ///
    /// @param lane the group it waits in or takes a slot of, and which of both
    /// @param hasDeadline whether it waits for a time; for a run that is being stopped it does not
    ///   count, since its grace may be over
    record RunSnapshot(Run run, String lane, boolean hasDeadline) {}

    static Snapshot of(Scheduler scheduler) {
        Book book = scheduler.book;
        List<JobSnapshot> jobs =
                book.jobs().stream()
                        .sorted(Comparator.comparing(entry -> entry.id))
                        .map(entry -> of(book, entry))
                        .toList();
        Admission admission = book.admission;
        return new Snapshot(
                jobs,
                admission.groups(),
                book.calendars.all(),
                admission.settings(),
                admission.processes());
    }

    private static JobSnapshot of(Book book, JobEntry entry) {
        Optional<Long> due =
                entry.isQueued() ? Optional.of(book.due.timeOf(entry)) : Optional.empty();
        Optional<Known> known =
                entry.removed
                        ? Optional.empty()
                        : Optional.of(
                                new Known(
                                        entry.name.text(),
                                        entry.revision,
                                        entry.schedule,
                                        entry.policies,
                                        entry.state,
                                        due));
        List<RunSnapshot> active = entry.active.stream().map(Snapshot::of).toList();
        return new JobSnapshot(entry.id.toString(), known, active);
    }

    private static RunSnapshot of(RunEntry entry) {
        boolean hasDeadline = entry.isQueued() && !(entry.run.state() instanceof RunState.Stopping);
        // The group of a removed job is not stored.
        String lane =
                entry.lane == null
                        ? "none"
                        : (entry.job.removed ? "" : entry.lane.name())
                                + (entry.hasSlot ? " slot" : " line");
        return new RunSnapshot(entry.run, lane, hasDeadline);
    }
}
