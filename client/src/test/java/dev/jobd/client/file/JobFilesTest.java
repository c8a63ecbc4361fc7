package dev.jobd.client.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.command.OptionNames;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What files say, and where they are wrong.
class JobFilesTest {
    private static JobFiles read(String file, String text) {
        JobFiles files = new JobFiles();
        files.read(file, text);
        return files;
    }

    private static List<String> wrong(JobFiles files) {
        return files.problems().stream().map(Problem::text).toList();
    }

    private static Json.Obj only(JobFiles files) {
        assertThat(wrong(files)).isEmpty();
        return files.content("files").objects("jobs").getFirst();
    }

    @Test
    void aJobIsSaidInTheWordsOfTheOptionsOrOfTheProtocol() {
        String toml =
                """
                [jobs.backup]
                command = ["./backup.sh", "--full"]
                cron = "30 2 * * *"
                tz = "Europe/Vienna"
                retry-delay = "1m30s"
                timeout = "none"
                lock = "db"
                success-codes = [3, 4]
                leave-children = "yes"
                starts = 2026-12-01T08:00:00+01:00
                env = { LEVEL = 2, "A" = "b" }
                """;
        String json =
                """
                {"jobs": {"backup": {
                  "cmd": ["./backup.sh", "--full"],
                  "schedule": {"kind": "cron", "cron": "30 2 * * *"}, "tz": "Europe/Vienna",
                  "retry_delay_ms": 90000, "timeout_ms": null, "locks": ["db"],
                  "success_codes": "3,4", "leave_children": true,
                  "starts": "2026-12-01T07:00:00Z", "env": {"LEVEL": "2", "A": "b"}}}}
                """;

        Json.Obj ofToml = only(read("a.toml", toml));
        assertThat(ofToml.text("origin")).isEqualTo("files");
        assertThat(ofToml.members())
                .containsAllEntriesOf(
                        Json.object()
                                .putAll(only(read("a.json", json)))
                                .put("starts", Instant.parse("2026-12-01T07:00:00Z"))
                                .build()
                                .members());
    }

    @Test
    void everyOptionOfAJobIsAKey() {
        assertThat(JobKeys.names()).containsAll(OptionNames.ofJobs());
    }

    @Test
    void groupsAndCalendarsAreReadInAnyOrder() {
        JobFiles files =
                read(
                        "a.toml",
                        """
                        [calendars.holidays]
                        days = [2026-12-25, "2026-12-30..2027-01-01"]
                        [groups.db]
                        slots = 2
                        [groups.any]
                        slots = "unlimited"
                        """);

        assertThat(wrong(files)).isEmpty();
        Json.Obj content = files.content("x");
        assertThat(content.objects("groups"))
                .containsExactly(
                        Json.object().put("name", "db").put("slots", 2).build(),
                        Json.object().put("name", "any").put("slots", Json.NULL).build());
        assertThat(content.objects("calendars").getFirst().texts("days"))
                .containsExactly("2026-12-25", "2026-12-30..2027-01-01");
    }

