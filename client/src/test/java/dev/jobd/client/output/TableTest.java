package dev.jobd.client.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.text.DisplayWidth;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables, and the times and lengths in them.
class TableTest {
    private static final Instant NOW = Instant.parse("2026-11-25T13:30:00Z");

    @Test
    void theWidestColumnThatMayShrinkDoesFirst() {
        Table table =
                new Table(Table.Column.text("A"), Table.Column.text("B"), Table.Column.fixed("C"));
        table.add(Cell.of("a".repeat(30)), Cell.of("b".repeat(12)), Cell.of("c".repeat(10)));

        assertThat(table.lines(OptionalInt.of(40), false).getLast())
                .isEqualTo("a".repeat(13) + "…" + "  " + "b".repeat(12) + "  " + "c".repeat(10))
                .hasSize(40);
        assertThat(table.lines(OptionalInt.empty(), false).getLast()).hasSize(56);
    }

    @Test
    void aTableThatGoesOnBelowKeepsItsColumns() {
        Table table = new Table(Table.Column.fixed("A"), Table.Column.fixed("B"));
        table.add(Cell.of("wide"), Cell.of("1"));
        Table next = table.next();
        next.add(Cell.of("x"), Cell.of("2"));
        Table last = next.next();
        last.add(Cell.of("wider"), Cell.of("3"));

        assertThat(next.lines(OptionalInt.empty(), false)).containsExactly("A     B", "x     2");
        assertThat(last.lines(OptionalInt.empty(), false)).containsExactly("A      B", "wider  3");
    }

    @Test
    void whatStillDoesNotFitIsLeftOutFromTheRight() {
        Table table =
                new Table(
                        Table.Column.text("NAME"),
                        Table.Column.fixed("X"),
                        Table.Column.fixed("Y"));
        table.add(Cell.of("n".repeat(20)), Cell.of("x".repeat(10)), Cell.of("y".repeat(10)));

        assertThat(table.lines(OptionalInt.of(24), false))
                .containsExactly("NAME      X", "nnnnnnn…  " + "x".repeat(10));
        assertThat(table.lines(OptionalInt.of(5), false)).containsExactly("NAME", "nnnnnnn…");
    }

    @Test
    void wideCharactersTakeTwoColumnsAndMarksNone() {
        Table table = new Table(Table.Column.fixed("NAME"), Table.Column.fixed("X"));
        table.add(Cell.of("世界"), Cell.of("1"));
        table.add(Cell.of("e\u0301"), Cell.of("2"));

        assertThat(table.lines(OptionalInt.empty(), false))
                .containsExactly("NAME  X", "世界  1", "e\u0301     2");
        assertThat(DisplayWidth.fit("世界世界", 5)).isEqualTo("世界…");
        assertThat(DisplayWidth.fit("世界世界", 4)).isEqualTo("世…");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0ms",
        "350, 350ms",
        "2000, 2s",
        "2340, 2.3s",
        "59999, 59.9s",
        "60000, 1m00s",
        "3599999, 59m59s",
        "3600000, 1h00m",
        "86399000, 23h59m",
        "187200000, 2d4h",
    })
    void lengthsAreShort(long millis, String text) {
        assertThat(TimeFormat.length(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T13:30:00.500Z, now",
        "2026-11-25T13:30:05Z, in 5s",
        "2026-11-25T13:29:00Z, 1m00s ago",
        "2026-11-25T23:30:00Z, in 10h00m",
        "2027-06-01T00:00:00Z, 2027-06-01",
    })
    void timesAreRelativeUntilTheyAreFarAway(Instant time, String text) {
        TimeFormat format =
                new TimeFormat(TimeFormat.Kind.RELATIVE, NOW, () -> ZoneId.of("Europe/Vienna"));

        assertThat(format.of(time)).isEqualTo(text);
    }
}
