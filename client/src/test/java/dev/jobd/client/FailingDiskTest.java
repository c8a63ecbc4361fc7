package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk that fails each write, though it is not full: a limit on the size of files makes it so.
@Timeout(120)
final class FailingDiskTest {
    @TempDir Path folder;

    @Test
    void changesAreRefusedUntilTheDiskIsRepaired() throws Exception {
        RealDaemon daemon = RealDaemon.start(folder, "--slots", "8");
        try {
            daemon.ok("add", "--name", "kept", "--every", "1h", "--", "true");
            Path began = folder.resolve("began");
            run("mkfifo", began.toString());
            daemon.ok(
                    "run", "--name", "stopped", "--", "sh", "-c", "echo >" + began + "; sleep 99");
            assertThat(Files.readString(began)).isEqualTo("\n");
            limit(daemon, "0");

            Call.Result refused = daemon.jobctl("add", "--name", "lost", "--", "true");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("nothing was changed").doesNotContain("full");
            assertThat(daemon.jobctl("add", "--name", "lost", "--", "true").code()).isEqualTo(1);
            assertThat(daemon.ok("list")).contains("kept").doesNotContain("lost");
            assertThat(daemon.jobctl("stop", "stopped").err()).contains("the signal was sent");

            limit(daemon, "unlimited");
            assertThat(daemon.jobctl("wait", "stopped").code()).isNotZero();
            daemon.ok("add", "--name", "later", "--", "true");
            daemon.kill();
            daemon.restart();
            assertThat(daemon.ok("list")).contains("kept", "later").doesNotContain("lost");
        } finally {
            daemon.kill();
        }
    }

    /// Limits the size in bytes of the files that the daemon writes.
    private static void limit(RealDaemon daemon, String bytes) throws Exception {
        run("prlimit", "--pid", "" + daemon.pid(), "--fsize=" + bytes + ":");
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s", output).isZero();
    }
}
