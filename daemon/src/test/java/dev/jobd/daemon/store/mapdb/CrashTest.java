package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process that writes, at any moment, and looks for what it was promised.
@Timeout(60)
class CrashTest {
    private static final int KILLS = Seeds.bound(5, 500);

    @TempDir Path directory;

    @Test
    void whatWasAcknowledgedSurvivesAKill() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        long acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged = Math.max(acknowledged, writeAndKill(random.nextInt(1, 150)));
            long found = check();
            assertThat(found).as("kill %d", kill).isGreaterThanOrEqualTo(acknowledged);
            acknowledged = found;
        }
        assertThat(acknowledged).isGreaterThan(KILLS);
    }

    /// Returns the newest commit the process has reported before it was killed.
    private long writeAndKill(int lines) throws IOException, InterruptedException {
        Process process = child(directory, ProcessBuilder.Redirect.INHERIT);
        long newest = 0;
        try (BufferedReader answers =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < lines; i++) {
                String line = answers.readLine();
                assertThat(line).as("answer of the writer").isNotNull();
                newest = line == null ? newest : Long.parseLong(line);
            }
            process.destroyForcibly().waitFor();
        }
        return newest;
    }

    private Process child(Path temporary, ProcessBuilder.Redirect errors) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-XX:-UsePerfData",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashWriter.class.getName(),
                        directory.toString())
                .redirectError(errors)
                .start();
    }

    /// Returns the number of the last commit after checking that all before it are whole.
    private long check() throws IOException {
        Engine engine = Engine.open(directory, OpenOptions.STANDARD);
        long seq = CrashWriter.check(engine);
        engine.abandon();
        return seq;
    }

    @Test
    void aKillLeavesNothingInTheTemporaryFolder(@TempDir Path temporary, @TempDir Path errors)
            throws Exception {
        Path messages = errors.resolve("stderr");
        Process process = child(temporary, ProcessBuilder.Redirect.to(messages.toFile()));
        try (BufferedReader answers =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.US_ASCII))) {
            // The writer makes a checkpoint every 50 commits: MapDB is loaded by then.
            for (int i = 0; i < 120; i++) {
                assertThat(answers.readLine()).isNotNull();
            }
            process.destroyForcibly().waitFor();
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
        List<String> said = Files.readAllLines(messages);
        assertThat(said).allMatch(line -> line.startsWith("SLF4J"));
    }
}
