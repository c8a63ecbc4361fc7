package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole way: real commands over the real socket to a real daemon with real processes and
/// files. Where a test waits for a job, the job writes into a named pipe that the test reads.
@Timeout(120)
final class EndToEndTest {
    @TempDir Path folder;

    private RealDaemon daemon;

    @BeforeEach
    void startDaemon() throws IOException {
        daemon = RealDaemon.start(folder);
    }

    @AfterEach
    void endDaemon() throws InterruptedException {
        daemon.kill();
    }

    @Test
    void aJobRunsEveryNowAndThenAndAllOfItIsSeen() throws Exception {
        Path pipe = pipe("ran");
        ok(
                "add",
                "--every",
                "200ms",
                "--name",
                "tick",
                "--",
                "sh",
                "-c",
                "echo $JOBD_RUN >" + pipe);

        assertThat(lines(pipe, 3)).doesNotHaveDuplicates().allMatch(run -> run.startsWith("1/"));
        assertThat(ok("list")).contains("tick", "every 200ms");
        assertThat(ok("show", "tick")).contains("sh -c", "every 200ms", "default");
        assertThat(ok("cat", "tick")).contains("--every 200ms", "--name tick");
        assertThat(ok("history", "tick")).contains("tick/1", "succeeded");
        ok("rm", "--stop", "tick");
        assertThat(daemon.jobctl("show", "tick").code()).isEqualTo(3);
    }

    @Test
    void aRunReturnsWhatTheCommandReturned() {
        Call.Result failed =
                daemon.jobctl("run", "--wait", "--", "sh", "-c", "echo out; echo err >&2; exit 3");
        assertThat(failed.out()).isEqualTo("out\nerr\n");
        assertThat(failed.code()).isEqualTo(3);
        assertThat(run("sh", "-c", "kill -USR1 $$").code()).isEqualTo(128 + 10);
        assertThat(run("no-such-command").code()).isEqualTo(127);
        assertThat(run(folder.toString()).code()).isEqualTo(126);
        assertThat(daemon.jobctl("run", "--wait", "--timeout", "100ms", "--", "sleep", "60").code())
                .isEqualTo(124);
        assertThat(run("true").code()).isZero();
    }

    @Test
    void aJobIsEditedPausedTriggeredAndRemoved() {
        ok("add", "--every", "1h", "--name", "hourly", "--", "echo", "one");
        ok("edit", "hourly", "--every", "2h", "--retries", "2");
        assertThat(ok("show", "hourly")).contains("every 2h").contains("2, after 10s");
        ok("pause", "hourly");
        assertThat(ok("list")).contains("paused");
        assertThat(daemon.jobctl("trigger", "--wait", "hourly").out()).contains("one");
        ok("resume", "hourly");
        assertThat(ok("list")).doesNotContain("paused");
        assertThat(ok("logs", "hourly")).isEqualTo("one\n");
        ok("rm", "hourly");
        assertThat(ok("history")).contains("succeeded");
    }

    @Test
    void aFailureIsTriedAgainAndEachAttemptHasItsLog() {
        Call.Result result =
                daemon.jobctl(
                        "run",
                        "--wait",
                        "--name",
                        "flaky",
                        "--retries",
                        "2",
                        "--retry-delay",
                        "10ms",
                        "--",
                        "sh",
                        "-c",
                        "echo try $JOBD_ATTEMPT of $JOBD_MAX_ATTEMPTS; [ $JOBD_ATTEMPT = 3 ]");
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("try 1 of 3\ntry 2 of 3\ntry 3 of 3\n");
        assertThat(ok("logs", "flaky/1.2")).isEqualTo("try 2 of 3\n");
    }

    @Test
    void aStopEndsTheWholeTree() throws Exception {
        Path pipe = pipe("pids");
        String tree = "setsid sleep 1000 & echo $! >" + pipe + "; sleep 1000";
        ok("run", "--name", "tree", "--", "sh", "-c", tree);
        long stray = Long.parseLong(lines(pipe, 1).getFirst());
        ok("stop", "tree");
        daemon.jobctl("wait", "tree");
        assertThat(ok("history", "tree")).contains("killed");
        assertThat(isRunning(stray)).isFalse();
    }

