package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Wait;
import dev.jobd.daemon.schedule.Waits;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.wire.JobView;
import dev.jobd.wire.Json;
import dev.jobd.wire.RunJson;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Why runs wait, asked of the scheduler once for all that a reply shows. What it does not tell in
/// time, or not any more, is told as far as the store shows it.
final class Waiting {
    /// A scheduler that is busier than that has no time for questions.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<RunId, Wait> waits;

    private Waiting(Map<RunId, Wait> waits) {
        this.waits = waits;
    }

    /// Asks about those of the runs that are queued.
    static Waiting of(Waits waits, Collection<Run> runs) {
        Set<RunId> queued = new LinkedHashSet<>();
        for (Run run : runs) {
            if (run.state() instanceof RunState.Queued) {
                queued.add(run.id());
            }
        }
        return new Waiting(queued.isEmpty() ? Map.of() : answer(waits.waits(queued), Map.of()));
    }

    /// Returns the answer, or nothing if it takes too long.
    static <T> T answer(Future<T> question, T nothing) {
        try {
            return question.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return nothing;
        } catch (ExecutionException | TimeoutException _) {
            return nothing;
        }
    }

    /// Returns what a run waits for.
    ///
    /// @param otherwise as far as the store shows it
    Optional<RunJson.WaitsFor> of(Run run, Optional<RunJson.WaitsFor> otherwise) {
        return otherwise.isEmpty()
                ? otherwise
                : Optional.ofNullable(waits.get(run.id())).map(Waiting::shown).or(() -> otherwise);
    }

    /// Returns a job with what its newest run waits for.
    JobView of(JobView view) {
        List<Run> active = view.active();
        return active.isEmpty()
                ? view
                : new JobView(
                        view.job(), view.state(), active, of(active.getLast(), view.waitsFor()));
    }

    private static RunJson.WaitsFor shown(Wait wait) {
        Json.Builder facts = Json.object();
        return switch (wait) {
            case Wait.ForJob it ->
                    new RunJson.WaitsFor("job", named(facts, "run", it.run()).build());
            case Wait.ForRelease it -> RunJson.WaitsFor.release(it.hold().by(), it.hold().since());
            case Wait.ForPause it ->
                    new RunJson.WaitsFor(
                            "pause",
                            facts.put("group", it.group())
                                    .put("paused_since", it.pause().since())
                                    .putIf("paused_until", it.pause().until().map(Json::of))
                                    .build());
            case Wait.ForLoad it ->
                    new RunJson.WaitsFor(
                            "load",
                            facts.put("max_load", decimal(it.maxLoad()))
                                    .putIf(
                                            "load",
                                            it.load()
                                                    .filter(Double::isFinite)
                                                    .map(Waiting::decimal))
                                    .build());
            case Wait.ForLock it -> {
                facts.put("lock", it.lock());
                it.holder().ifPresent(holder -> named(facts, "held_by", holder));
                it.before().ifPresent(count -> facts.put("before", count));
                it.first().ifPresent(first -> facts.put("first", first.name()));
                yield new RunJson.WaitsFor("lock", facts.build());
            }
            case Wait.ForSlot it -> {
                facts.put("group", it.group());
                it.slots().ifPresent(slots -> facts.put("slots", slots));
                facts.put("taken", it.taken()).put("weight", it.weight());
                if (it.isCaughtUp()) {
                    facts.put("catchup", true);
                }
                it.before().ifPresent(count -> facts.put("before", count));
                it.first().ifPresent(first -> facts.put("first", first.name()));
                yield new RunJson.WaitsFor("slot", facts.build());
            }
            case Wait.ForCap it ->
                    new RunJson.WaitsFor("cap", facts.put("runs_max", it.runsMax()).build());
        };
    }

    /// Puts a run, and since when it runs.
    static Json.Builder named(Json.Builder facts, String name, Wait.Named run) {
        return facts.put(name, run.name()).putIf("held_since", run.since().map(Json::of));
    }

    private static Json decimal(double value) {
        return value == Math.rint(value) ? Json.of((long) value) : new Json.Num(value);
    }
}
