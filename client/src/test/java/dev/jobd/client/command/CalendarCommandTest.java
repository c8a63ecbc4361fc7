package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The verb that is about calendars.
@Timeout(60)
class CalendarCommandTest {
    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();
    @TempDir Path directory;

    private static final String OFF =
            "{'calendar':{'name':'off','days':['2026-12-24..2026-12-26','2027-01-01']},'seq':5}";

    @Test
    void calendarsAreListedAndShown() {
        daemon.answer(
                "calendars",
                "{'items':[{'name':'none','entries':0},{'name':'off','entries':2,"
                        + "'first':'2026-12-24','last':'2027-01-01'}],'seq':4}");
        daemon.answer("calendar", OFF);

        assertThat(daemon.call().jobctl("calendar").out())
                .isEqualTo(
                        """
                        CALENDAR  ENTRIES  FIRST       LAST
                        none            0  -           -
                        off             2  2026-12-24  2027-01-01
                        """);
        assertThat(daemon.call().jobctl("calendar", "show", "off").out())
                .isEqualTo("2026-12-24..2026-12-26\n2027-01-01\n");
    }

    @Test
    void daysAreGivenAsWordsOrInAFile() throws IOException {
        daemon.answer("calendar_set", OFF);
        daemon.answer("calendar_remove", "{'calendar':'off','seq':6}");

        assertThat(
                        daemon.call()
                                .jobctl(
                                        "calendar",
                                        "set",
                                        "off",
                                        "2027-01-01",
                                        "2026-12-24..2026-12-26")
                                .out())
                .isEqualTo("calendar off has 2 entries\n");
        Path file = directory.resolve("days");
        Files.writeString(
                file, "# all of them\n2027-01-01, 2026-12-24..2026-12-26 # the last\n\n2027-02-01");
        daemon.call().jobctl("calendar", "set", "off", "--file", file.toString());
        assertThat(daemon.asked("calendar_set"))
                .containsExactly(
                        FakeDaemon.json(
                                "{'calendar':'off','days':['2027-01-01','2026-12-24..2026-12-26']}"),
                        FakeDaemon.json(
                                "{'calendar':'off','days':['2027-01-01','2026-12-24..2026-12-26','2027-02-01']}"));
        assertThat(daemon.keys("calendar_set")).hasSize(2);
        assertThat(daemon.call().jobctl("calendar", "rm", "off").out())
                .isEqualTo("removed calendar off\n");
    }

    @Test
    void aWrongLineOfAFileIsNamed() throws IOException {
        Path file = directory.resolve("days");
        Files.writeString(file, "2027-01-01\n2027-02-30\n");

        Call.Result result =
                daemon.call().jobctl("calendar", "set", "off", "--file", file.toString());

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("days, line 2: '2027-02-30'", "there is no such day");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "set | say which: calendar set CALENDAR DATE[..DATE]…",
                "set off | say which days: calendar set off 2026-12-25",
                "set off 25.12.2026 | '25.12.2026' is not a date such as 2026-12-25",
                "set off 2026-12-26..2026-12-24 | 2026-12-24 is before 2026-12-26",
                "set off 2026-12-25 --file x | leave out '2026-12-25'",
                "set off --file /nowhere | cannot read /nowhere",
                "rm | say which CALENDAR",
                "rm off --file x | --file goes with 'calendar set'",
                "list off | unexpected 'off'",
                "lsit | did you mean 'list'",
            })
    void aWrongWordIsRefusedWithWhatWouldBeRight(String words, String message) {
        Call.Result result = daemon.call().jobctl(("calendar " + words).split(" "));

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(message);
    }
}
