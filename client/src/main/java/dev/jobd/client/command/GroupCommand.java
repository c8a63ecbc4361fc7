package dev.jobd.client.command;

import dev.jobd.client.output.Cell;
import dev.jobd.client.output.Table;
import dev.jobd.model.Group;
import dev.jobd.wire.Json;
import dev.jobd.wire.Suggestions;
import dev.jobd.wire.WireErrorException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `group`: shows, makes, changes, pauses and removes groups.
final class GroupCommand implements Verb {
    private static final String UNLIMITED = "unlimited";

    /// What can be done, as it is typed.
    static final List<String> ACTIONS =
            List.of("list", "add", "set", "rm", "pause", "resume", "cap");

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "group [list|add|set|rm|pause|resume|cap] [options] [GROUP…]")
                .example("jobctl group                          # all groups, and what is in them")
                .example(
                        "jobctl group add build --slots 2      # jobs get into it by: add -g build")
                .example("jobctl group set build --slots unlimited")
                .example("jobctl group pause build --for 2h     # or --until TIME, or till resume")
                .example("jobctl group resume build")
                .example("jobctl group rm build                 # when no job is in it any more")
                .example("jobctl group cap 8                    # over all groups; or unlimited")
                .text(
                        "The runs of a group take its slots, one each or as many as their jobs'"
                                + " --weight says. What waits for slots starts by --priority, the"
                                + " higher first, then by due time; the first that does not fit is"
                                + " waited for. Fewer slots stop nothing that runs.",
                        "A paused group starts nothing: what waits is held, what falls due by"
                                + " itself is recorded as skipped and not caught up, and what runs"
                                + " goes on.",
                        "The cap is how many runs may have a process at once over all groups,"
                                + " whatever their weight.")
                .end();
        Options.value(spec, "N", "how many slots, or 'unlimited'", "--slots");
        Options.value(spec, "DURATION", "end the pause after a while", "--for");
        Options.value(spec, "TIME", "end the pause at a time", "--until");
        Options.parameters(spec, "0..*", "GROUP", "what to do, and with which groups");
    }

    @Override
    public int run(ParseResult words, Session session) {
        List<String> given = Options.parameters(words);
        String action = given.isEmpty() ? "list" : given.getFirst();
        List<String> names = given.isEmpty() ? List.of() : given.subList(1, given.size());
        refuseOthers(words, action);
        return switch (action) {
            case "list" -> list(names, session);
            case "add", "set" -> {
                Json slots = slots(words, action);
                yield each(
                        names,
                        "group_" + action,
                        group -> group.put("slots", slots),
                        GroupCommand::slotsSentence,
                        session);
            }
            case "rm" ->
                    each(
                            names,
                            "group_remove",
                            group -> group,
                            reply -> "removed group " + reply.text("group"),
                            session);
            case "pause" -> {
                Optional<Json> until = PauseCommand.until(words, session).map(Json::of);
                yield each(
                        names,
                        "group_pause",
                        group -> group.putIf("until", until),
                        reply -> pauseSentence(reply.object("group"), session),
                        session);
            }
            case "resume" ->
                    each(
                            names,
                            "group_resume",
                            group -> group,
                            reply -> "resumed group " + reply.object("group").text("name"),
                            session);
            case "cap" -> cap(names, session);
            default -> throw new UsageException(Suggestions.unknown("action", action, ACTIONS));
        };
    }

    private static void refuseOthers(ParseResult words, String action) {
        boolean takesSlots = action.equals("add") || action.equals("set");
        if (!takesSlots && words.hasMatchedOption("--slots")) {
            throw new UsageException("--slots goes with 'group add' and 'group set'");
        }
        for (String option : List.of("--for", "--until")) {
            if (!action.equals("pause") && words.hasMatchedOption(option)) {
                throw new UsageException(option + " goes with 'group pause'");
            }
        }
    }

    private static Json slots(ParseResult words, String action) {
        String text =
                Options.text(words, "--slots")
                        .orElseThrow(() ->
                                new UsageException(
                                        "say how many: group %s GROUP --slots N, or --slots %s"
                                                .formatted(action, UNLIMITED)));
        return count("--slots", text, "; to start nothing: jobctl group pause GROUP");
    }

    /// Returns the number, or null for any number.
    private static Json count(String what, String text, String ifNone) {
        if (text.equals(UNLIMITED)) {
            return Json.NULL;
        }
        if (!text.matches("[1-9]\\d{0,6}") || Long.parseLong(text) > Group.SLOTS_MAX) {
            String hint = text.equals("0") ? ifNone : "";
            throw new UsageException(
                    "%s is a number from 1 to %d or '%s', not '%s'%s"
                            .formatted(what, Group.SLOTS_MAX, UNLIMITED, text, hint));
        }
        return Json.of(Long.parseLong(text));
    }

    private static int each(
            List<String> names,
            String op,
            Function<Json.Builder, Json.Builder> args,
            Function<Json.Obj, String> sentence,
            Session session) {
        if (names.isEmpty()) {
            throw new UsageException("say which GROUP");
        }
        int code = ExitCode.DONE;
        for (String name : names) {
            try {
                Json.Obj reply = session.call(op, args.apply(Json.object().put("group", name)));
                if (session.isJson()) {
                    session.console().json(reply);
                } else {
                    session.console().line(sentence.apply(reply));
                }
            } catch (WireErrorException e) {
                Errors.tell(e.error(), session);
                code = Math.max(code, ExitCode.of(e.error()));
            }
        }
        return code;
    }

    private static String slotsSentence(Json.Obj reply) {
        Json.Obj group = reply.object("group");
        String slots = slotsOf(group);
        String word = slots.equals("1") ? " slot" : " slots";
        return "group " + group.text("name") + " has " + slots + word;
    }

    private static String pauseSentence(Json.Obj group, Session session) {
        return "paused group "
                + group.text("name")
                + group.findInstant("paused_until")
                        .map(until -> " until " + session.times().full(until))
                        .orElse("");
    }

    private static int cap(List<String> words, Session session) {
        if (words.size() > 1) {
            throw new UsageException("unexpected '" + words.get(1) + "'");
        }
        Json.Obj reply =
                words.isEmpty()
                        ? session.call("groups", Json.object())
                        : session.call(
                                "limit_runs",
                                Json.object()
                                        .put("runs_max", count("the cap", words.getFirst(), "")));
        if (session.isJson()) {
            session.console().json(reply);
        } else {
            session.console()
                    .line(
                            "at most %d runs at once, over all groups"
                                    .formatted(reply.integer("runs_max")));
        }
        return ExitCode.DONE;
    }

    private static int list(List<String> names, Session session) {
        Json.Obj reply = session.call("groups", Json.object());
        Table table =
                new Table(
                        Table.Column.text("GROUP"),
                        Table.Column.number("SLOTS"),
                        Table.Column.number("TAKEN"),
                        Table.Column.number("RUNNING"),
                        Table.Column.number("QUEUED"),
                        Table.Column.fixed("PAUSED"));
        for (Json.Obj group : reply.objects("items")) {
            if (!names.isEmpty() && !names.contains(group.text("name"))) {
                continue;
            }
            if (session.isJson()) {
                session.console().json(group);
            }
            table.add(
                    Cell.of(group.text("name")),
                    Cell.of(slotsOf(group)),
                    Cell.of(Long.toString(group.integer("taken"))),
                    Cell.of(Long.toString(group.integer("running"))),
                    Cell.of(Long.toString(group.integer("queued"))),
                    Cell.of(paused(group, session)));
        }
        if (!session.isJson() && !table.isEmpty()) {
            session.console().table(table);
        }
        for (String name : names) {
            List<String> known =
                    reply.objects("items").stream().map(group -> group.text("name")).toList();
            if (!known.contains(name)) {
                Errors.say(session.console(), Suggestions.unknown("group", name, known));
                return ExitCode.NOT_FOUND;
            }
        }
        return ExitCode.DONE;
    }

    private static String paused(Json.Obj group, Session session) {
        if (!group.flag("paused")) {
            return "no";
        }
        return group.findInstant("paused_until")
                .map(until -> "until " + session.times().full(until))
                .orElse("yes");
    }

    /// Returns the slots of a group as they are typed.
    static String slotsOf(Json.Obj group) {
        return group.findInteger("slots").isPresent()
                ? Long.toString(group.integer("slots"))
                : UNLIMITED;
    }
}
