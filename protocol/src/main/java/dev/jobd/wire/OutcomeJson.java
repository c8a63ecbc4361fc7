package dev.jobd.wire;

import dev.jobd.model.Outcome;
import dev.jobd.model.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is said of an end, the same for attempts, runs and the last run of a job.
final class OutcomeJson {
    private OutcomeJson() {}

    /// Puts `exit`, `signal`, `reason` or `killed_by`, as far as the outcome has one.
    static void put(Json.Builder object, Outcome outcome) {
        switch (outcome) {
            case Outcome.Succeeded(int code) -> object.put("exit", code);
            case Outcome.Failed(int code) -> object.put("exit", code);
            case Outcome.Signalled(int signal) -> object.put("signal", signalName(signal));
            case Outcome.Killed(String by) -> object.put("killed_by", by);
            case Outcome.NotStarted(String reason) -> object.put("reason", reason);
            case Outcome.ParentFailed(String reason) -> object.put("reason", reason);
            case Outcome.Skipped(String reason) -> object.put("reason", reason);
            case Outcome.Lost(String reason) -> object.put("reason", reason);
            case Outcome.TimedOut(), Outcome.Missed() -> {}
        }
    }

    /// Puts `started`, `ended` and `duration_ms`, as far as they are known.
    static void putTimes(Json.Builder object, Optional<Instant> started, Optional<Instant> ended) {
        object.putIf("started", started.map(Json::of)).putIf("ended", ended.map(Json::of));
        if (started.isPresent() && ended.isPresent()) {
            Duration lasted = Duration.between(started.get(), ended.get());
            object.put("duration_ms", Math.max(0, lasted.toMillis()));
        }
    }

    /// Returns the name of a signal, or its number if it has none of ours.
    private static String signalName(int signal) {
        return Signal.of(signal).map(Signal::name).orElse(Integer.toString(signal));
    }
}
