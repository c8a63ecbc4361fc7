package dev.jobd.daemon.process;

import static dev.jobd.daemon.process.Pool.argv;
import static dev.jobd.daemon.process.Pool.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.kernel.ProcStat;
import dev.jobd.model.AttemptId;
import dev.jobd.model.Command;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.Signal;
import dev.jobd.model.StopPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a job can rely on, whatever runs its processes.
abstract class ProcessContract extends PoolFixture {
    /// 32 and 33, which nobody can send and the C library of a parent may have ignored.
    private static final long LIBC_SIGNALS = 0x1_8000_0000L;

    @Test
    void anExitCodeIsTheCommandsOwn() {
        assertThat(pool.run("exit 0")).isInstanceOf(Exit.Code.class).returns(0, this::code);
        assertThat(pool.run("exit 3")).returns(3, this::code);
        assertThat(pool.run("exit 126")).returns(126, this::code);
        assertThat(pool.run("exit 127")).returns(127, this::code);
        assertThat(pool.run("exit 255")).returns(255, this::code);
        assertThat(pool.exit(pool.start(argv("sh", "-c", "exit 127"), Pool.PATIENT)))
                .returns(127, this::code);
    }

    @Test
    void aSignalThatEndsTheCommandIsToldBySignalNumber() {
        assertThat(pool.run("kill -TERM $$")).returns(15, this::signal);
        assertThat(pool.run("kill -KILL $$")).returns(9, this::signal);
        assertThat(pool.run("exit 139")).returns(11, this::signal);
        // There is no signal 72.
        assertThat(pool.run("exit 200")).returns(200, this::code);
    }

    @Test
    void theOutputIsKeptByteForByteInItsOrder() {
        AttemptId attempt =
                pool.start("printf 'a\\000\\377\\r\\n'; printf err >&2; printf '\\001b'");
        pool.exit(attempt);
        assertThat(pool.bytes(attempt))
                .isEqualTo(new byte[] {'a', 0, -1, '\r', '\n', 'e', 'r', 'r', 1, 'b'});
    }

    @Test
    void aDeathBySignalAddsNothingToTheOutput() {
        AttemptId attempt = pool.start("echo mine; kill -KILL $$");
        pool.exit(attempt);
        assertThat(pool.output(attempt)).isEqualTo("mine\n");
    }

    @Test
    @Tag("C8")
    void theFilesAreTheOwnersOnly() throws IOException {
        AttemptId attempt = pool.start("umask; id -u >/dev/null");
        pool.exit(attempt);
        RunLog log = pool.logs.log(attempt);
        assertThat(log.directory()).isEqualTo(directory.resolve("logs/1/1.1"));
        assertThat(mode(log.directory())).isEqualTo("rwx------");
        assertThat(mode(pool.logs.directory(attempt.run().job()))).isEqualTo("rwx------");
        assertThat(mode(log.output())).isEqualTo("rw-------");
        assertThat(mode(log.status())).isEqualTo("rw-------");
    }

    @Test
    void standardInputIsEmpty() {
        AttemptId attempt = pool.start("readlink /proc/self/fd/0; cat; echo end");
        pool.exit(attempt);
        assertThat(pool.output(attempt)).isEqualTo("/dev/null\nend\n");
    }

    @Test
    @Tag("S11")
    void nothingButInputOutputAndErrorsIsOpen() throws IOException {
        Path open = Files.createFile(directory.resolve("open"));
        try (var _ = Files.newInputStream(open)) {
            // ls itself opens the directory it lists.
            AttemptId attempt = pool.start(argv("ls", "/proc/self/fd"), Pool.PATIENT);
            pool.exit(attempt);
            assertThat(pool.output(attempt)).isEqualTo("0\n1\n2\n3\n");
        }
    }

    @Test
    void aJobHasASessionAndAGroupOfItsOwn() {
        AttemptId attempt = pool.start("cat /proc/$$/stat");
        long pid = pool.pid(attempt);
        pool.exit(attempt);
        ProcStat stat = ProcStat.parse(pool.output(attempt)).orElseThrow();
        assertThat(stat.session()).isEqualTo(pid);
        assertThat(stat.group()).isEqualTo(pid);
    }

