package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Applied;
import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.schedule.Refusal;
import dev.jobd.daemon.schedule.RefusedException;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.wire.JobJson;
import dev.jobd.wire.JobPatch;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireErrorException;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// Changes the definition of a job by a merge patch over the one that is stored.
final class UpdateHandler implements Handler {
    /// How often the patch is put on anew when someone else was faster.
    private static final int TRIES_MAX = 20;

    private static final String FIELD = "args.set";

    private final HandlerParts parts;
    private final Mutation mutation;

    UpdateHandler(HandlerParts parts, Mutation mutation) {
        this.parts = parts;
        this.mutation = mutation;
    }

    @Override
    public Answer answer(Call call) {
        boolean mayRetry = call.args().findInteger("if_rev").isEmpty();
        return mutation.answer(
                submit(call, mayRetry ? TRIES_MAX : 1),
                FIELD,
                (view, applied) -> Json.object().put("job", Shown.job(view, applied.job())));
    }

    private CompletableFuture<Applied> submit(Call call, int tries) {
        CompletableFuture<Applied> applied = parts.commands().submit(command(call));
        if (tries == 1) {
            return applied;
        }
        return applied.exceptionallyComposeAsync(failure ->
                failure instanceof RefusedException refused
                                && refused.refusal() instanceof Refusal.RevisionMismatch
                        ? submit(call, tries - 1)
                        : CompletableFuture.failedFuture(failure));
    }

    private Command.Update command(Call call) {
        try (StoreView view = parts.store().view()) {
            Job base = new References(view).job(call.args());
            OptionalLong expected = call.args().findInteger("if_rev");
            if (expected.isPresent() && expected.getAsLong() != base.revision()) {
                throw new WireErrorException(
                        Refusals.revision(base.id(), expected.getAsLong(), view));
            }
            Json.Obj changed = JobPatch.apply(base.definition(), call.args().object("set"));
            JobJson.check(changed, FIELD);
            JobDefinition definition =
                    JobJson.read(
                                    changed,
                                    parts.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                                    parts.about().home().toString())
                            .definition(base.name());
            return new Command.Update(base, definition, call.peer().name());
        }
    }
}
