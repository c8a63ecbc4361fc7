package dev.jobd.daemon.server.handler;

import dev.jobd.model.Attempt;
import dev.jobd.model.JobState;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Figures of the runs of one job: how they ended, how long they took, how late they began.
final class RunFigures {
    /// So many of the newest runs are told of one by one.
    static final int RECENT = 30;

    private final Spread durations = new Spread();
    private final Spread lateness = new Spread();
    private final List<Json> recent = new ArrayList<>();
    private JobState.Counts counts = JobState.Counts.NONE;
    private long runs;

    /// Adds a run; the newest comes first.
    void add(Run run) {
        runs++;
        started(run).ifPresent(at -> lateness.add(Duration.between(run.dueAt(), at)));
        if (!(run.state() instanceof RunState.Ended(Instant at, Outcome outcome))) {
            return;
        }
        counts = counts.plus(outcome);
        Optional<Duration> took = lastStart(run).map(from -> Duration.between(from, at));
        took.ifPresent(durations::add);
        if (recent.size() < RECENT && took.isPresent()) {
            recent.add(
                    Json.object()
                            .put("number", run.id().number())
                            .put("state", outcome.word())
                            .put("duration_ms", Math.max(0, took.get().toMillis()))
                            .build());
        }
    }

    /// Puts the figures; the recent runs in the order in which they were.
    Json.Builder put(Json.Builder object) {
        Json.Obj ended =
                Json.object()
                        .put("ok", counts.succeeded())
                        .put("failed", counts.failed())
                        .put("skipped", counts.skipped())
                        .build();
        return object.put("runs", runs)
                .put("counts", ended)
                .put("duration", durations.toJson())
                .put("late", lateness.toJson())
                .put("recent", new Json.Arr(recent.reversed()));
    }

    /// When its first attempt began.
    private static Optional<Instant> started(Run run) {
        return run.attempts().stream()
                .map(Attempt::startedAt)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> running(run));
    }

    private static Optional<Instant> lastStart(Run run) {
        return run.attempts().isEmpty() ? Optional.empty() : run.attempts().getLast().startedAt();
    }

    private static Optional<Instant> running(Run run) {
        return switch (run.state()) {
            case RunState.Running running -> Optional.of(running.startedAt());
            case RunState.Stopping stopping -> Optional.of(stopping.running().startedAt());
            case RunState.Queued _, RunState.Starting _, RunState.RetryWait _, RunState.Ended _ ->
                    Optional.empty();
        };
    }
}
