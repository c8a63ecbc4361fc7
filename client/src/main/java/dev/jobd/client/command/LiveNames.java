package dev.jobd.client.command;

import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireErrorException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The names that a running daemon knows; none if none runs, or if it does not answer.
final class LiveNames implements Completion.Names {
    /// More are of no use to a person.
    private static final int MOST = 200;

    private final Session session;

    LiveNames(Session session) {
        this.session = session;
    }

    @Override
    public List<Completion.Word> jobs(String prefix) {
        Json.Obj args =
                Json.object()
                        .put("fields", Json.strings(List.of("name", "state", "command_text")))
                        .put(
                                "filter",
                                Json.object()
                                        .put(
                                                "name",
                                                Json.object().put("glob", prefix + "*").build())
                                        .build())
                        .build();
        return ask(
                "list",
                args,
                job ->
                        new Completion.Word(
                                job.text("name"),
                                job.text("state") + ": " + job.text("command_text")));
    }

    @Override
    public List<Completion.Word> runs(String job) {
        Json.Obj args = Json.object().put("job", job).build();
        return ask(
                "runs",
                args,
                run ->
                        new Completion.Word(
                                job + "/" + run.integer("number"),
                                JobWords.outcome(run.text("state"), run).text()));
    }

    @Override
    public List<Completion.Word> groups() {
        return ask(
                "groups",
                Json.Obj.EMPTY,
                group -> new Completion.Word(group.text("name"), slots(group)));
    }

    @Override
    public List<Completion.Word> calendars() {
        return ask(
                "calendars",
                Json.Obj.EMPTY,
                calendar -> new Completion.Word(calendar.text("name"), ""));
    }

    private static String slots(Json.Obj group) {
        return GroupCommand.slotsOf(group) + " slots";
    }

    private List<Completion.Word> ask(
            String op, Json.Obj args, Function<Json.Obj, Completion.Word> word) {
        List<Completion.Word> words = new ArrayList<>();
        try {
            session.clientOfRunningDaemon();
            boolean isPaged = op.equals("list") || op.equals("runs");
            if (isPaged) {
                session.pages(op, args, MOST, (item, _) -> words.add(word.apply(item)));
            } else {
                session.call(op, Json.object().putAll(args))
                        .objects("items")
                        .forEach(item -> words.add(word.apply(item)));
            }
        } catch (DaemonUnavailableException | WireErrorException _) {
            return words;
        }
        return words;
    }
}
