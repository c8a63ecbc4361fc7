package dev.jobd.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Calendar;
import dev.jobd.model.Schedule;
import dev.jobd.model.Timing;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalendarsTest {
    private final Calendars calendars = new Calendars();

    private void define(String name, String days) {
        calendars.define(new Calendar(name, List.of(Calendar.Days.parse(days))));
    }

    private List<Calendar.Days> excepted(String... names) {
        Timing timing =
                Timing.NONE.withGaps(
                        Optional.empty(), List.of(names), Optional.of(ZoneOffset.UTC));
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
