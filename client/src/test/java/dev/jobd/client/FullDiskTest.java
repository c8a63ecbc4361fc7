package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The daemon's state on a file system of its own that becomes full; mounting it needs root.
@Timeout(120)
final class FullDiskTest {
    @TempDir Path folder;

    private RealDaemon daemon;
    private Path ballast;

    @BeforeEach
    void mountAndStart() throws Exception {
        Path state = Files.createDirectory(folder.resolve("state"));
        run("mount", "-t", "tmpfs", "-o", "size=32m,mode=700", "jobd-test", state.toString());
        ballast = state.resolve("ballast");
        daemon = RealDaemon.start(folder, "--slots", "8");
    }

    @AfterEach
    void endAndUnmount() throws Exception {
        daemon.kill();
        run("umount", "-l", folder.resolve("state").toString());
    }

    @Test
    @Tag("C9")
    void changesAreRefusedAndEverythingElseGoesOn() throws Exception {
        ok("add", "--name", "kept", "--every", "1h", "--", "true");
        start("ends", "read code <" + pipe("end") + "; exit $code");
        start("stopped", "sleep 1000");
        start("killed", "trap '' TERM; sleep 1000 & wait; wait");
        fill();

        Call.Result refused = daemon.jobctl("add", "--name", "lost", "--", "true");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("nothing was changed", "full");
        assertThat(ok("list")).contains("kept").doesNotContain("lost");
        assertThat(daemon.jobctl("stop", "stopped").err()).contains("the signal was sent");
        assertThat(daemon.jobctl("kill", "-s", "KILL", "killed").err())
                .contains("the signal was sent");
        Files.writeString(folder.resolve("end"), "7\n");

        Files.delete(ballast);
        assertThat(daemon.jobctl("wait", "ends").code()).isEqualTo(7);
        assertThat(daemon.jobctl("wait", "killed", "stopped").code()).isNotZero();
        assertThat(ok("history", "stopped")).contains("killed");
        ok("add", "--name", "later", "--", "true");

        daemon.kill();
        daemon.restart();
        assertThat(ok("list")).contains("kept", "later").doesNotContain("lost");
        assertThat(ok("history", "ends")).contains("failed 7");
    }

    /// Starts a job and returns when it runs.
    private void start(String name, String line) throws Exception {
        Path began = pipe(name + ".began");
        ok("run", "--name", name, "--", "sh", "-c", "echo began >" + began + "; " + line);
        assertThat(Files.readString(began)).isEqualTo("began\n");
    }

    private void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        // The last page of the journal may have room for some more small changes.
        boolean fits = true;
        while (fits) {
            fits =
                    daemon.jobctl("pause", "kept").code() + daemon.jobctl("resume", "kept").code()
                            == 0;
        }
    }

    private String ok(String... words) {
        Call.Result result = daemon.jobctl(words);
        assertThat(result.code()).as("%s", result.err()).isZero();
        return result.out();
    }

    private Path pipe(String name) throws Exception {
        Path path = folder.resolve(name);
        run("mkfifo", path.toString());
        return path;
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s", output).isZero();
    }
}
