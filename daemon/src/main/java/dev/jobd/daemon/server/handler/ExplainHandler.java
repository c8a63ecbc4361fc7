package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.Run;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.List;

/// Tells why a job or a run is running or not.
final class ExplainHandler implements Handler {
    /// So many ended runs of a job are told of.
    private static final int ENDED = 3;

    private final HandlerParts parts;

    ExplainHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        Instant now = parts.clock().instant();
        try (StoreView view = parts.store().view()) {
            References references = new References(view);
            Explanation explanation;
            if (call.args().find("run").isPresent()) {
                Run run = references.run(call.args()).run();
                explanation = new Explanation(view, now, Waiting.of(parts.waits(), List.of(run)));
                explanation.run(run);
            } else {
                Job job = references.job(call.args());
                List<Run> active = view.activeRuns(job.id());
                explanation = new Explanation(view, now, Waiting.of(parts.waits(), active));
                explanation.now(active, parts.shutdown().drainsUntil());
                explanation.next(job);
                view.runs(job.id(), Long.MAX_VALUE, ENDED + active.size()).stream()
                        .filter(Run::isEnded)
                        .limit(ENDED)
                        .forEach(explanation::run);
            }
            return new Answer.Now(
                    Json.object()
                            .put("reasons", explanation.reasons())
                            .put("now", now)
                            .put("seq", view.seq())
                            .build());
        }
    }
}
