package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.testing.Seeds;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Events through the real daemon, which is killed in the middle.
@Timeout(600)
final class StreamTest {
    @TempDir Path folder;

    @Test
    @Tag("P14")
    void aStreamIsOrderedUniqueReliableAtomicResumableAndBookmarkable() throws Exception {
        long seed = Seeds.any();
        SplittableRandom random = new SplittableRandom(seed);
        RealDaemon daemon = RealDaemon.start(folder, "--slots", "4");
        List<StreamRecorder> recorders = new ArrayList<>();
        try {
            recorders.add(new StreamRecorder(daemon.socket(), "", random.split(), false));
            recorders.add(new StreamRecorder(daemon.socket(), "", random.split(), true));
            recorders.add(new StreamRecorder(daemon.socket(), "keep-*", random.split(), true));
            recorders.add(StreamRecorder.gathering(daemon.socket(), random.split(), 20));
            recorders.forEach(StreamRecorder::start);
            StreamChanges changes = new StreamChanges(random.split());
            for (int round = 0; round < Seeds.bound(3, 200); round++) {
                changes.make(daemon.socket(), random.nextInt(20, 60));
                if (random.nextInt(3) > 0) {
                    daemon.kill();
                } else {
                    daemon.end();
                }
                daemon.restart();
            }
            long last = changes.make(daemon.socket(), 20);
            last = Math.max(last, StreamChanges.settle(daemon.socket()));
            for (StreamRecorder recorder : recorders) {
                recorder.check(last, changes.acknowledged());
            }
            StreamRecorder.checkSame(recorders.get(0), recorders.get(1));
        } catch (Exception | AssertionError failure) {
            throw new AssertionError("seed " + seed, failure);
        } finally {
            recorders.forEach(StreamRecorder::close);
            daemon.kill();
        }
    }

    @Test
    @Tag("P14")
    void theExampleFollowsThroughTheDeathOfTheDaemon() throws Exception {
        Path script = Path.of("../scripts/examples/follow.py");
        RealDaemon daemon = RealDaemon.start(folder);
        daemon.ok("add", "--name", "first", "--", "true");
        Process follow =
                new ProcessBuilder("python3", script.toString(), daemon.socket().toString())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader lines = follow.inputReader(UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("snapshot");
            assertThat(lines.readLine()).isEqualTo("there job 1");
            daemon.ok("add", "--name", "second", "--", "true");
            assertThat(lines.readLine()).endsWith("job.added 2");
            daemon.kill();
            daemon.restart();
            daemon.ok("pause", "first");
            daemon.kill();
            daemon.restart();
            daemon.ok("rm", "second");
            assertThat(lines.readLine()).endsWith("job.updated 1");
            assertThat(lines.readLine()).endsWith("job.removed 2");
        } finally {
            follow.destroy();
            daemon.kill();
        }
    }

