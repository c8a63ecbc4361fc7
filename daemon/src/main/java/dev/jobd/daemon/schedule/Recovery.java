package dev.jobd.daemon.schedule;

import dev.jobd.daemon.process.ProcessLauncher;
import dev.jobd.daemon.process.Recovered;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.AttemptId;
import dev.jobd.model.Job;
import dev.jobd.model.Policies;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes up at the start what the last daemon left: jobs with their due times as they are stored,
/// and active runs as their processes really are.
final class Recovery {
    private final Scheduler scheduler;
    private final Store store;
    private final ProcessLauncher launcher;

    Recovery(Scheduler scheduler, Store store, ProcessLauncher launcher) {
        this.scheduler = scheduler;
        this.store = store;
        this.launcher = launcher;
    }

    /// What was found out about the process of a run.
    sealed interface Finding {
        /// It is to be made (again): nothing of it ever ran.
        record Launch(AttemptId attempt) implements Finding {}

        /// Something happened to it that is not recorded yet.
        record Happened(Message.News news) implements Finding {}

        /// It was told to end and lives; it is told again.
        record StillStopping(Action action) implements Finding {}
    }

    /// Loads everything into the scheduler and returns what is to be done about processes.
    List<Finding> load(Moment now) {
        List<Finding> findings = new ArrayList<>();
        try (StoreView view = store.view()) {
            scheduler.load(view, now);
            for (Run run : view.activeRuns()) {
                if (run.state().takesSlot()) {
                    find(run, view, now).ifPresent(findings::add);
                }
            }
        }
        return findings;
    }

    private Optional<Finding> find(Run run, StoreView view, Moment now) {
        Policies policies =
                view.job(run.id().job())
                        .map(Job::definition)
                        .map(definition -> definition.policies())
                        .orElse(Policies.DEFAULT);
        AttemptId attempt = run.id().attempt(run.attempt());
        return switch (launcher.recover(attempt, policies.stop())) {
            case Recovered.NeverStarted _ -> neverStarted(run, attempt, now);
            case Recovered.Running running -> running(run, attempt, running, policies);
            case Recovered.Ended ended ->
                    Optional.of(
                            new Finding.Happened(
                                    new Message.Ended(
                                            attempt,
                                            ended.exit().outcome(),
                                            ended.exit().usage(),
                                            Optional.of(ended.startedAt()),
                                            ended.endedAt())));
            case Recovered.Lost lost -> gone(attempt, lost.reason(), now);
        };
    }

    private static Optional<Finding> neverStarted(Run run, AttemptId attempt, Moment now) {
        return switch (run.state()) {
            case RunState.Starting _ -> Optional.of(new Finding.Launch(attempt));
            case RunState.Stopping _ -> gone(attempt, "stopped before it was started", now);
            case RunState.Running _ -> gone(attempt, "nothing is left of its process", now);
            case RunState.Queued _, RunState.RetryWait _, RunState.Ended _ -> Optional.empty();
        };
    }

    private static Optional<Finding> running(
            Run run, AttemptId attempt, Recovered.Running running, Policies policies) {
        return switch (run.state()) {
            case RunState.Stopping stopping when stopping.running().pid() != 0 ->
                    Optional.of(
                            new Finding.StillStopping(
                                    new Action.Stop(attempt, policies.stop().signal())));
            case RunState.Starting _, RunState.Running _, RunState.Stopping _ ->
                    Optional.of(
                            new Finding.Happened(
                                    new Message.Outlived(
                                            attempt, running.pid(), running.startedAt())));
            case RunState.Queued _, RunState.RetryWait _, RunState.Ended _ -> Optional.empty();
        };
    }

    private static Optional<Finding> gone(AttemptId attempt, String reason, Moment now) {
        return Optional.of(new Finding.Happened(new Message.Gone(attempt, reason, now.wall())));
    }
}
