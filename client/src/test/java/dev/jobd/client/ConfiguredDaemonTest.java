package dev.jobd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One daemon with a configuration file, which is changed while it runs.
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ConfiguredDaemonTest {
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "([a-z_]+)(?:\\{[a-z_]+=\"(?:[^\"\\\\]|\\\\[\\\\\"n])*\"\\})? (-?[0-9.]+)");

    @TempDir static Path folder;

    private static Path file;
    private static RealDaemon daemon;

    @BeforeAll
    static void start() throws IOException {
        file = folder.resolve("config.toml");
        Files.writeString(
                file, "[runs]\nprocesses_max = 9\n[jobs]\ntimeout = \"1h\"\nkeep_runs = 7\n");
        daemon = RealDaemon.start(folder, "--config", file.toString(), "--drain", "3s");
    }

    @AfterAll
    static void end() throws InterruptedException {
        daemon.end();
    }

    private static Json.Obj json(String line) {
        return JsonParser.parse(line.strip().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Order(1)
    void statusSaysWhatIsSetAndWhere() {
        assertThat(daemon.ok("status"))
                .contains("runs.processes_max = 9 (" + file + ":2:1; default 512)")
                .contains("runs.drain = 3s (option --drain; default 0s)")
                .contains("9 runs at once")
                .containsPattern("requests +\\d+, 0 of them refused");
    }

    @Test
    @Order(2)
    void aNewJobHasWhatIsSetUnlessItSaysOtherwise() {
        daemon.ok("add", "--name", "plain", "--", "true");
        daemon.ok("add", "--name", "own", "--timeout", "none", "--keep-runs", "1000", "--", "true");

        Json.Obj plain = json(daemon.ok("show", "plain", "--json")).object("job");
        assertThat(plain.integer("timeout_ms")).isEqualTo(3_600_000);
        assertThat(plain.integer("keep_runs")).isEqualTo(7);
        Json.Obj own = json(daemon.ok("show", "own", "--json")).object("job");
        assertThat(own.findInteger("timeout_ms")).isEmpty();
        assertThat(daemon.ok("cat", "own"))
                .contains(" --timeout none ")
                .contains(" --keep-runs 1000 ");
        assertThat(daemon.ok("cat", "plain")).contains(" --timeout 1h ", " --keep-runs 7 ");
    }

    @Test
    @Order(3)
    void aReloadAppliesWhatItCanAndNamesTheRest() throws IOException {
        Path prom = folder.resolve("jobd.prom");
        Files.writeString(
                file,
                "[runs]\nprocesses_max = 8\n[history]\ncommits = 20000\n[log]\nlevel = \"debug\"\n"
                        + "[metrics]\ntextfile = \""
                        + prom
                        + "\"\ninterval = \"1h\"\n");

        assertThat(daemon.ok("reload"))
                .contains("runs.processes_max is 8 (was 9)\n")
                .contains("jobs.timeout is none (was 1h)\n")
                .contains("log.level is debug (was info)\n")
                .contains(
                        "history.commits stays 10000, not 20000: it applies when jobd is started"
                                + " anew\n");
        assertThat(daemon.ok("status")).contains("8 runs at once", "not yet");
    }

    @Test
    @Order(4)
    void aWrongFileChangesNothingAndSaysWhy() throws IOException {
        Files.writeString(file, "[runs]\nprocesses_max = \"many\"\ndrian = \"1m\"\n");

        Call.Result result = daemon.jobctl("reload");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("nothing was changed")
                .contains(file + ":2:1: runs.processes_max must be a number of 1 to 999999")
                .contains("did you mean 'runs.drain'?");
        assertThat(daemon.ok("status")).contains("8 runs at once");
    }

    @Test
    @Order(5)
    void aHangUpReadsTheFileToo() throws Exception {
        Files.writeString(file, "[runs]\nprocesses_max = 6\n");
        new ProcessBuilder("kill", "-HUP", Long.toString(daemon.pid())).start().waitFor();

        daemon.awaitLogged("now runs.processes_max is 6 (was 8)");

        assertThat(daemon.ok("status")).contains("6 runs at once");
    }

    @Test
    @Order(6)
    void metricsAreAsPrometheusReadsThem() {
        daemon.ok("run", "--wait", "--", "true");
        daemon.jobctl("show", "nobody");

        List<String> lines = daemon.ok("metrics").lines().toList();

        Set<String> known = new HashSet<>();
        String last = "";
        for (String line : lines) {
            if (line.startsWith("# HELP ")) {
                last = line.split(" ", -1)[2];
                assertThat(known.add(last)).as(line).isTrue();
            } else if (line.startsWith("# TYPE ")) {
                assertThat(line.split(" ", -1)[2]).isEqualTo(last);
                String type = line.split(" ", -1)[3];
                assertThat(type).isIn("counter", "gauge", "histogram");
                assertThat(last.endsWith("_total")).as(line).isEqualTo(type.equals("counter"));
            } else {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1)).matches(last + "(_bucket|_sum|_count)?");
            }
        }
        assertThat(lines)
                .contains("jobd_runs_ended_total{outcome=\"succeeded\"} 1")
                .contains("jobd_runs_ended_total{outcome=\"lost\"} 0")
                .contains("jobd_runs_started_total 1")
                .contains("jobd_requests_refused_total{code=\"not_found\"} 1")
                .anyMatch(line -> line.matches("jobd_store_sync_seconds_count [1-9]\\d*"))
                .anyMatch(line -> line.matches("jobd_scheduler_turn_seconds_count [1-9]\\d*"))
                .anyMatch(line -> line.matches("jobd_store_journal_written_bytes_total [1-9]\\d*"))
                .anyMatch(line -> line.matches("jobd_attempt_duration_seconds_count 1"));
        assertThat(json(daemon.ok("metrics", "--json")).text("text")).contains("jobd_jobs 3");
        assertThat(folder.resolve("jobd.prom")).content().contains("jobd_store_commits_total ");
    }

    @Test
    @Order(7)
    void jobctlShowsWhyADaemonWithAWrongFileDoesNotStart() throws Exception {
        daemon.ok("shutdown");
        Files.writeString(file, "[runs]\nprocesses_max = 0\n[server\n");
        daemon.startsByItself();

        Call.Result result = daemon.jobctl("list");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains(file + ":3:").contains("this is no TOML");
    }
}
