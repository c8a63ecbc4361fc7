package dev.jobd.daemon.schedule;

import dev.jobd.daemon.process.Launch;
import dev.jobd.daemon.process.ProcessLauncher;
import dev.jobd.daemon.process.ProcessListener;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Attempt;
import dev.jobd.model.AttemptId;
import dev.jobd.model.Job;
import dev.jobd.model.JobState;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out actions on processes. What a process needs to know is read from the store only here,
/// when it is made, so that the scheduler's memory holds no commands and environments. Safe for any
/// thread.
final class Actor {
    private static final Logger LOG = LoggerFactory.getLogger(Actor.class);

    private final Store store;
    private final ProcessLauncher launcher;
    private final ProcessListener listener;
    private final InstantSource clock;

    Actor(Store store, ProcessLauncher launcher, ProcessListener listener, InstantSource clock) {
        this.store = store;
        this.launcher = launcher;
        this.listener = listener;
        this.clock = clock;
    }

    void perform(Action action) {
        switch (action) {
            case Action.Launch launch -> launch(launch.attempt());
            case Action.Stop stop -> launcher.stop(stop.attempt(), stop.signal().number());
            case Action.Kill kill -> launcher.kill(kill.attempt());
            case Action.Suspend suspend ->
                    launcher.signalAll(suspend.attempt(), suspend.signal().number());
            case Action.Send send -> launcher.signal(send.attempt(), send.signal().number());
        }
    }

    private void launch(AttemptId attempt) {
        try {
            launchStored(attempt);
        } catch (RuntimeException fault) {
            // Nobody else tells of it, and its slot must be free again.
            LOG.error("could not launch {}", attempt, fault);
            listener.notStarted(attempt, "jobd failed to start it: " + fault, clock.instant());
        }
    }

    private void launchStored(AttemptId attempt) {
        try (StoreView view = store.view()) {
            Optional<Run> run = view.run(attempt.run());
            Optional<Job> job = view.job(attempt.run().job());
            if (run.isEmpty() || job.isEmpty()) {
                listener.notStarted(attempt, "its job was removed", clock.instant());
                return;
            }
            launcher.start(launchOf(attempt, job.get(), run.get(), view));
        }
    }

    private static Launch launchOf(AttemptId attempt, Job job, Run run, StoreView view) {
        Launch.Occasion occasion =
                new Launch.Occasion(
                        job.name(),
                        run.attemptsMax(),
                        run.scheduledAt(),
                        run.trigger(),
                        job.definition().policies().group(),
                        previousExit(run, view));
        return new Launch(
                attempt, job.definition().process(), job.definition().policies().stop(), occasion);
    }

    /// The exit code of the attempt before, or of the run before at the first attempt.
    private static OptionalInt previousExit(Run run, StoreView view) {
        if (!run.attempts().isEmpty()) {
            Attempt last = run.attempts().getLast();
            return exitCode(last.outcome());
        }
        return view.state(run.id().job())
                .flatMap(JobState::lastEnd)
                .map(end -> exitCode(end.outcome()))
                .orElse(OptionalInt.empty());
    }

    private static OptionalInt exitCode(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded -> OptionalInt.of(succeeded.exitCode());
            case Outcome.Failed failed -> OptionalInt.of(failed.exitCode());
            case Outcome.Signalled signalled -> OptionalInt.of(128 + signalled.signal());
            case Outcome.TimedOut _ -> OptionalInt.of(124);
            case Outcome.Killed _,
                    Outcome.NotStarted _,
                    Outcome.ParentFailed _,
                    Outcome.Skipped _,
                    Outcome.Missed _,
                    Outcome.Lost _ ->
                    OptionalInt.empty();
        };
    }
}
