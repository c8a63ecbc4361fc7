package dev.jobd.daemon.event;

import dev.jobd.daemon.metrics.Histogram;
import dev.jobd.daemon.metrics.Tallies;
import dev.jobd.daemon.store.Change;
import dev.jobd.model.Attempt;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// Counts what became of runs since the daemon was started, from what is on disk: what was undone
/// is never counted. One thread adds, any may read.
public final class RunCounts {
    /// The words of all ways to end.
    private static final List<String> OUTCOMES =
            List.of(
                    "succeeded",
                    "failed",
                    "signalled",
                    "timed-out",
                    "killed",
                    "not-started",
                    "skipped",
                    "missed",
                    "lost");

    private final Supplier<Duration> lateAfter;
    private final LongAdder started = new LongAdder();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final Tallies ended = new Tallies(OUTCOMES);
    private final Histogram delays = Histogram.ofLong();
    private final Histogram durations = Histogram.ofLong();

    /// @param lateAfter how long after its due time a run starts that is late
    public RunCounts(Supplier<Duration> lateAfter) {
        this.lateAfter = lateAfter;
    }

    /// Hears of a commit.
    public void committed(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.PutRun(Run run, var before)) {
                count(run, before.orElse(null));
            }
        }
    }

    private void count(Run run, @org.jspecify.annotations.Nullable RunState before) {
        switch (run.state()) {
            case RunState.Starting starting -> {
                if (!(before instanceof RunState.Starting)) {
                    starts(run, starting);
                }
            }
            case RunState.Running running -> {
                boolean wasSlow = before instanceof RunState.Running it && it.isSlow();
                if (running.isSlow() && !wasSlow) {
                    slow.increment();
                }
            }
            case RunState.Ended end -> {
                if (!(before instanceof RunState.Ended)) {
                    ended.add(end.outcome().word());
                    attemptEnded(run, before);
                }
            }
            case RunState.RetryWait _, RunState.Queued _ -> attemptEnded(run, before);
            case RunState.Stopping _ -> {}
        }
    }

    private void starts(Run run, RunState.Starting starting) {
        attempts.increment();
        if (run.attempts().isEmpty()) {
            started.increment();
            Duration delay = Duration.between(run.dueAt(), starting.since());
            delays.add(delay);
            if (delay.compareTo(lateAfter.get()) > 0) {
                late.increment();
            }
        }
    }

    private void attemptEnded(Run run, @org.jspecify.annotations.Nullable RunState before) {
        boolean hadProcess =
                before instanceof RunState.Running || before instanceof RunState.Stopping;
        if (hadProcess && !run.attempts().isEmpty()) {
            Attempt last = run.attempts().getLast();
            last.startedAt().ifPresent(at -> durations.add(Duration.between(at, last.endedAt())));
        }
    }

    /// Returns how many runs have had their first attempt.
    public long started() {
        return started.sum();
    }

    /// Returns how many attempts there were.
    public long attempts() {
        return attempts.sum();
    }

    /// Returns how many became slow.
    public long slow() {
        return slow.sum();
    }

    /// Returns how many started late.
    public long late() {
        return late.sum();
    }

    /// Returns how many ended, by the word of how.
    public Map<String, Long> ended() {
        return ended.counts();
    }

    /// Returns how long after their due times runs started.
    public Histogram delays() {
        return delays;
    }

    /// Returns how long processes ran.
    public Histogram durations() {
        return durations;
    }
}
