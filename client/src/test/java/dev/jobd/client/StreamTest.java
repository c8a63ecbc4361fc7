package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
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
            recorders.forEach(StreamRecorder::start);
            StreamChanges changes = new StreamChanges(random.split());
            for (int round = 0; round < Seeds.bound(4, 200); round++) {
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
