package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.audit.AuditEntry;
import dev.jobd.daemon.schedule.Applied;
import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.schedule.Refusal;
import dev.jobd.daemon.schedule.RefusedException;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Traced;
import dev.jobd.daemon.store.Receipt;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.RunId;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// Has a command carried out and answers once that is on disk; once only if the request has a key,
/// and not at all if it is a dry run.
final class Mutation {
    /// How often a command is made anew when someone else was faster to change what it rests on.
    private static final int TRIES_MAX = 20;

    private final HandlerParts parts;

    Mutation(HandlerParts parts) {
        this.parts = parts;
    }

    /// Makes a result from what was applied, in a view that shows it.
    @FunctionalInterface
    interface Result extends BiFunction<StoreView, Applied, Json.Builder> {}

    /// Makes the command of a request from what the store shows.
    @FunctionalInterface
    interface Maker extends Function<StoreView, Command.Plain> {}

    /// Makes the error of a step that was refused, named as in the request.
    @FunctionalInterface
    interface StepError {
        /// Returns it.
        ///
        /// @param step which, counted from 0
        WireError of(int step, Refusal reason, StoreView view);
    }

    /// A request, and what it comes to.
    private record Wanted(
            Call call,
            String op,
            Maker maker,
            RenderedResult result,
            Optional<KeyedRequest> key,
            StepError steps) {}

    /// Answers a request.
    ///
    /// @param op the operation's name
    /// @param maker makes the command, or refuses
    /// @param result makes the result; `seq` is added
    Answer.Later answer(Call call, String op, Maker maker, Result result) {
        return answer(
                call,
                op,
                maker,
                result,
                (step, reason, view) -> ofStep(step, reason, call.args(), view));
    }

    /// Answers a request that comes to several steps.
    ///
    /// @param steps makes the error of one
    Answer.Later answer(Call call, String op, Maker maker, Result result, StepError steps) {
        boolean isTrial = call.args().flag("dry_run");
        Optional<KeyedRequest> key = isTrial ? Optional.empty() : KeyedRequest.of(call, op);
        Wanted wanted = new Wanted(call, op, maker, new RenderedResult(result), key, steps);
        CompletableFuture<Supplier<Json.Obj>> answer =
                submit(wanted, TRIES_MAX)
                        .handle((done, failure) -> {
                            if (failure != null) {
                                throw translated(failure, wanted);
                            }
                            return new Made(done, wanted.result());
                        });
        return new Answer.Later(answer);
    }

