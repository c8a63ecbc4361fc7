package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Applied;
import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.schedule.Refusal;
import dev.jobd.daemon.schedule.RefusedException;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireErrorException;
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
                    return () -> result(done, result);
                });
        return new Answer.Later(answer);
    }

    private Json.Obj result(Applied applied, Result result) {
        try (StoreView view = parts.store().view()) {
            return result.apply(view, applied).put("seq", applied.seq()).build();
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
