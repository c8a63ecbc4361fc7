package dev.jobd.daemon.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.event.Level;

final class DaemonLogTest {
    @TempDir Path folder;

    private Instant now = Instant.parse("2026-11-30T10:00:00.5Z");
    private final List<String> lines = new ArrayList<>();
    private final InstantSource clock = () -> now;
    private final DaemonLog log = new DaemonLog(clock, ZoneOffset.UTC, lines::add);
    private final Logger logger = log.getLogger("dev.jobd.daemon.Daemon");

    @Test
    void aRecordIsOneLineWhateverStandsInIt() {
        IllegalStateException failure =
                new IllegalStateException("a\nERROR forged", new RuntimeException("b\rx"));
        failure.setStackTrace(
                new StackTraceElement[] {new StackTraceElement("A", "b", "A.java", 7)});

        logger.info("it runs {} of {}", 3, "jobs\u001b[2J");
        logger.error("it failed", failure);

        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("\n"));
        assertThat(lines.getFirst())
                .isEqualTo("2026-11-30T10:00:00.500Z INFO Daemon - it runs 3 of jobs\\u001b[2J");
        assertThat(lines.getLast())
                .startsWith(
                        "2026-11-30T10:00:00.500Z ERROR Daemon - it failed |"
                                + " java.lang.IllegalStateException: a\\u000aERROR forged | at"
                                + " A.b(A.java:7) | caused by java.lang.RuntimeException: b\\u000dx");
    }

    @Test
    void theLevelSaysWhatIsLogged() {
        logger.debug("not yet");
        log.configure("debug", false);
        logger.debug("now");
        log.configure("error", false);
        logger.warn("no more");

        assertThat(lines).singleElement().asString().endsWith("DEBUG Daemon - now");
        assertThat(logger.isWarnEnabled()).isFalse();
    }

    @Test
    void journaldGetsAPriorityAndNoTime() {
        log.configure("debug", true);
        logger.error("a");
        logger.warn("b");
        logger.info("c");
        logger.debug("d");

        assertThat(lines)
                .containsExactly(
                        "<3>Daemon - a", "<4>Daemon - b", "<6>Daemon - c", "<7>Daemon - d");
    }

    @Test
    void theSameIsToldAFewTimesAMinuteAndThenCounted() {
        for (int i = 0; i < 46; i++) {
            logger.warn("refused {}", i);
        }
        logger.warn("something else");
        assertThat(lines).hasSize(6);

        log.endMinute(Level.WARN, "Daemon", "refused {}");
        assertThat(lines.getLast())
                .endsWith("WARN Daemon - refused {} … 41 more like this in the last minute");

        logger.warn("refused {}", 47);
        assertThat(lines.getLast()).endsWith("refused 47");
        log.endMinute(Level.WARN, "Daemon", "refused {}");
        assertThat(lines).hasSize(8);
    }

    @Test
    void whatComesNowAndThenIsToldEachTime() {
        for (int i = 0; i < 20; i++) {
            logger.warn("slow");
            now = now.plusSeconds(20);
        }

        assertThat(lines).hasSize(20);
    }

    @Test
    void aFileThatIsTooLongIsPutAwayAndBegunAnew() throws IOException {
        Path file = Files.writeString(folder.resolve("jobd.log"), "before\n");
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            LogFile bounded = new LogFile(file, new LogFile.Bounds(20, 2), out);
            bounded.print("0123456789");
            out.write("java says so\n".getBytes(UTF_8));
            bounded.print("abcdefghij");
            bounded.print("klmnopqrst");
            bounded.print("uvwxyz");
            assertThat(file).hasContent("klmnopqrst\nuvwxyz\n");
            assertThat(folder.resolve("jobd.log.1")).hasContent("abcdefghij\n");
            assertThat(folder.resolve("jobd.log.2"))
                    .hasContent("before\n0123456789\njava says so\n");
            bounded.bound(new LogFile.Bounds(20, 0));
            bounded.print("0123456789");
        }
        assertThat(file).hasContent("0123456789\n");
        assertThat(folder.resolve("jobd.log.1")).hasContent("abcdefghij\n");
    }
}
