package dev.jobd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Holds the history against the lines that the processes left.
final class TortureRuns {
    private static final int PAGE = 500;

    private final TortureRecord record;
    private final Path lines;

    TortureRuns(TortureRecord record, Path lines) {
        this.record = record;
        this.lines = lines;
    }

    /// Pauses all jobs and waits until nothing of them is active.
    void awaitEnds(Path socket) {
        try (DaemonClient client = DaemonClient.connect(socket)) {
            for (Json.Obj job : all(client, "list", Json.object().build())) {
                client.call("pause", Json.object().put("job", job.text("name")).build());
            }
            for (Json.Obj run : all(client, "runs", Json.object().build())) {
                if (!run.has("ended")) {
                    Json.Builder wait = Json.object().put("run", run.text("id"));
                    wait.put("stream", "none").put("follow", true);
                    client.follow("log", wait.build(), _ -> {});
                }
            }
        }
    }

    /// Checks that each attempt ran once and is recorded, and that every promised run is there.
    void check(Path socket) throws IOException {
        List<Json.Obj> runs;
        try (DaemonClient client = DaemonClient.connect(socket)) {
            runs = all(client, "runs", Json.object().build());
        }
        Map<String, Json.Obj> byId = new HashMap<>();
        runs.forEach(run -> byId.put(run.text("id"), run));
        assertThat(byId).as("each run once").hasSameSizeAs(runs);
        assertThat(byId.keySet()).as("promised runs").containsAll(record.runs);
        Map<String, Integer> linesLeft = read();
        record.attempts = 0;
        runs.forEach(run -> check(run, linesLeft));
        record.runsEnded = runs.size();
        assertThat(linesLeft).as("lines of attempts that are not in the history").isEmpty();
    }

    private void check(Json.Obj run, Map<String, Integer> linesLeft) {
        assertThat(run.has("ended")).as("%s has ended", run).isTrue();
        assertThat(run.text("state")).as("%s", run).isNotEqualTo("lost");
        int number = 0;
        for (Json.Obj attempt : run.objects("attempts")) {
            assertThat(attempt.integer("number")).as("attempts of %s", run).isEqualTo(++number);
            String outcome = attempt.text("outcome");
            boolean ran = outcome.equals("succeeded") || outcome.equals("failed");
            Integer left = linesLeft.remove(run.text("id") + "." + number);
            if (ran) {
                assertThat(left).as("lines of attempt %d of %s", number, run).isEqualTo(1);
            } else {
                assertThat(left).as("lines of attempt %d of %s", number, run).isIn(null, 1);
            }
            record.attempts++;
        }
    }

    /// Returns how often each attempt left its line.
    private Map<String, Integer> read() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        try (Stream<Path> files = Files.list(lines)) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).forEach(line -> counts.merge(line, 1, Integer::sum));
            }
        }
        return counts;
    }

    private static List<Json.Obj> all(DaemonClient client, String op, Json.Obj args) {
        List<Json.Obj> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Json.Builder page = Json.object().putAll(args).put("limit", PAGE);
            cursor.ifPresent(it -> page.put("cursor", it));
            Json.Obj reply = client.call(op, page.build());
            all.addAll(reply.objects("items"));
            cursor = reply.findText("next");
        } while (cursor.isPresent());
        return all;
    }
}