    @Test
    void noSignalIsIgnoredOrBlockedInAJob() {
        AttemptId attempt =
                pool.start(argv("grep", "-E", "Sig(Ign|Blk)", "/proc/self/status"), Pool.PATIENT);
        pool.exit(attempt);
        assertThat(pool.output(attempt).lines())
                .hasSize(2)
                .allMatch(line -> (Long.parseLong(line.substring(8), 16) & ~mayBeIgnored()) == 0);
    }

    /// Returns the set of signals that a job may find ignored.
    long mayBeIgnored() {
        return LIBC_SIGNALS;
    }

    @Test
    @Tag("C5")
    void directoryUmaskAndArgumentsAreAsAsked() {
        ProcessSpec process =
                new ProcessSpec(
                        new Command.Argv(
                                List.of(
                                        "sh",
                                        "-c",
                                        "pwd; umask; printf '<%s>' \"$@\"",
                                        "x",
                                        "a b",
                                        "",
                                        "*",
                                        "$HOME",
                                        "'\"\\",
                                        "ü")),
                        directory.toString(),
                        Map.of(),
                        0027);
        AttemptId attempt = pool.start(process, Pool.PATIENT);
        pool.exit(attempt);
        assertThat(pool.output(attempt))
                .isEqualTo(directory + "\n0027\n<a b><><*><$HOME><'\"\\><ü>");
    }