    private CompletableFuture<Applied> submit(Wanted wanted, int tries) {
        Command command;
        try (StoreView view = parts.store().view()) {
            command = commandOf(wanted, wanted.maker().apply(view));
        } catch (WireErrorException refused) {
            // What it is about may be gone because it was done before.
            return CompletableFuture.completedFuture(earlier(wanted).orElseThrow(() -> refused));
        }
        CompletableFuture<Applied> applied = parts.commands().submit(command);
        if (tries == 1) {
            return applied;
        }
        return applied.exceptionallyComposeAsync(failure -> {
            if (wasOvertaken(failure, wanted)) {
                return submit(wanted, tries - 1);
            }
            return earlier(wanted)
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> CompletableFuture.failedFuture(failure));
        });
    }

    private static Command commandOf(Wanted wanted, Command.Plain plain) {
        if (wanted.call().args().flag("dry_run")) {
            return new Command.Trial(plain, wanted.result()::text);
        }
        return wanted.key()
                .<Command>map(key ->
                        new Command.Keyed(plain, key.key(), key.hash(), wanted.result()::text))
                .orElse(plain);
    }

    private Optional<Applied> earlier(Wanted wanted) {
        if (wanted.key().isEmpty()) {
            return Optional.empty();
        }
        KeyedRequest key = wanted.key().get();
        try (StoreView view = parts.store().view()) {
            Optional<Receipt> receipt = view.receipt(key.key());
            if (receipt.isPresent() && !receipt.get().hash().equals(key.hash())) {
                Refusal taken = new Refusal.KeyTaken(key.key().text());
                throw new WireErrorException(Refusals.error(taken, wanted.op(), view));
            }
            return receipt.map(Applied::replayed);
        }
    }

    /// Tells whether it was refused because of a revision that the client did not ask for.
    private static boolean wasOvertaken(Throwable failure, Wanted wanted) {
        if (!(failure instanceof RefusedException refused)) {
            return false;
        }
        Json.Obj args = wanted.call().args();
        return switch (refused.refusal()) {
            case Refusal.RevisionMismatch _ -> !args.has("if_rev");
            case Refusal.OfStep(int step, Refusal.RevisionMismatch _) ->
                    !args.objects("ops").get(step).object("args").has("if_rev");
            // Nothing but the store was looked at: whoever took a name or a job was faster.
            case Refusal.OfSteps(List<Refusal.OfStep> steps) ->
                    steps.stream().map(Refusal.OfStep::reason).anyMatch(Mutation::isOfAnother);
            default -> false;
        };
    }

    private static boolean isOfAnother(Refusal refusal) {
        return refusal instanceof Refusal.RevisionMismatch
                || refusal instanceof Refusal.NameTaken
                || refusal instanceof Refusal.NoSuchJob
                || refusal instanceof Refusal.GroupThere;
    }

    /// The result of what was applied: as it was made, or made in a view that shows it.
    private final class Made implements Traced {
        private final Applied applied;
        private final RenderedResult result;

        Made(Applied applied, RenderedResult result) {
            this.applied = applied;
            this.result = result;
        }

        @Override
        public Json.Obj get() {
            if (applied.told().isPresent()) {
                Json.Obj stored = stored(applied.told().get());
                return applied.told().get().isReplayed()
                        ? Json.object().putAll(stored).put("replayed", true).build()
                        : stored;
            }
            try (StoreView view = parts.store().view()) {
                return result.json(view, applied);
            }
        }

        @Override
        public AuditEntry.Changed changed() {
            OptionalLong seq = OptionalLong.of(applied.seq());
            OptionalLong none = OptionalLong.empty();
            if (applied.told().isPresent()) {
                Json.Obj stored = stored(applied.told().get());
                Json.Obj job = stored.findObject("job").orElse(Json.Obj.EMPTY);
                return new AuditEntry.Changed(
                        job.findInteger("id"),
                        stored.findObject("run").flatMap(run -> run.findText("id")),
                        job.findInteger("rev"),
                        seq);
            }
            if (!applied.parts().isEmpty() || applied.about().isEmpty()) {
                return new AuditEntry.Changed(none, Optional.empty(), none, seq);
            }
            try (StoreView view = parts.store().view()) {
                return new AuditEntry.Changed(
                        OptionalLong.of(applied.job().number()),
                        applied.run().map(RunId::toString),
                        view.job(applied.job())
                                .map(job -> OptionalLong.of(job.revision()))
                                .orElse(none),
                        seq);
            }
        }

        private static Json.Obj stored(Applied.Told told) {
            return JsonParser.parseReply(told.result().getBytes(StandardCharsets.UTF_8));
        }
    }

    private CompletionException translated(Throwable failure, Wanted wanted) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null ->
                    translated(wrapped.getCause(), wanted);
            case RefusedException refused -> {
                Refusal refusal = refused.refusal();
                try (StoreView view = parts.store().view()) {
                    yield new CompletionException(
                            new WireErrorException(error(refusal, wanted, view)));
                }
            }
            default -> new CompletionException(failure);
        };
    }

    private static WireError error(Refusal refusal, Wanted wanted, StoreView view) {
        return switch (refusal) {
            case Refusal.OfStep(int step, Refusal reason) -> wanted.steps().of(step, reason, view);
            case Refusal.OfSteps(List<Refusal.OfStep> steps) ->
                    WireError.all(
                            steps.stream()
                                    .map(it -> wanted.steps().of(it.step(), it.reason(), view))
                                    .toList());
            default -> Refusals.error(refusal, wanted.op(), view);
        };
    }

    private static WireError ofStep(int step, Refusal reason, Json.Obj args, StoreView view) {
        String op = args.objects("ops").get(step).text("op");
        return BatchPlan.inStep(step, Refusals.error(reason, op, view));
    }
}