    @Test
    @Tag("S6")
    void aRunningJobOutlivesADaemonThatIsKilled() throws Exception {
        Path began = pipe("began");
        Path end = pipe("end");
        String job = "echo here; echo began >" + began + "; read code <" + end + "; exit $code";
        ok("run", "--name", "long", "--", "sh", "-c", job);
        assertThat(lines(began, 1)).isEqualTo(List.of("began"));

        daemon.kill();
        daemon.restart();
        assertThat(ok("list")).contains("running");
        Files.writeString(end, "7\n");

        assertThat(daemon.jobctl("wait", "long").code()).isEqualTo(7);
        assertThat(ok("logs", "long")).isEqualTo("here\n");
        assertThat(ok("history", "long")).contains("long/1", "failed 7").doesNotContain("long/2");
    }

    @Test
    void aJobThatEndedWhileNoDaemonLookedHasItsOutcome() throws Exception {
        Path began = pipe("began");
        Path end = pipe("end");
        String job = "echo $PPID >" + began + "; read code <" + end + "; exit $code";
        ok("run", "--name", "unseen", "--", "sh", "-c", job);
        long supervisor = Long.parseLong(lines(began, 1).getFirst());
        daemon.kill();
        Files.writeString(end, "9\n");
        Programs.awaitEnd(supervisor);

        daemon.restart();

        assertThat(daemon.jobctl("wait", "unseen").code()).isEqualTo(9);
    }

    @Test
    void anOrderlyStopAndAStartGoOn() throws Exception {
        ok("add", "--every", "1h", "--name", "hourly", "--", "true");
        assertThat(daemon.jobctl("trigger", "--wait", "hourly").code()).isZero();
        String next = nextOf("hourly");
        ok("shutdown");
        assertThat(daemon.awaitEnd()).isZero();

        daemon.restart();

        assertThat(nextOf("hourly")).isEqualTo(next);
        assertThat(ok("trigger", "hourly")).contains("hourly/2");
    }

    @Test
    void aDaemonThatWasToldToEndIsFollowedAtOnceByTheNext() throws Exception {
        ok("add", "--every", "1h", "--name", "hourly", "--", "true");
        daemon.startsByItself();
        int times = Seeds.bound(2, 20);
        for (int i = 1; i <= times; i++) {
            assertThat(daemon.jobctl("shutdown").err()).isEqualTo("jobctl: the daemon has ended\n");

            Call.Result list = daemon.jobctl("list");

            assertThat(list.err())
                    .as("after end %d", i)
                    .matches("jobctl: started the daemon, process \\d+\\n");
            assertThat(list.out()).contains("hourly");
        }
        ok("shutdown");
    }