    @Test
    @Tag("C6")
    void theEnvironmentIsBuiltAndNotInherited() {
        pool.close();
        Map<String, String> daemon =
                Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "HOME",
                        "/h",
                        "LC_ALL",
                        "C.UTF-8",
                        "LD_PRELOAD",
                        "",
                        "JAVA_TOOL_OPTIONS",
                        "-Dx",
                        "SECRET",
                        "s");
        pool = new Pool(directory, this::kernel, daemon);
        Map<String, String> own =
                Map.of("A", "1 2\n3", "HOME", "/own", "JOBD_RUN", "mine", "s", "kept");
        AttemptId attempt =
                pool.start(
                        new ProcessSpec(new Command.Argv(List.of("env")), "/", own, 0022),
                        Pool.PATIENT);
        pool.exit(attempt);
        List<String> lines = new ArrayList<>(pool.output(attempt).lines().toList());
        // The shell in between says where it is.
        lines.removeAll(List.of("PWD=/", "SHLVL=0", "_=/usr/bin/env"));
        String expected =
                """
                PATH=/usr/bin:/bin
                HOME=/own
                LC_ALL=C.UTF-8
                A=1 2
                3
                s=kept
                JOBD_JOB=tick
                JOBD_RUN=1/1
                JOBD_ATTEMPT=1
                JOBD_MAX_ATTEMPTS=3
                JOBD_SCHEDULED_AT=2026-01-02T03:04:05Z
                JOBD_TRIGGER=schedule
                JOBD_GROUP=default
                JOBD_PREV_EXIT=7
                JOBD_RUN_ID=%s:1/1.1
                """
                        .formatted(directory);
        assertThat(lines).containsExactlyInAnyOrderElementsOf(expected.lines().toList());
    }

    @Test
    void whatCannotStartSaysWhy() throws IOException {
        Path file = Files.createFile(directory.resolve("plain"));
        assertThat(pool.refusal(argv("no-such-program")))
                .isEqualTo("command not found: no-such-program");
        assertThat(pool.refusal(argv("/no/such/program")))
                .isEqualTo("command not found: /no/such/program");
        assertThat(pool.refusal(argv(file.toString()))).isEqualTo("not executable: " + file);
        assertThat(pool.refusal(argv("/usr"))).isEqualTo("not executable: /usr");
        assertThat(pool.refusal(in("/no/such"))).isEqualTo("no such directory: /no/such");
        assertThat(pool.refusal(in(file.toString()))).isEqualTo("not a directory: " + file);
    }

    @Test
    void aProgramWithoutItsInterpreterIsNotStarted() throws IOException {
        Path script = Files.writeString(directory.resolve("script"), "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        assertThat(pool.exit(pool.start(argv(script.toString()), Pool.PATIENT)))
                .isEqualTo(new Exit.NotStarted("command not found, or its interpreter: " + script));
    }

    @Test
    void anAttemptIsStartedOnceOnly() {
        AttemptId attempt = pool.start("exit 0");
        pool.exit(attempt);
        pool.start(attempt, shell("exit 0"), Pool.PATIENT);
        assertThat(pool.next(attempt)).isInstanceOf(Pool.News.NotStarted.class);
    }

    @Test
    void cpuTimeIsCounted() {
        Exit exit = pool.run("i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done");
        assertThat(exit.usage().cpu())
                .hasValueSatisfying(cpu -> assertThat(cpu).isGreaterThan(Duration.ofMillis(20)));
    }

    @Test
    void aSignalGoesToTheWholeGroupOnce() throws IOException {
        Path childReady = fifo("child");
        Path ready = fifo("leader");
        AttemptId attempt =
                pool.start(
                        """
                        trap 'wait; exit 5' USR1
                        (trap 'echo child; exit' USR1; echo >%1$s; while :; do :; done) &
                        echo >%2$s
                        while :; do :; done
                        """
                                .formatted(childReady, ready));
        pool.pid(attempt);
        Files.readString(childReady);
        Files.readString(ready);
        pool.launcher.signal(attempt, 10);
        assertThat(pool.exit(attempt)).returns(5, this::code);
        assertThat(pool.output(attempt)).isEqualTo("child\n");
    }

    @Test
    void aStopReachesAStoppedProcess() throws IOException {
        Path ready = fifo("ready");
        AttemptId attempt = pool.start("echo >" + ready + "; kill -STOP 0");
        pool.pid(attempt);
        Files.readString(ready);
        pool.launcher.stop(attempt, 15);
        assertThat(pool.exit(attempt)).returns(15, this::signal);
    }

    @Test
    void aStopThatTheCommandHandlesIsAnOrdinaryExit() throws IOException {
        Path ready = fifo("ready");
        AttemptId attempt =
                pool.start(
                        "trap 'echo bye; exit 7' TERM; echo >" + ready + "; while :; do :; done");
        pool.pid(attempt);
        Files.readString(ready);
        pool.launcher.stop(attempt, 15);
        assertThat(pool.exit(attempt)).returns(7, this::code);
        assertThat(pool.output(attempt)).isEqualTo("bye\n");
    }

    @Test
    void anOrderGivenBeforeTheProcessIsThereIsNotLost() {
        AttemptId attempt = pool.start("while :; do :; done");
        pool.launcher.kill(attempt);
        assertThat(pool.exit(attempt)).returns(9, this::signal);
    }

    @Test
    void whatIsLeftOfTheGroupEndsWithTheLeader() throws IOException {
        Path alive = fifo("alive");
        AttemptId attempt = pool.start("exec 9<>" + alive + "; sleep 1000 & exit 4");
        assertThat(pool.exit(attempt)).returns(4, this::code);
        assertThat(survivors(attempt)).isEmpty();
    }

    @Test
    void whatIsLeftAndIgnoresTermIsKilledAfterTheGrace() {
        AttemptId attempt =
                pool.start(
                        shell("(trap '' TERM; while :; do sleep 1000; done) & exit 4"),
                        Pool.IMPATIENT);
        assertThat(pool.exit(attempt)).returns(4, this::code);
        assertThat(survivors(attempt)).isEmpty();
    }

    @Test
    void whatIsLeftOfTheGroupIsLeftAloneIfTheJobWantsThat() {
        StopPolicy leaving = new StopPolicy(Signal.TERM, Duration.ofSeconds(30), true);
        AttemptId attempt = pool.start(shell("sleep 1000 & exit 4"), leaving);
        assertThat(pool.exit(attempt)).returns(4, this::code);
        assertThat(survivors(attempt)).hasSize(1);
        survivors(attempt).forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
    }

    @Test
    void whatLeftTheGroupOutlivesAnOrdinaryEnd() throws IOException {
        Path ready = fifo("ready");
        AttemptId attempt =
                pool.start(
                        "setsid sh -c 'echo >" + ready + "; exec sleep 1000' & exec cat " + ready);
        assertThat(pool.exit(attempt)).returns(0, this::code);
        assertThat(survivors(attempt)).hasSize(1);
        survivors(attempt).forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
    }

    @Test
    void fiveHundredShortProcessesEachKeepTheirExitCode() {
        List<AttemptId> attempts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            attempts.add(pool.start("exit " + i % 100));
        }
        long spawners =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("jobd-spawner-"))
                        .count();
        assertThat(spawners).isBetween(1L, (long) Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < 500; i++) {
            assertThat(pool.exit(attempts.get(i))).as("run %d", i).returns(i % 100, this::code);
        }
    }

    private static ProcessSpec in(String directory) {
        return new ProcessSpec(new Command.Argv(List.of("true")), directory, Map.of(), 0022);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
