package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.wire.Json;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/// Makes, changes, pauses or removes a group.
final class GroupChangeHandler implements Handler {
    private final Mutation mutation;
    private final String op;
    private final BiFunction<Json.Obj, String, Command.OfGroups> command;

    /// @param op the operation's name
    /// @param command makes the command of the arguments and the name of who asks
    private GroupChangeHandler(
            Mutation mutation, String op, BiFunction<Json.Obj, String, Command.OfGroups> command) {
        this.mutation = mutation;
        this.op = op;
        this.command = command;
    }

    static GroupChangeHandler add(Mutation mutation) {
        return new GroupChangeHandler(
                mutation,
                "group_add",
                (args, by) -> new Command.AddGroup(args.text("group"), count(args, "slots"), by));
    }

    static GroupChangeHandler set(Mutation mutation) {
        return new GroupChangeHandler(
                mutation,
                "group_set",
                (args, by) -> new Command.SetGroup(args.text("group"), count(args, "slots"), by));
    }

    static GroupChangeHandler remove(Mutation mutation) {
        return new GroupChangeHandler(
                mutation,
                "group_remove",
                (args, by) -> new Command.RemoveGroup(args.text("group"), by));
    }

    static GroupChangeHandler pause(Mutation mutation) {
        return new GroupChangeHandler(
                mutation,
                "group_pause",
                (args, by) ->
                        new Command.PauseGroup(
                                args.text("group"), true, args.findInstant("until"), by));
    }

    static GroupChangeHandler resume(Mutation mutation) {
        return new GroupChangeHandler(
                mutation,
                "group_resume",
                (args, by) ->
                        new Command.PauseGroup(args.text("group"), false, Optional.empty(), by));
    }

    /// Returns a number; empty if it is null.
    static OptionalInt count(Json.Obj args, String name) {
        return args.find(name).isPresent()
                ? OptionalInt.of(Math.toIntExact(args.integer(name)))
                : OptionalInt.empty();
    }

    @Override
    public Answer answer(Call call) {
        String name = call.args().text("group");
        return mutation.answer(
                call,
                op,
                _ -> command.apply(call.args(), call.peer().name()),
                (view, _) -> {
                    Optional<Json.Obj> group = new Tally(view).group(name);
                    boolean isGone = op.equals("group_remove");
                    return Json.object()
                            .put(
                                    "group",
                                    isGone
                                            ? Json.of(name)
                                            : group.orElseThrow(() -> Shown.gone("group " + name)));
                });
    }
}
