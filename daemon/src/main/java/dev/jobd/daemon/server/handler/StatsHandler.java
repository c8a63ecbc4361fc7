package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.server.ServerLimits;
import dev.jobd.daemon.store.StoreStats;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.wire.Json;
import java.time.Duration;
import java.time.Instant;

/// Returns figures of the daemon.
final class StatsHandler implements Handler {
    private final HandlerParts parts;

    StatsHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        HandlerParts.About about = parts.about();
        Instant now = parts.clock().instant();
        Json.Builder paths = Json.object();
        about.paths().forEach((name, path) -> paths.put(name, path.toString()));
        try (StoreView view = parts.store().view()) {
            Tally tally = new Tally(view);
            return new Answer.Now(
                    Json.object()
                            .put("server", about.server())
                            .put("pid", about.pid())
                            .put("started", about.started())
                            .put("uptime_ms", uptime(about.started(), now))
                            .put("store", Shown.storeId(parts.store()))
                            .put("instance", about.instance())
                            .put("seq", view.seq())
                            .put("now", now)
                            .putIf("draining_until", parts.shutdown().drainsUntil().map(Json::of))
                            .put("jobs", tally.jobs())
                            .put("runs", tally.runs())
                            .put("groups", tally.groups())
                            .put("runs_max", about.runsMax(view.settings()))
                            .put("connections", parts.connections().getAsInt())
                            .put("subscriptions", parts.commits().watchers())
                            .put("receipts", view.receiptCount())
                            .put("paths", paths.build())
                            .put("store_stats", store(parts.store().stats()))
                            .put("counters", counters(about.metrics()))
                            .put("config", ConfigurationJson.of(about.settings()))
                            .put("limits", ServerLimits.of(about.settings().get()).toJson())
                            .build());
        }
    }

    private static long uptime(Instant started, Instant now) {
        return Math.max(0, Duration.between(started, now).toMillis());
    }

    private static Json.Obj counters(HandlerParts.Metrics metrics) {
        Json.Builder all = Json.object();
        metrics.counters().forEach(all::put);
        return all.build();
    }

    private static Json.Obj store(StoreStats stats) {
        return Json.object()
                .put("journal_bytes", stats.journalBytes())
                .put("files_bytes", stats.filesBytes())
                .put("generation", stats.generation())
                .putOrNull("last_checkpoint", stats.lastCheckpoint().map(Json::of))
                .putOrNull("trouble", stats.trouble().map(Json::of))
                .build();
    }
}
