package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is common to all verbs.
@Timeout(60)
class InvocationTest {
    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    static List<String> verbs() {
        return Verbs.names();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lsit | unknown verb 'lsit'; did you mean 'list'?",
                "frobnicate | unknown verb 'frobnicate'",
            })
    void anUnknownVerbIsSaidWithWhatWasPerhapsMeant(String verb, String sentence) {
        assertThat(daemon.call().jobctl(verb))
                .isEqualTo(
                        new Call.Result(
                                2, "", "jobctl: " + sentence + "\njobctl: try: jobctl help\n"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbHasHelpThatShowsExamplesFirst(String verb) {
        Call.Result help = daemon.call().jobctl("help", verb);

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .startsWith("jobctl " + verb + ": " + Verbs.summary(verb) + "\n\n  ")
                .contains("\nusage: jobctl " + verb)
                .doesNotContain("%n");
        assertThat(daemon.call().jobctl(verb, "--help")).isEqualTo(help);
    }

    @Test
    void anOptionWithoutItsValueIsNamedWithWhatItNeeds() {
        assertThat(daemon.call().jobctl("edit", "sync", "--every").err())
                .startsWith("jobctl: --every needs a value: INTERVAL\n");
    }

    @Test
    void whatIsMissingOfAOneOffIsShownWithItsOwnVerb() {
        assertThat(daemon.call().jobctl("in", "5m").err()).contains("jobctl in 10m -- COMMAND");
        assertThat(daemon.call().jobctl("in", "10", "--", "true").err())
                .startsWith("jobctl: the time to wait is a duration such as ");
        assertThat(daemon.call().jobctl("at", "now", "--", "true").err())
                .startsWith("jobctl: to run something now, say: jobctl run -- COMMAND\n");
    }

    @Test
    void theGeneralHelpNamesEveryVerb() {
        String help = daemon.call().jobctl("--help").out();

        assertThat(Verbs.names())
                .allSatisfy(verb -> assertThat(help).contains("\n  " + verb + " "));
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThat(daemon.call().jobctl("show").err()).startsWith("jobctl: say which JOB\n");
        assertThat(daemon.call().jobctl("show", "a", "b").err())
                .startsWith("jobctl: unexpected 'b'\n");
    }

    @Test
    void noDaemonIsSaidWithItsSocketAndWhatWouldHelp(@TempDir Path folder) {
        Path socket = folder.resolve("none");

        assertThat(new Call(socket).jobctl("list"))
                .isEqualTo(
                        new Call.Result(
                                4,
                                "",
                                "jobctl: no daemon listens at "
                                        + socket
                                        + "; start one with 'jobd'\n"));
        assertThat(daemon.call().jobctl("--socket", socket.toString(), "status").code())
                .isEqualTo(4);
    }

    @Test
    void aSocketPathThatIsTooLongIsSaid() {
        assertThat(new Call(Path.of("/tmp/" + "x".repeat(100))).jobctl("list"))
                .satisfies(result -> {
                    assertThat(result.code()).isEqualTo(4);
                    assertThat(result.err()).contains("set JOBD_SOCKET to a shorter one");
                });
    }

    @Test
    void versionsAreThoseOfClientAndDaemon(@TempDir Path folder) {
        daemon.answer("hello", "{'proto':1,'server':'jobd/9.9'}");

        assertThat(daemon.call().jobctl("version").out())
                .matches("jobctl/\\S+, Java \\S+\njobd/9.9, protocol 1\n");
        assertThat(new Call(folder.resolve("none")).jobctl("--version").out())
                .endsWith("\nno daemon runs\n");
    }
}
