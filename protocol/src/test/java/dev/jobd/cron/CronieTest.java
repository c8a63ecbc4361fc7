package dev.jobd.cron;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What cronie's own code fires over ten years, minute by minute. A line of a file is an
/// expression, how often it fires, the first half of the SHA-256 of the minutes since 1970, and
/// some of them.
final class CronieTest {
    private static final Path FILES = Path.of("src/test/resources/cron");
    private static final Instant BEGIN = Instant.parse("2016-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "America/Havana",
                "America/St_Johns",
                "Australia/Lord_Howe",
                "Africa/Cairo",
                "Antarctica/Troll"
            })
    void firesWhenCronieDoes(String zone) throws Exception {
        List<String> wrong = new ArrayList<>();
        Path file = FILES.resolve(zone.replace('/', '_') + ".tsv");
        for (String line : Files.readAllLines(file)) {
            if (line.contains("\t")) {
                check(line.split("\t", -1), ZoneId.of(zone), wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(String[] line, ZoneId zone, List<String> wrong) throws Exception {
        CronExpression expression = CronExpression.parse(line[0]);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        AtomicLong count = new AtomicLong();
        expression
                .fires(BEGIN, zone)
                .map(CronFire::at)
                .takeWhile(at -> at.isBefore(END))
                .forEach(at -> {
                    String separator = count.getAndIncrement() == 0 ? "" : "\n";
                    digest.update((separator + at.getEpochSecond() / 60).getBytes(UTF_8));
                });
        String hash = HexFormat.of().formatHex(digest.digest(), 0, 8);
        if (count.get() != Long.parseLong(line[1]) || !hash.equals(line[2])) {
            wrong.add(line[0] + ": " + count + " instead of " + line[1] + missing(line, zone));
        }
    }

    /// Of the fires near a change of the clock, those that are not ours.
    private static String missing(String[] line, ZoneId zone) {
        CronExpression expression = CronExpression.parse(line[0]);
        return List.of(line[4].split(",", -1)).stream()
                .filter(minute -> !minute.isEmpty())
                .map(minute -> Instant.ofEpochSecond(Long.parseLong(minute) * 60))
                .filter(at -> !expression.next(at.minusSeconds(1), zone).equals(Optional.of(at)))
                .limit(5)
                .map(at -> at.atZone(zone).toString())
                .collect(Collectors.joining(", ", ", without ", ""));
    }
}
