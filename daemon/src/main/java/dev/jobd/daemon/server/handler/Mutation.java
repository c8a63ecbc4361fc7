package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.audit.AuditEntry;
import dev.jobd.daemon.schedule.Applied;
import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.schedule.Refusal;
import dev.jobd.daemon.schedule.RefusedException;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Traced;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.RunId;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireErrorException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Has a command carried out and answers once that is on disk.
final class Mutation {
    private final HandlerParts parts;

    Mutation(HandlerParts parts) {
        this.parts = parts;
    }

    /// Makes a result from what was applied, in a view that shows it.
    @FunctionalInterface
    interface Result extends BiFunction<StoreView, Applied, Json.Builder> {}

    /// Submits a command.
    ///
    /// @param definition where a definition stands in the arguments: `args.job`
    /// @param result makes the result; `seq` is added
    Answer answer(Command command, String definition, Result result) {
        return answer(parts.commands().submit(command), definition, result);
    }

    /// Answers when a command has been carried out.
    Answer answer(CompletableFuture<Applied> applied, String definition, Result result) {
        CompletableFuture<Supplier<Json.Obj>> answer =
                applied.handle((done, failure) -> {
                    if (failure != null) {
                        throw translated(failure, definition);
                    }
                    return new Made(done, result);
                });
        return new Answer.Later(answer);
    }

    /// The result of what was applied, made in a view that shows it.
    private final class Made implements Traced {
        private final Applied applied;
        private final Result result;

        Made(Applied applied, Result result) {
            this.applied = applied;
            this.result = result;
        }

        @Override
        public Json.Obj get() {
            try (StoreView view = parts.store().view()) {
                return result.apply(view, applied).put("seq", applied.seq()).build();
            }
        }

        @Override
        public AuditEntry.Changed changed() {
            try (StoreView view = parts.store().view()) {
                return new AuditEntry.Changed(
                        OptionalLong.of(applied.job().number()),
                        applied.run().map(RunId::toString),
                        view.job(applied.job())
                                .map(job -> OptionalLong.of(job.revision()))
                                .orElseGet(OptionalLong::empty),
                        OptionalLong.of(applied.seq()));
            }
        }
    }

    private CompletionException translated(Throwable failure, String definition) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null ->
                    translated(wrapped.getCause(), definition);
            case RefusedException refused -> {
                Refusal refusal = refused.refusal();
                try (StoreView view = parts.store().view()) {
                    yield new CompletionException(
                            new WireErrorException(Refusals.error(refusal, definition, view)));
                }
            }
            default -> new CompletionException(failure);
        };
    }
}
