package dev.jobd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.cron.CronExpression;
import dev.jobd.cron.CronFire;
import dev.jobd.wire.InstantText;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Cron expressions by the command line.
@Timeout(120)
final class CronTest {
    @TempDir static Path folder;

    private static RealDaemon daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = RealDaemon.start(folder);
    }

    @AfterAll
    static void end() throws Exception {
        daemon.kill();
    }

    @Test
    void aJobHasAnExpressionAndAZone() {
        daemon.ok(
                "add",
                "--name",
                "nightly",
                "--cron",
                "30 2 * * mon-fri",
                "--tz",
                "Europe/Vienna",
                "--",
                "true");

        assertThat(daemon.ok("show", "nightly")).contains("30 2 * * mon-fri (Europe/Vienna)");
        assertThat(daemon.ok("cat", "nightly"))
                .contains("--cron '30 2 * * mon-fri' --tz Europe/Vienna");
        daemon.ok("edit", "nightly", "--cron-seconds", "*/10 * * * * *", "--tz", "UTC");
        assertThat(daemon.ok("cat", "nightly"))
                .contains("--cron-seconds '*/10 * * * * *' --tz UTC");
        daemon.ok("edit", "nightly", "--cron", "@weekly");
        assertThat(daemon.ok("show", "nightly")).contains("@weekly");
    }

    @Test
    void nextSaysWhereAClockIsChanged() {
        assertThat(
                        daemon.ok(
                                "next",
                                "30 2 * * *",
                                "--tz",
                                "Europe/Vienna",
                                "--from",
                                "2026-03-28T12:00:00Z",
                                "-c",
                                "2"))
                .isEqualTo(
                        """
                        2026-03-29 03:00:00 (2026-03-29)  (02:30 does not exist that day)
                        2026-03-30 02:30:00 (2026-03-30)
                        """);
    }

    @Test
    void nextTellsAsManyTimesAsAreWanted() {
        Instant from = Instant.parse("2016-03-27T00:00:00Z");
        ZoneId zone = ZoneId.of("Antarctica/Troll");
        // Three of them fall to one instant, at the border of what one reply tells.
        String expression = "3,14,36 1 * * *";
        Json.Obj reply =
                JsonParser.parseReply(
                        daemon.ok(
                                        "next",
                                        expression,
                                        "--json",
                                        "--tz",
                                        zone.getId(),
                                        "--from",
                                        from.toString(),
                                        "-c",
                                        "10955")
                                .strip()
                                .getBytes(StandardCharsets.UTF_8));

        List<String> expected =
                CronExpression.parse(expression)
                        .fires(from, zone)
                        .limit(10_955)
                        .map(CronFire::at)
                        .map(InstantText::format)
                        .toList();
        assertThat(reply.texts("next")).isEqualTo(expected);
        assertThat(reply.array("moved")).hasSize(30);
    }

    @Test
    void aWrongExpressionIsRefusedWithItsColumn() {
        Call.Result next = daemon.jobctl("next", "0 25 * * *");
        assertThat(next.code()).isEqualTo(2);
        assertThat(next.err()).contains("column 3: the hour is 0 to 23, not 25");
        Call.Result add = daemon.jobctl("add", "--cron", "0 0 30 2 *", "--", "true");
        assertThat(add.code()).isEqualTo(2);
        assertThat(add.err()).contains("it never fires");
    }
}