    @Test
    @Tag("P14")
    void theListIsWatchedThroughTheDeathOfTheDaemon() throws Exception {
        RealDaemon daemon = RealDaemon.start(folder);
        daemon.ok("add", "--name", "first", "--", "true");
        daemon.ok("add", "--name", "other", "--", "true");
        PipedInputStream written = new PipedInputStream();
        PipedOutputStream out = new PipedOutputStream(written);
        PipedInputStream noted = new PipedInputStream();
        PipedOutputStream err = new PipedOutputStream(noted);
        Thread verb =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> daemon.jobctl(out, err, "list", "--watch", "*s*"));
        try (BufferedReader rows = new BufferedReader(new InputStreamReader(written, UTF_8));
                BufferedReader notes = new BufferedReader(new InputStreamReader(noted, UTF_8))) {
            assertThat(rows.readLine()).startsWith("ID  NAME");
            assertThat(rows.readLine()).contains("first", "idle");
            daemon.ok("pause", "other");
            daemon.ok("add", "--name", "second", "--", "true");
            assertThat(rows.readLine()).contains("second", "idle");
            daemon.kill();
            assertThat(notes.readLine()).endsWith("the daemon is gone; waiting for the next one");
            daemon.restart();
            assertThat(notes.readLine()).endsWith("the daemon is back");
            daemon.ok("pause", "first");
            assertThat(rows.readLine()).contains("first", "paused");
            daemon.ok("edit", "first", "--name", "old");
            assertThat(notes.readLine()).endsWith("no longer listed: first");
            daemon.ok("rm", "second");
            assertThat(notes.readLine()).endsWith("removed second");
            verb.interrupt();
            verb.join();
        } finally {
            daemon.kill();
        }
    }

    @Test
    @Tag("P15")
    void whatIsNoLongerKeptIsSaidAndASnapshotStandsInForIt() throws Exception {
        RealDaemon daemon = RealDaemon.start(folder);
        try {
            outliveTheLog(daemon);
        } finally {
            daemon.kill();
        }
    }

    private void outliveTheLog(RealDaemon daemon) throws Exception {
        try (DaemonClient client = DaemonClient.connect(daemon.socket())) {
            String store = client.call("hello", Json.Obj.EMPTY).text("store");
            daemon.ok("add", "--name", "a", "--", "true");
            long known = client.call("ping", Json.Obj.EMPTY).integer("seq");
            Json.Obj from = Json.object().put("seq", known).put("store", store).build();
            Json.Obj args = Json.object().put("from", from).build();
            assertThat(client.call("subscribe", args).text("mode")).isEqualTo("resumed");
        }
        fillTheLog(daemon);
        daemon.end();
        daemon.restart();
        try (DaemonClient client = DaemonClient.connect(daemon.socket())) {
            String store = client.call("hello", Json.Obj.EMPTY).text("store");
            Json.Obj from = Json.object().put("seq", 2).put("store", store).build();
            Json.Obj args = Json.object().put("from", from).build();
            WireError gone =
                    catchThrowableOfType(
                                    WireErrorException.class, () -> client.call("subscribe", args))
                            .error();
            assertThat(gone.code()).isEqualTo("seq_expired");
            long oldest = gone.data().integer("oldest");
            assertThat(oldest).isBetween(4L, gone.data().integer("seq"));
            Json.Obj instead = Json.object().putAll(args).put("fallback", "snapshot").build();
            assertThat(client.call("subscribe", instead).text("mode")).isEqualTo("snapshot");
        }
        Call.Result refused = daemon.jobctl("events", "--from", "2");
        assertThat(refused.err()).contains("what came after commit 2 is no longer kept");
        assertThat(Files.exists(folder.resolve("state/journal-00000001"))).isFalse();
    }

    /// Makes more commits than the log of them holds: 64 MiB.
    private static void fillTheLog(RealDaemon daemon) {
        try (DaemonClient client = DaemonClient.connect(daemon.socket())) {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 90; i++) {
                StringBuilder text = new StringBuilder("# ");
                while (text.length() < 120_000) {
                    text.append(Long.toHexString(random.nextLong()));
                }
                Json.Builder ops = Json.object();
                List<Json> all = new ArrayList<>();
                for (int j = 0; j < 7; j++) {
                    Json.Obj job =
                            Json.object()
                                    .put("sh", text.toString())
                                    .put("schedule", Json.object().put("kind", "manual").build())
                                    .build();
                    Json.Obj add = Json.object().put("job", job).build();
                    all.add(Json.object().put("op", "add").put("args", add).build());
                }
                Json.Obj made = client.call("batch", ops.put("ops", new Json.Arr(all)).build());
                List<Json> removals = new ArrayList<>();
                for (Json.Obj result : made.objects("results")) {
                    Json.Obj job =
                            Json.object().put("job", result.object("job").text("name")).build();
                    removals.add(Json.object().put("op", "remove").put("args", job).build());
                }
                client.call("batch", Json.object().put("ops", new Json.Arr(removals)).build());
            }
        }
    }

    @Test
    @Tag("P14")
    void theVerbFollowsThroughTheDeathOfTheDaemon() throws Exception {
        RealDaemon daemon = RealDaemon.start(folder);
        daemon.ok("add", "--name", "first", "--", "true");
        PipedInputStream written = new PipedInputStream();
        PipedOutputStream out = new PipedOutputStream(written);
        String[] words = {"events", "--topic", "job", "--from", "snapshot"};
        Thread verb =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> daemon.jobctl(out, OutputStream.nullOutputStream(), words));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(written, UTF_8))) {
            assertThat(lines.readLine()).contains("job ", "first", "idle");
            daemon.ok("add", "--name", "second", "--", "true");
            assertThat(lines.readLine()).contains("job.added", "second", "idle");
            daemon.kill();
            daemon.restart();
            daemon.ok("pause", "first");
            assertThat(lines.readLine()).contains("job.updated", "first", "paused");
            daemon.ok("rm", "second");
            assertThat(lines.readLine()).contains("job.removed", "second");
            verb.interrupt();
            verb.join();
        } finally {
            daemon.kill();
        }
    }
}
