package dev.jobd.client;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.WireErrorException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Changes everything at random, and writes down which commits were acknowledged.
final class StreamChanges {
    private static final int NAMES = 8;

    private final SplittableRandom random;
    private final List<Long> acknowledged = new ArrayList<>();
    private int made;

    StreamChanges(SplittableRandom random) {
        this.random = random;
    }

    /// Returns the commits that were acknowledged.
    List<Long> acknowledged() {
        return acknowledged;
    }

    /// Makes so many changes; returns the newest commit that was acknowledged.
    long make(Path socket, int count) {
        try (DaemonClient client = DaemonClient.connect(socket)) {
            for (int i = 0; i < count; i++) {
                change(client);
            }
        }
        return acknowledged.isEmpty() ? 0 : acknowledged.getLast();
    }

    private void change(DaemonClient client) {
        String job = name();
        try {
            Json.Obj done =
                    switch (random.nextInt(8)) {
                        case 0, 1 ->
                                call(
                                        client,
                                        "add",
                                        "{'job':{'name':'"
                                                + job
                                                + "','sh':'true','schedule':{'kind':'manual'}}}");
                        case 2 ->
                                call(
                                        client,
                                        "add",
                                        "{'job':{'name':'once-" + ++made + "','sh':'true'}}");
                        case 3 -> call(client, "pause", "{'job':'" + job + "'}");
                        case 4 ->
                                call(
                                        client,
                                        "update",
                                        "{'job':'" + job + "','set':{'name':'" + name() + "'}}");
                        case 5 -> call(client, "remove", "{'job':'" + job + "'}");
                        default -> call(client, "trigger", "{'job':'" + job + "'}");
                    };
            acknowledged.add(done.integer("seq"));
        } catch (WireErrorException refused) {
            // There is no such job, or there is one: another change comes next.
            if (refused.error().code().startsWith("store")) {
                throw refused;
            }
        }
    }

    private String name() {
        return (random.nextBoolean() ? "keep-" : "other-") + random.nextInt(NAMES);
    }

    private static Json.Obj call(DaemonClient client, String op, String args) {
        return client.call(
                op, JsonParser.parse(args.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    /// Waits until nothing runs any more; returns the newest commit then.
    static long settle(Path socket) {
        try (DaemonClient client = DaemonClient.connect(socket)) {
            while (true) {
                Json.Obj stats = client.call("stats", Json.Obj.EMPTY);
                if (stats.object("runs").integer("active") == 0) {
                    return stats.integer("seq");
                }
                Thread.onSpinWait();
            }
        }
    }
}