    @Test
    void allThatIsWrongIsToldWithItsPlace() {
        JobFiles files =
                read(
                        "bad.toml",
                        """
                        [group.db]
                        slots = 2
                        [groups.x]
                        slots = 0
                        [jobs.a]
                        comand = ["x"]
                          every = 5
                        retires = 3
                        [jobs.b]
                        shell = "x"
                        cron = "61 * * * *"
                        env = { A = "1", "B C" = "1" }
                        grace = "-1s"
                        [jobs.c]
                        every = "5m"
                        at = "tomorrow 14:00"
                        """);

        assertThat(wrong(files))
                .containsExactly(
                        "bad.toml:1:1: unknown key 'group'; did you mean 'groups'? (a file has jobs,"
                                + " groups and calendars, as in [jobs.NAME])",
                        "bad.toml:4:1: 'slots' of group 'x' must be a number from 1 to 1000000 or"
                                + " \"unlimited\"",
                        "bad.toml:6:1: unknown key 'comand'; did you mean 'command'?",
                        "bad.toml:7:3: 'every' must be a duration such as 90s, 10m, 1h30m or 2d, not"
                                + " 5 (of what?)",
                        "bad.toml:8:1: unknown key 'retires'; did you mean 'retries'?",
                        "bad.toml:11:1: 'cron': column 1: the minute is 0 to 59, not 61",
                        "bad.toml:12:18: 'B C' must be a variable's name: letters, digits and '_',"
                                + " not 'B C'",
                        "bad.toml:13:1: 'grace' must be a duration such as 90s, 10m, 1h30m or 2d,"
                                + " not '-1s'",
                        "bad.toml:16:1: a job has one schedule: 'every' and 'at' exclude each"
                                + " other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "every = \"1ms\"|2:1: 'every' must be a duration from 100ms to 36525d, not '1ms'",
                "from = \"finish\"|2:1: 'from' goes with 'every'",
                "in = \"5m\"|2:1: 'in' is for a command typed now: say at = with the time itself",
                "origin = \"me\"|2:1: 'origin' is for jobctl apply to set: see its option --set",
                "priority = 5000|2:1: 'priority' must be an integer from -1000 to 1000, not 5000",
                "command = [\"x\"]|3:1: only one of 'command', 'shell' can be given",
                "command = \"make -j4\"|2:1: 'command' must be a list such as [\"make\", \"-j4\"], not 'make -j4'; a line for a shell is shell = \"…\"",
                "starts = 2026-12-01T08:00:00|2:1: 'starts' must be a time with its offset such as 2026-12-01T08:00:00+01:00, not '2026-12-01T08:00'",
                "retry_delay_ms = \"5m\"|2:1: 'retry_delay_ms' must be an integer from 0 to 3155760000000 (36525d), not '5m'",
                "overlap = \"quue\"|2:1: 'overlap': 'quue' is not skip, queue, queue-all:N, replace or allow:N with N from 1 to 1000",
            })
    void aWrongValueSaysWhatWouldBeRight(String line, String message) {
        String shell = line.startsWith("command = \"") ? "" : "shell = \"x\"\n";
        assertThat(wrong(read("a.toml", "[jobs.a]\n" + line + "\n" + shell)))
                .containsExactly("a.toml:" + message);
    }

    @Test
    void aJobThatRunsNothingIsToldHowToSayIt() {
        assertThat(wrong(read("a.toml", "[jobs.a]\n")))
                .containsExactly(
                        "a.toml:1:1: job 'a' runs nothing: say command = [\"PROGRAM\", \"ARGUMENT\"]"
                                + " or shell = \"LINE\"");
    }

    @Test
    void whatIsNoTomlOrJsonIsToldWithItsPlace() {
        assertThat(wrong(read("a.toml", "[jobs.a]\nshell = \"x\n[jobs.b\n")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("a.toml:2:11: not TOML: ");
        assertThat(wrong(read("a.json", "{\"jobs\":\n  {\"ä\" 1}}")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("a.json:2:")
                .contains("not JSON: ");
        assertThat(wrong(read("-", "  {\"jobs\":{\"a\":{\"sh\":\"x\ny\"}}}")))
                .containsExactly(
                        "-:1:22: not JSON: a string goes on in the next line; write \\n for a line"
                                + " feed");
    }

    @Test
    void membersOfJsonHaveTheirPlaces() {
        JobFiles files =
                read(
                        "a.json",
                        """
                        {"x-note": {"a": [1, {"b": "\\"}"}]},
                         "jobs": {
                           "\\u0061": {"sh": "x", "retries": -1,
                                 "env": {"A": "b", "1": "c"}}}}
                        """);

        assertThat(wrong(files))
                .containsExactly(
                        "a.json:3:26: 'retries' must be an integer from 0 to 1000, not -1",
                        "a.json:4:28: '1' must be a variable's name: letters, digits and '_', not '1'");
    }

    @Test
    void theSameJobInTwoFilesIsToldWithBothPlaces() {
        JobFiles files = read("a.toml", "\n[jobs.a]\nshell = \"x\"\n");
        files.read("b.toml", "[jobs.a]\nshell = \"y\"\n");

        assertThat(wrong(files)).containsExactly("b.toml:1:1: job 'a' is in a.toml:2 as well");
    }

    @Test
    void whatTheDaemonRefusesIsToldWhereItStands() {
        JobFiles files =
                read(
                        "a.toml",
                        "[jobs.a]\nshell = \"x\"\n[jobs.b]\nshell = \"x\"\ncron = \"* * * * *\"\n");
        JobFiles.Refusals refusals =
                files.refusals(
                        WireError.of(
                                List.of(
                                        bad("args.jobs[1].schedule.cron", "'cron' is bad"),
                                        bad("args.jobs[0].group", "no group 'g'"),
                                        bad("args.prune", "it runs"))));

        assertThat(refusals.placed().stream().map(Problem::text))
                .containsExactly("a.toml:1:1: no group 'g'", "a.toml:5:1: 'cron' is bad");
        assertThat(refusals.others()).containsExactly("it runs");
    }

    private static WireError.BadField bad(String field, String message) {
        return new WireError.BadField(field, "invalid_argument", message);
    }
}
