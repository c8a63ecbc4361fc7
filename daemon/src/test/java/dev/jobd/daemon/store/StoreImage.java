package dev.jobd.daemon.store;

import dev.jobd.model.Calendar;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that a store shows, through every method it has, to be compared.
///
/// @param runs all runs by job, the newest first, also those of removed jobs
public record StoreImage(
        long seq,
        StoreView.Counts counts,
        long nextJobNumber,
        List<Job> jobs,
        List<Job> byName,
        List<JobState> states,
        List<Run> active,
        List<Run> ended,
        List<TimelineKey> endings,
        List<Run> runs,
        List<Group> groups,
        List<Calendar> calendars,
        Settings settings,
        List<Receipt> receipts) {
    private static final int ALL = Integer.MAX_VALUE;

    /// Returns what a store shows now.
    public static StoreImage of(Store store) {
        try (StoreView view = store.view()) {
            return of(view);
        }
    }

    /// Returns what a view shows, after seeing that the methods for one thing agree with those for
    /// all.
    public static StoreImage of(StoreView view) {
        List<JobState> states = new ArrayList<>();
        view.forEachState(states::add);
        List<Run> runs = new ArrayList<>();
        for (long number = 1; number < view.nextJobNumber(); number++) {
            JobId id = new JobId(number);
            runs.addAll(view.runs(id, Long.MAX_VALUE, ALL));
            require(
                    view.activeRuns(id)
                            .equals(
                                    view.activeRuns().stream()
                                            .filter(run -> run.id().job().equals(id))
                                            .toList()));
        }
        List<Job> jobs = view.jobs(Optional.empty(), ALL);
        for (Job job : jobs) {
            require(view.job(job.id()).equals(Optional.of(job)));
            require(view.job(job.name()).equals(Optional.of(job)));
        }
        states.forEach(state -> require(view.state(state.job()).equals(Optional.of(state))));
        runs.forEach(run -> require(view.run(run.id()).equals(Optional.of(run))));
        return new StoreImage(
                view.seq(),
                view.counts(),
                view.nextJobNumber(),
                jobs,
                view.jobsByName("", ALL),
                states,
                view.activeRuns(),
                view.endedRuns(Optional.empty(), ALL),
                view.endings(Optional.empty(), ALL),
                runs,
                view.groups(),
                calendars(view),
                view.settings(),
                receipts(view));
    }

    private static List<Calendar> calendars(StoreView view) {
        List<Calendar> all = view.calendars();
        all.forEach(it -> require(view.calendar(it.name()).equals(Optional.of(it))));
        return all;
    }

    private static List<Receipt> receipts(StoreView view) {
        List<Receipt> receipts =
                view.receipts(Optional.empty(), ALL).stream()
                        .map(age -> view.receipt(age.key()).orElseThrow())
                        .toList();
        require(receipts.size() == view.receiptCount());
        return receipts;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("one thing and the list of all do not agree");
        }
    }
}
