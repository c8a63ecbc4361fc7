package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Client;
import dev.jobd.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A batch of which the events do not fit on one line.
final class LongBatch {
    /// The names of the jobs it makes.
    static final List<String> NAMES = IntStream.range(0, 1_000).mapToObj(i -> "job-" + i).toList();

    /// The arguments of `batch`.
    static final String ARGUMENTS =
            NAMES.stream()
                    .map(name ->
                            "{'op':'add','args':{'job':{'name':'"
                                    + name
                                    + "','sh':'"
                                    + "x".repeat(850)
                                    + "','schedule':{'kind':'manual'}}}}")
                    .collect(Collectors.joining(",", "{'ops':[", "]}"));

    private LongBatch() {}

    /// Returns the next lines of a subscription, all of one commit.
    static List<Json.Obj> linesOf(Client subscriber) {
        List<Json.Obj> lines = new ArrayList<>();
        do {
            lines.add(subscriber.push());
        } while (lines.getLast().has("left"));
        return lines;
    }

    /// Returns the names of the jobs in such lines.
    static List<String> namesIn(List<Json.Obj> lines) {
        return lines.stream()
                .flatMap(line -> line.objects("events").stream())
                .map(event -> event.object("job").text("name"))
                .toList();
    }
}
