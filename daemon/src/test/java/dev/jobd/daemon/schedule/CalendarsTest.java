package dev.jobd.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.model.Calendar;
import dev.jobd.model.Schedule;
import dev.jobd.model.Timing;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalendarsTest {
    private static final Moment NOW = new Moment(Bench.START, 0);

    private final Calendars calendars = new Calendars();

    private void define(String name, String days) {
        calendars.define(new Calendar(name, List.of(Calendar.Days.parse(days))));
    }

    private List<Calendar.Days> excepted(String... names) {
        Timing timing =
                Timing.NONE.withGaps(Optional.empty(), List.of(names), Optional.of(ZoneOffset.UTC));
        return calendars.unmoved(new Schedule.Manual(), timing).excepted();
    }

    @Test
    void whatJobsLeaveOutIsMadeOnce() {
        define("a", "2026-01-01");
        define("b", "2026-02-01");
        assertThat(excepted("a")).isSameAs(excepted("a"));
        assertThat(excepted("a", "b")).isSameAs(excepted("a", "b")).hasSize(2);
    }

    @Test
    void allTogetherHaveSoManyEntriesAndNoMore() {
        Scheduler scheduler = new Scheduler(1, new SplittableRandom(1), () -> 0);
        int calendars = CalendarEditor.ENTRIES_MAX / Calendar.ENTRIES_MAX;
        for (int i = 0; i < calendars; i++) {
            scheduler.apply(set("c" + i, Calendar.ENTRIES_MAX), NOW);
        }
        Command.Plain one = set("one", 1);
        assertThatThrownBy(() -> scheduler.apply(one, NOW))
                .hasMessageContaining("100000 entries, and the others leave 0 to this one");
        scheduler.apply(set("one", 0), NOW);
        scheduler.apply(set("c0", 2), NOW);
        scheduler.apply(set("c1", Calendar.ENTRIES_MAX), NOW);
        scheduler.apply(set("one", Calendar.ENTRIES_MAX - 2), NOW);
        scheduler.apply(new Command.RemoveCalendar("c0", TestJob.BY), NOW);
        scheduler.apply(set("one", Calendar.ENTRIES_MAX), NOW);
        assertThatThrownBy(() -> scheduler.apply(set("c0", 1), NOW))
                .isInstanceOf(RefusedException.class);
    }

    /// Every second day, so that none touches another.
    private static Command.SetCalendar set(String name, int entries) {
        List<Calendar.Days> days =
                IntStream.range(0, entries)
                        .mapToObj(i -> Calendar.FIRST.plusDays(2L * i))
                        .map(day -> new Calendar.Days(day, day))
                        .toList();
        return new Command.SetCalendar(new Calendar(name, days), TestJob.BY);
    }

    @Test
    void whileMemoryIsNearlyFullTheyGetNoMoreDays() {
        RoomForJobs commands =
                new RoomForJobs(
                        _ -> CompletableFuture.failedFuture(new AssertionError("let through")),
                        () -> OptionalLong.of(1 << 20));
        assertThat(commands.submit(set("a", 1)))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("nearly full");
        assertThat(commands.submit(new Command.RemoveCalendar("a", TestJob.BY)))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("let through");
    }

    @Test
    void itIsThatOfTheCalendarsAsTheyAre() {
        define("a", "2026-01-01");
        define("b", "2026-02-01");
        assertThat(excepted("a", "b")).hasSize(2);
        define("b", "2026-01-02");
        assertThat(excepted("a", "b")).hasSize(1);
        List<Calendar> before = calendars.all();
        calendars.remove("a");
        assertThat(excepted("a", "b")).hasToString("[2026-01-02]");
        calendars.defineAll(before);
        assertThat(excepted("a", "b")).hasToString("[2026-01-01..2026-01-02]");
    }
}
