package dev.jobd.wire;

import dev.jobd.model.Attempt;
import dev.jobd.model.JobName;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A run as JSON.
public final class RunJson {
    private RunJson() {}

    /// What a queued run waits for.
    ///
    /// @param word the kind of it, one of those of [ViewShape]
    /// @param facts what is known of it
    public record WaitsFor(String word, Json.Obj facts) {
        /// Its turn: slots of its group, or anything else that it needs.
        public static final WaitsFor SLOT = new WaitsFor("slot", Json.Obj.EMPTY);

        /// The end of an earlier run of its job.
        public static final WaitsFor JOB = new WaitsFor("job", Json.Obj.EMPTY);

        /// Its release by somebody.
        public static WaitsFor release(String by, Instant since) {
            return new WaitsFor(
                    "hold", Json.object().put("by", by).put("hold_since", since).build());
        }
    }

    /// Returns a run.
    ///
    /// @param job the name of its job now; empty if the job is gone
    /// @param waitsFor what it waits for; empty if it waits for nothing
    public static Json.Obj of(Run run, Optional<JobName> job, Optional<WaitsFor> waitsFor) {
        Json.Builder object =
                Json.object()
                        .put("id", run.id().toString())
                        .putOrNull("job", job.map(JobName::text).map(Json::of))
                        .put("job_id", run.id().job().number())
                        .put("number", run.id().number())
                        .put("trigger", run.trigger().word());
        if (!run.by().isEmpty()) {
            object.put("by", run.by());
        }
        run.retried()
                .ifPresent(
                        it -> object.put("retry_of", it.run()).put("scheduled", it.scheduledAt()));
        object.put("due", run.dueAt())
                .put("queued", run.queuedAt())
                .put("state", run.state().word())
                .put("attempt", run.attempt())
                .put("attempts_max", run.attemptsMax());
        putState(object, run);
        List<Json> attempts = new ArrayList<>();
        run.attempts().forEach(attempt -> attempts.add(of(attempt)));
        return object.put("attempts", new Json.Arr(attempts))
                .putOrNull("waits_for", waitsFor.map(it -> Json.of(it.word())))
                .putIf(
                        "waits",
                        waitsFor.map(WaitsFor::facts).filter(facts -> !facts.members().isEmpty()))
                .build();
    }

    private static void putState(Json.Builder object, Run run) {
        switch (run.state()) {
            case RunState.Queued _ -> {}
            case RunState.Starting _ -> {}
            case RunState.Running running -> putRunning(object, running);
            case RunState.Stopping stopping -> {
                putRunning(object, stopping.running());
                switch (stopping.cause()) {
                    case RunState.StopCause.Person(String by) -> object.put("killed_by", by);
                    case RunState.StopCause.Restart _ ->
                            object.put("killed_by", OnRestart.STOPPED_BY);
                    case RunState.StopCause.Replaced replaced ->
                            object.put("killed_by", replaced.stoppedBy());
                    case RunState.StopCause.Timeout _ -> {}
                }
            }
            case RunState.RetryWait wait -> object.put("retry_at", wait.at());
            case RunState.Ended ended -> {
                Optional<Attempt> last = last(run);
                Optional<Instant> started = last.flatMap(Attempt::startedAt);
                OutcomeJson.putTimes(object, started, Optional.of(ended.at()));
                OutcomeJson.put(object, ended.outcome());
                last.ifPresent(attempt -> putUsage(object, attempt.usage()));
            }
        }
    }

    private static void putRunning(Json.Builder object, RunState.Running running) {
        object.put("started", running.startedAt());
        // A run that is stopped while its process is being made has none yet.
        if (running.pid() > 0) {
            object.put("pid", running.pid());
        }
        if (running.isSlow()) {
            object.put("slow", true);
        }
        running.suspension()
                .ifPresent(it -> object.put("suspended", it.since()).put("suspended_by", it.by()));
        if (!running.stood().isZero()) {
            object.put("stood_ms", running.stood().toMillis());
        }
    }

    private static Optional<Attempt> last(Run run) {
        return run.attempts().isEmpty() ? Optional.empty() : Optional.of(run.attempts().getLast());
    }

    private static Json.Obj of(Attempt attempt) {
        Json.Builder object = Json.object().put("number", attempt.number());
        OutcomeJson.putTimes(object, attempt.startedAt(), Optional.of(attempt.endedAt()));
        object.put("outcome", attempt.outcome().word());
        OutcomeJson.put(object, attempt.outcome());
        putUsage(object, attempt.usage());
        return object.build();
    }

    private static void putUsage(Json.Builder object, Attempt.Usage usage) {
        usage.cpu().ifPresent(cpu -> object.put("cpu_ms", cpu.toMillis()));
        usage.peakMemoryBytes().ifPresent(bytes -> object.put("max_rss", bytes));
    }
}
