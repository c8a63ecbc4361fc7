package dev.jobd.tui.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {

    private static final List<JobRow> JOBS =
            List.of(
                    Rows.failed(1, "db-backup", 300),
                    Rows.ok(2, "etl-hourly", 900),
                    Rows.running(3, "Backup-Mail"),
                    Rows.waiting(4, "new", 90_000));

    @ParameterizedTest
    @CsvSource({
        "'', 1234",
        "backup, 13",
        "BACKUP, 13",
        "!backup, 24",
        "state:failed, 1",
        "state:!failed, 234",
        "!state:failed, 234",
        "name:backup, 1",
        "name:~^(db|etl), 12",
        "cmd:etl, 2",
        "group:def, 1234",
        "group:other, ''",
        "exit:1, 1",
        "exit:!0, 14",
        "next:<10m, 1",
        "next:>1d, 4",
        "backup state:running, 3",
        "state:, 1234",
        "!, 1234"
    })
    void theJobsThatMatchAllWordsAreShown(String text, String numbers) {
        Filter filter = Filter.parse(text);
        StringBuilder matching = new StringBuilder();
        for (JobRow row : JOBS) {
            if (filter.matches(row, Rows.NOW)) {
                matching.append(row.number());
            }
        }
        assertThat(filter.problem()).isEmpty();
        assertThat(matching).hasToString(numbers);
    }

    @ParameterizedTest
    @CsvSource({
        "name:~[, name",
        "colour:red, no field 'colour'",
        "exit:one, exit",
        "next:<10, next",
        "next:<xm, next"
    })
    void aTextThatIsNotUnderstoodSaysWhyAndHidesNothing(String text, String problem) {
        Filter filter = Filter.parse("backup " + text);
        assertThat(filter.problem()).contains(problem);
        assertThat(JOBS).allMatch(row -> filter.matches(row, Rows.NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "st, state:",
        "state:f, state:f",
        "state:fa, state:failed",
        "!state:fa, !state:failed",
        "exit:1 state:run, exit:1 state:running",
        "group:d, group:default",
        "db, db-backup",
        "n, n",
        "ne, ne",
        "zzz, zzz",
        "'', ''"
    })
    void tabCompletesAsFarAsThereIsOneWay(String typed, String completed) {
        TextLine line = Filter.completed(TextLine.of(typed), Jobs.of(JOBS));
        assertThat(line).isEqualTo(TextLine.of(completed));
    }
}