    @Test
    void aLogThatWasMadeForEverybodyBecomesTheOwners() throws Exception {
        daemon.kill();
        Path log = Files.writeString(folder.resolve("state/jobd.log"), "");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));

        daemon.restart();

        assertThat(Files.getPosixFilePermissions(log))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    @Tag("S5")
    void aSecondDaemonIsRefusedAndDisturbsNothing() throws Exception {
        Call.Result second = daemon.second();
        assertThat(second.code()).isEqualTo(75);
        assertThat(second.err()).contains("already running", "process ");
        assertThat(second.out()).isEmpty();
        assertThat(daemon.jobctl("list").code()).isZero();
    }

    @Test
    @Tag("S5")
    void ofManyThatStartADaemonAtOnceAllReachTheSame() throws Exception {
        daemon.kill();
        daemon.startsByItself();
        int count = Seeds.bound(8, 100);
        List<Process> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(daemon.start("add", "--name", "job-" + i, "--", "true"));
        }
        for (Process call : calls) {
            String said = new String(call.getInputStream().readAllBytes(), UTF_8);
            assertThat(call.waitFor()).as(said).isZero();
        }
        assertThat(ok("list", "--columns", "name").lines()).hasSize(count + 1);
        // Others that were started, if any, have said so and end.
        while (daemons() > 1) {
            Thread.onSpinWait();
        }
        ok("shutdown");
        while (daemons() > 0) {
            Thread.onSpinWait();
        }
    }

    /// Returns how many daemons there are that have this state.
    private long daemons() throws IOException {
        long count = 0;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                count += commandLine(process).contains(folder.resolve("state").toString()) ? 1 : 0;
            }
        }
        return count;
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"));
        } catch (IOException _) {
            // It is none, or it is over.
            return "";
        }
    }

    @Test
    void aBackupBringsEverythingBack() throws Exception {
        daemon.startsByItself();
        ok("add", "--every", "1h", "--name", "hourly", "--retries", "2", "--", "echo", "one");
        ok("trigger", "--wait", "hourly");
        ok("pause", "hourly");
        String job = ok("cat", "hourly");
        String history = ok("history", "--json", "hourly");
        String file = folder.resolve("backup").toString();
        assertThat(ok("backup", file)).startsWith(file + ": ");
        assertThat(daemon.jobctl("backup", file).code()).isEqualTo(1);
        assertThat(daemon.jobctl("restore", file).err()).contains("end the daemon first");
        ok("rm", "hourly");
        ok("shutdown");
        assertThat(daemon.jobctl("restore", file).err()).contains("there is a store in");
        Files.move(folder.resolve("state"), folder.resolve("lost"));

        assertThat(ok("restore", file)).startsWith("restored store ");

        assertThat(ok("cat", "hourly")).isEqualTo(job);
        assertThat(ok("history", "--json", "hourly")).isEqualTo(history);
        assertThat(ok("list")).contains("paused");
        assertThat(ok("add", "--name", "next", "--", "true")).contains("(2)");
        ok("shutdown");
    }

    @Test
    void theDoctorReadsTheStoreWithADaemonAndWithout() throws Exception {
        daemon.startsByItself();
        ok("add", "--name", "tick", "--", "true");
        ok("trigger", "--wait", "tick");
        String agree = "1 jobs, 0 active and 1 ended runs are readable and agree";
        assertThat(ok("doctor")).contains("jobd/", agree);
        ok("shutdown");
        assertThat(ok("doctor")).contains("no daemon listens", agree);
        Path journal;
        try (Stream<Path> files = Files.list(folder.resolve("state"))) {
            journal =
                    files.filter(file -> file.getFileName().toString().startsWith("journal-"))
                            .max(Path::compareTo)
                            .orElseThrow();
        }
        Files.write(journal, new byte[10]);
        Call.Result bad = daemon.jobctl("doctor", "-q");
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.out()).contains("bad   store", journal.toString(), "jobd --recover");
    }

    /// Returns the next due time without how long it is until then.
    private String nextOf(String job) {
        return ok("next", "--count", "1", "--iso", job).replaceAll("(?s) .*", "");
    }

    /// A process that has ended and is only waited for by its parent does not run.
    private static boolean isRunning(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private Call.Result run(String... command) {
        List<String> words = new ArrayList<>(List.of("run", "--wait", "--"));
        words.addAll(List.of(command));
        return daemon.jobctl(words.toArray(String[]::new));
    }

    private String ok(String... words) {
        Call.Result result = daemon.jobctl(words);
        assertThat(result.code()).as("%s: %s", List.of(words), result.err()).isZero();
        return result.out();
    }

    private Path pipe(String name) throws Exception {
        Path path = folder.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
        return path;
    }

    /// Waits until so many lines have been written into the pipe, one by each writer.
    private static List<String> lines(Path pipe, int count) {
        return LongStream.range(0, count).mapToObj(_ -> readAll(pipe)).toList();
    }

    private static String readAll(Path pipe) {
        try {
            return Files.readString(pipe).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
