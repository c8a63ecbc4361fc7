package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.wire.ApplyOperations;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.Limits;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Makes jobs, groups and calendars be as they are written down.
final class ApplyHandler implements Handler {
    private final HandlerParts parts;
    private final Mutation mutation;

    ApplyHandler(HandlerParts parts, Mutation mutation) {
        this.parts = parts;
        this.mutation = mutation;
    }

    @Override
    public Answer answer(Call call) {
        Call.Taken staged = call.staged().take();
        boolean isBegun = false;
        try {
            Answer.Later answer = apply(call.withArgs(whole(call.args(), staged)));
            isBegun = true;
            return new Answer.Later(answer.result().whenComplete((_, _) -> staged.done().run()));
        } finally {
            if (!isBegun) {
                staged.done().run();
            }
        }
    }

    private Answer.Later apply(Call call) {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        String home = parts.about().home().toString();
        AtomicReference<ApplyPlan> plan = new AtomicReference<>();
        return mutation.answer(
                call,
                ApplyOperations.APPLY,
                view -> {
                    ApplyPlan made = new ApplyPlan(view, call, now, home);
                    plan.set(made);
                    return made.command();
                },
                (view, _) -> plan.get().report(view),
                (step, reason, view) -> plan.get().error(step, reason, view));
    }

    /// Returns the arguments with all that was staged, which comes first.
    private static Json.Obj whole(Json.Obj args, Call.Taken staged) {
        int count = staged.parts().stream().mapToInt(ApplyOperations::count).sum();
        long wanted = args.findInteger("staged").orElse(0);
        if (count != wanted) {
            throw new WireErrorException(staging(staged, count, wanted));
        }
        Json.Builder whole = Json.object().putAll(args);
        int all = 0;
        for (String list : ApplyOperations.LISTS) {
            List<Json> items = new ArrayList<>();
            staged.parts().forEach(part -> items.addAll(items(part, list)));
            items.addAll(items(args, list));
            all += items.size();
            whole.put(list, new Json.Arr(items));
        }
        if (all > Limits.APPLY) {
            throw new WireErrorException(
                    WireError.of(
                            ErrorCode.TOO_LARGE,
                            "at most "
                                    + Limits.APPLY
                                    + " jobs, groups and calendars can be applied as one, not "
                                    + all));
        }
        return whole.build();
    }

    private static WireError staging(Call.Taken staged, int count, long wanted) {
        if (staged.wasLost()) {
            return WireError.of(
                            ErrorCode.BUSY,
                            "what was staged is gone, since others needed its room: stage it again")
                    .at("args.staged")
                    .later();
        }
        return WireError.of(
                        ErrorCode.STATE_CONFLICT,
                        "this connection has staged "
                                + count
                                + " items and not "
                                + wanted
                                + ": stage all of them again, over this connection")
                .at("args.staged");
    }

    private static List<Json> items(Json.Obj args, String list) {
        return args.members().get(list) instanceof Json.Arr(List<Json> items) ? items : List.of();
    }
}
