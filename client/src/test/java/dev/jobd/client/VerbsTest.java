package dev.jobd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.command.TestedVerbs;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every verb with help, with what is wrong, and with what is not there; and the verbs about many
/// jobs. One daemon for all of it.
@Timeout(60)
class VerbsTest {
    private static final String SELECT = "say which JOB, or select with -g, --state or --all";

    @TempDir static Path folder;
    private static RealDaemon daemon;

    @BeforeAll
    static void startDaemon() throws Exception {
        daemon = RealDaemon.start(folder);
        daemon.ok("add", "--name", "sync", "--", "true");
    }

    @AfterAll
    static void endDaemon() throws Exception {
        daemon.kill();
    }

    static List<String> verbs() {
        return TestedVerbs.names();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbHelpsAndRefusesAnOptionItDoesNotKnow(String verb) {
        Call.Result help = daemon.jobctl(verb, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("usage: jobctl " + verb, "--json");
        assertThat(help.err()).isEmpty();

        String said = "jobctl: unknown option '--jsno'; did you mean '--json'?\n";
        assertThat(daemon.jobctl(verb, "--jsno"))
                .isEqualTo(
                        new Call.Result(2, "", said + "jobctl: try: jobctl help " + verb + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add | say what to run, such as: jobctl add",
                "run | say what to run, such as: jobctl run",
                "at | jobctl at",
                "in | jobctl in",
                "show | say which JOB",
                "cat | say which JOB",
                "logs | say which JOB",
                "edit | say which JOB",
                "skip-next | say which JOB",
                "retry | say which JOB or JOB/RUN, or --failed",
                "group add | say how many: group add GROUP --slots N",
                "calendar set | say which: calendar set CALENDAR",
                "backup | say which FILE",
                "restore | say which FILE",
                "completion | say which SHELL",
                "explain | " + SELECT,
                "rm | " + SELECT,
                "trigger | " + SELECT,
                "wait | " + SELECT,
                "stop | " + SELECT,
                "kill | " + SELECT,
                "suspend | " + SELECT,
                "cont | " + SELECT,
                "hold | " + SELECT,
                "release | " + SELECT,
                "pause | " + SELECT,
                "resume | " + SELECT,
            })
    void whatIsMissingIsSaidAndWhereHelpIs(String words, String said) {
        Call.Result result = daemon.jobctl(words.split(" ", -1));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(said).contains("jobctl: try: jobctl help ");
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "show", "cat", "history", "explain", "logs", "edit --retries 1", "rm", "trigger", "wait",
        "stop", "kill", "suspend", "cont", "hold", "release", "pause", "resume", "retry",
        "retry --failed", "skip-next", "stats", "clean --yes",
    })
    void aJobThatIsNotThereIsSaidWithWhatWasPerhapsMeant(String words) {
        Call.Result result = daemon.jobctl((words + " snyc").split(" ", -1));

        assertThat(result.code()).as("%s", result).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo("jobctl: there is no job 'snyc'; did you mean 'sync'?\n");
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "explain", "logs", "wait", "stop", "kill", "suspend", "cont", "hold", "release", "retry",
    })
    void aRunThatIsNotThereIsSaid(String verb) {
        assertThat(daemon.jobctl(verb, "sync/99"))
                .isEqualTo(new Call.Result(3, "", "jobctl: there is no run sync/99\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "group set nosuch --slots 2",
        "group rm nosuch",
        "group pause nosuch",
        "group resume nosuch",
        "add -g nosuch -- true",
    })
    void aGroupThatIsNotThereIsSaid(String words) {
        Call.Result result = daemon.jobctl(words.split(" ", -1));

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("nosuch").contains("group");
    }

    @ParameterizedTest
    @CsvSource({"list", "pause", "stop", "stats"})
    void aStateThatThereIsNotIsSaidWithThoseThereAre(String verb) {
        Call.Result result = daemon.jobctl(verb, "--state", "runing");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("jobctl: --state: ").contains("running");
    }

    @Test
    void jobsAreSelectedByGroupStateAndAllOfThem() {
        daemon.ok("group", "add", "sel", "--slots", "1");
        for (String name : List.of("one", "two")) {
            daemon.ok("add", "-g", "sel", "--name", name, "--every", "1h", "--", "sleep", "60");
        }

        assertThat(daemon.ok("pause", "-g", "sel")).isEqualTo("paused one\npaused two\n");
        assertThat(daemon.ok("resume", "--state", "paused")).contains("one", "two");
        assertThat(daemon.ok("trigger", "-g", "sel"))
                .isEqualTo("triggered one/1\ntriggered two/1\n");
        assertThat(daemon.ok("hold", "-g", "sel")).isEqualTo("two/1 is held\n");
        assertThat(daemon.ok("release", "-g", "sel")).isEqualTo("two/1 queued\n");
        assertThat(daemon.ok("stop", "--wait", "-g", "sel")).contains("one/1", "two/1");
        assertThat(daemon.jobctl("stop", "-g", "sel"))
                .isEqualTo(new Call.Result(0, "", "jobctl: there is nothing like that\n"));
        assertThat(daemon.jobctl("pause", "-g", "sel", "one").err())
                .startsWith("jobctl: 'one' is named, and -g, --state and --all select: leave one");
        assertThat(daemon.ok("rm", "-g", "sel")).contains("removed one", "removed two");
    }

    @Test
    void whatFailedIsDoneAgain() {
        daemon.ok("group", "add", "again", "--slots", "9");
        daemon.ok("add", "-g", "again", "--name", "bad", "--", "sh", "-c", "exit 4");
        daemon.ok("add", "-g", "again", "--name", "good", "--", "true");
        daemon.jobctl("trigger", "--wait", "-g", "again");

        assertThat(daemon.jobctl("retry", "--wait", "bad/1").code()).isEqualTo(4);
        assertThat(daemon.ok("retry", "--failed", "-g", "again"))
                .matches("bad/3 \\w+, a retry of run 2\n");
        daemon.jobctl("wait", "bad/3");
        assertThat(daemon.ok("history", "bad")).containsPattern("bad/3 +retry of 2 ");
        assertThat(daemon.ok("explain", "bad/3")).contains("bad/3 (a retry of run 2) failed");
        assertThat(daemon.jobctl("retry", "--failed", "good").err())
                .isEqualTo("jobctl: no job's last run failed\n");
        assertThat(daemon.jobctl("retry", "-g", "again").err())
                .startsWith("jobctl: -g, --state and --all go with --failed\n");
    }

    @Test
    void figuresAreShownAndGiven() {
        daemon.ok("add", "--name", "fig", "--", "true");
        daemon.ok("trigger", "--wait", "fig");
        daemon.ok("trigger", "--wait", "fig");

        assertThat(daemon.ok("stats", "fig").lines())
                .hasSize(2)
                .anyMatch(line -> line.matches("fig +2 +100% +0 +0 +\\d+ms .* [▁▂▃▄▅▆▇█]{2}"));
        Json.Obj json = json(daemon.ok("stats", "fig", "--json", "--since", "1h"));
        assertThat(json.object("counts").integer("ok")).isEqualTo(2);
        assertThat(json.object("duration").integer("count")).isEqualTo(2);
    }

    @Test
    void whatIsDoneIsCleaned() {
        daemon.ok("group", "add", "dirty", "--slots", "9");
        daemon.jobctl("run", "-g", "dirty", "--name", "once", "--wait", "--", "false");
        daemon.ok("add", "-g", "dirty", "--name", "often", "--", "true");
        daemon.ok("trigger", "--wait", "often");

        assertThat(daemon.jobctl("clean", "--dry-run", "-g", "dirty"))
                .isEqualTo(
                        new Call.Result(0, "would remove 1 run, 1 job\n", "jobctl: jobs: once\n"));
        assertThat(daemon.jobctl("clean", "-g", "dirty", "--ok").err())
                .isEqualTo("jobctl: there is nothing to remove\n");
        assertThat(daemon.ok("clean", "-g", "dirty")).isEqualTo("removed 1 run, 1 job\n");
        assertThat(daemon.jobctl("show", "once").code()).isEqualTo(3);
        assertThat(daemon.ok("history", "often")).contains("often/1");
        assertThat(daemon.ok("clean", "often", "--older", "0s", "--json"))
                .isEqualTo("{\"runs\":1,\"jobs\":[]}\n");
    }

    private static Json.Obj json(String line) {
        return JsonParser.parseReply(line.strip().getBytes(StandardCharsets.UTF_8));
    }
}
