package dev.jobd.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Verbs that take many lines: `rpc`, `add --batch`, `run --batch`.
@Timeout(10 * 60)
final class LinesTest {
    @TempDir Path folder;

    private RealDaemon daemon;

    @BeforeEach
    void start() throws Exception {
        daemon = RealDaemon.start(folder);
    }

    @AfterEach
    void end() throws Exception {
        daemon.kill();
    }

    private Call.Result with(String input, String... words) {
        return daemon.jobctl(daemon.socket(), input, words);
    }

    @Test
    void rpcSendsLinesAndPrintsTheAnswersInOrder() {
        Call.Result one = with("", "rpc", "{\"op\":\"ping\",\"id\":7}");
        assertThat(one.out()).startsWith("{\"id\":7,\"ok\":true").endsWith("}\n");
        assertThat(one.code()).isZero();

        String many =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> "{\"op\":\"ping\",\"id\":" + i + "}\n")
                        .collect(Collectors.joining());
        Call.Result answers = with(many, "rpc", "-");
        assertThat(answers.code()).as(answers.err()).isZero();
        assertThat(answers.out().lines().map(line -> line.replaceAll("\\D*(\\d+).*", "$1")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 5_000).mapToObj(Integer::toString).toList());
    }

    @Test
    void rpcSaysWhichLineWasRefusedAndGoesOn() {
        Call.Result result =
                with("{\"op\":\"ping\"}\n\nnonsense\n{\"op\":\"ping\",\"id\":\"last\"}", "rpc");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out().lines()).hasSize(3);
        assertThat(result.out()).contains("\"id\":\"last\",\"ok\":true");
        assertThat(result.err()).startsWith("jobctl: request 2: ");
    }

    @Test
    void rpcShowsALogToItsEnd() {
        daemon.ok("run", "--wait", "--name", "hello", "--", "echo", "hello");
        Call.Result result =
                with("{\"op\":\"log\",\"args\":{\"run\":\"hello/1\",\"follow\":true}}\n", "rpc");

        assertThat(result.out()).contains("\"data\":\"hello\\n\"").contains("\"ended\"");
        assertThat(result.code()).isZero();
    }

    @Test
    void aJobIsAddedForEachLine() throws Exception {
        Path file = folder.resolve("jobs");
        Files.writeString(
                file,
                """
                # nightly
                --every 5m --name sync -- rsync -a 'my files/' host:dst/
                jobctl add --name hand -- ./deploy.sh --now

                {"name":"json","cmd":["date"],"schedule":{"kind":"fixed-rate","every_ms":60000}}
                --shell 'du -s * | sort -n' --name shell --every 1d
                """);
        Call.Result result = with("", "add", "--batch", file.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("added 4 jobs\n");
        assertThat(daemon.ok("cat", "sync")).contains("-- rsync -a 'my files/' host:dst/");
        assertThat(daemon.ok("cat", "hand")).contains("-- ./deploy.sh --now");
        assertThat(daemon.ok("cat", "json")).contains("--every 1m");
        assertThat(daemon.ok("cat", "shell")).contains("'du -s * | sort -n'");
        String all = daemon.ok("cat", "sync") + daemon.ok("cat", "shell");
        daemon.ok("rm", "sync", "shell");
        assertThat(with(all, "add", "--batch", "-", "--print-id").out()).isEqualTo("5\n6\n");
    }

    @Test
    void aLineThatCannotBeRightKeepsAllBack() {
        Call.Result result =
                with(
                        "--name a -- true\n--nmae b -- true\n--every x -- true\n-- a | b\n",
                        "add",
                        "--batch",
                        "-");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("line 2: unknown option '--nmae'; did you mean '--name'?")
                .contains("line 3: --every is")
                .contains("line 4: '|' has to be quoted")
                .contains("nothing was sent");
        assertThat(daemon.ok("list", "--json")).isEmpty();
    }

    @Test
    void whatTheDaemonRefusesIsToldByLineAndWhatWasDoneIsTold() {
        String good =
                IntStream.range(0, 1_500)
                        .mapToObj(i -> "--name job-" + i + " -- true\n")
                        .collect(Collectors.joining());
        Call.Result result = with(good + "--name job-7 -- true\n", "add", "--batch", "-");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("line 1501: the name 'job-7' belongs to job 8")
                .contains("added 1000 jobs, up to line 1000; none from line 1001 on");
        assertThat(daemon.ok("list", "--json").lines()).hasSize(1_000);
    }

    @Test
    void eachLineIsRun() {
        Call.Result result =
                with(
                        "echo 'a b'\n\n# no\nsh -c 'exit 3'\n",
                        "run",
                        "--batch",
                        "-",
                        "--retries",
                        "1",
                        "--retry-delay",
                        "1ms",
                        "--print-id");

        assertThat(result.out()).isEqualTo("1\n2\n");
        assertThat(daemon.jobctl("wait", "1", "2").code()).isEqualTo(3);
        assertThat(daemon.ok("logs", "1")).isEqualTo("a b\n");
        assertThat(daemon.ok("show", "2", "--json")).contains("\"retries\":1");
        assertThat(with("", "run", "--batch", "-", "--name", "x").code()).isEqualTo(2);
    }

    @Test
    void aTrialAddsNothing() {
        assertThat(with("-- true\n-- false\n", "add", "--batch", "-", "--dry-run").out())
                .isEqualTo("would add 2 jobs\n");
        assertThat(daemon.ok("list", "--json")).isEmpty();
    }
}
