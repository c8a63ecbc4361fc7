package dev.jobd.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.kernel.Held;
import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.ProcFiles;
import dev.jobd.daemon.process.kernel.Spawn;
import dev.jobd.model.AttemptId;
import dev.jobd.model.JobId;
import dev.jobd.model.RunId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a daemon finds out about attempts of a former one.
abstract class RestartContract extends PoolFixture {
    private static final AttemptId ATTEMPT = new RunId(new JobId(1), 1).attempt(1);

    @Test
    void processesOfAKilledDaemonAreAdoptedAndTheirExitCodesKnown() throws Exception {
        int count = 40;
        for (int i = 1; i <= count; i++) {
            var _ = fifo("gate." + i);
        }
        crash(count, count, "read x <>" + directory + "/gate.%1$d; echo %1$d; exit %1$d");

        List<AttemptId> attempts = attempts(count);
        for (AttemptId attempt : attempts) {
            assertThat(pool.launcher.recover(attempt, Pool.PATIENT))
                    .isInstanceOfSatisfying(
                            Recovered.Running.class,
                            running ->
                                    assertThat(running.startedAt())
                                            .isBetween(
                                                    Instant.now().minusSeconds(60),
                                                    Instant.now().plusSeconds(1)));
        }
        for (AttemptId attempt : attempts) {
            Files.writeString(directory.resolve("gate." + attempt.run().number()), "go\n");
        }
        for (AttemptId attempt : attempts) {
            assertThat(code(pool.exit(attempt))).isEqualTo(attempt.run().number());
        }
        assertThat(pool.output(attempts.get(4))).isEqualTo("5\n");
    }

    @Test
    void anAdoptedProcessIsStoppedWithAllItsOffspring() throws Exception {
        Path grown = fifo("grown");
        crash(1, 1, "setsid sleep 1000 & sleep 1000 & echo >" + grown + "; sleep 1000");
        assertThat(recover()).isInstanceOf(Recovered.Running.class);
        Files.readString(grown);
        pool.launcher.stop(ATTEMPT, 15);
        pool.exit(ATTEMPT);
        assertThat(survivors(ATTEMPT)).isEmpty();
    }

    @Test
    void anAdoptedProcessThatIsKilledIsKnownToBe() throws Exception {
        crash(1, 1, "trap '' TERM; sleep 1000 & sleep 1000; sleep 1000");
        assertThat(recover()).isInstanceOf(Recovered.Running.class);
        pool.launcher.kill(ATTEMPT);
        assertThat(signal(pool.exit(ATTEMPT))).isEqualTo(9);
        assertThat(survivors(ATTEMPT)).isEmpty();
    }

    @Test
    void aDaemonKilledWhileItStartsProcessesStartsEachOnce() throws Exception {
        int count = 60;
        crash(count, 20, "echo ran >>" + directory + "/ran.%d; exit 7");
        List<AttemptId> attempts = attempts(count);
        for (AttemptId attempt : attempts) {
            switch (pool.launcher.recover(attempt, Pool.PATIENT)) {
                case Recovered.NeverStarted _ -> {
                    String again = "echo ran >>" + directory + "/ran.%d; exit 7";
                    pool.start(
                            attempt,
                            Pool.shell(again.formatted(attempt.run().number())),
                            Pool.PATIENT);
                    assertThat(code(pool.exit(attempt))).isEqualTo(7);
                }
                case Recovered.Running _ -> assertThat(code(pool.exit(attempt))).isEqualTo(7);
                case Recovered.Ended ended -> assertThat(code(ended.exit())).isEqualTo(7);
                case Recovered.Lost lost -> throw new AssertionError(lost);
            }
            assertThat(directory.resolve("ran." + attempt.run().number())).hasContent("ran\n");
        }
    }

    @Test
    void anAttemptWithoutFilesNeverStarted() {
        assertThat(recover()).isEqualTo(new Recovered.NeverStarted());
    }

    @Test
    void anAttemptThatBeganNothingNeverStartedAndMayBeStarted() throws IOException {
        pool.logs.create(ATTEMPT);
        Files.createFile(pool.logs.log(ATTEMPT).output());
        Files.writeString(pool.logs.log(ATTEMPT).status(), "B torn");
        assertThat(recover()).isEqualTo(new Recovered.NeverStarted());
        pool.start(ATTEMPT, Pool.shell("exit 6"), Pool.PATIENT);
        assertThat(code(pool.exit(ATTEMPT))).isEqualTo(6);
    }

    @Test
    void anAttemptThatEndedIsKnownByItsStatus() {
        pool.exit(pool.start("exit 6"));
        assertThat(recover())
                .isInstanceOfSatisfying(
                        Recovered.Ended.class,
                        ended -> {
                            assertThat(code(ended.exit())).isEqualTo(6);
                            assertThat(ended.exit().usage().cpu())
                                    .hasValueSatisfying(cpu ->
                                            assertThat(cpu).isLessThan(Duration.ofSeconds(5)));
                            assertThat(ended.startedAt()).isBeforeOrEqualTo(ended.endedAt());
                        });
    }

    @Test
    void aCommandThatCouldNotBeExecutedIsNotStartedAfterARestart() throws IOException {
        write("N 126\n0m0.00s 0m0.00s\n0m0.00s 0m0.00s\nE 126\n", bootId(), self());
        assertThat(recover())
                .isInstanceOfSatisfying(
                        Recovered.Ended.class,
                        ended -> assertThat(ended.exit()).isInstanceOf(Exit.NotStarted.class));
    }

    @Test
    void aTornEndIsNoEnd() throws IOException {
        pool.exit(pool.start("exit 12"));
        Path status = pool.logs.log(ATTEMPT).status();
        String whole = Files.readString(status);
        assertThat(whole).endsWith("\nE 12\n");
        Files.writeString(status, whole.substring(0, whole.length() - 2));
        assertThat(recover()).isEqualTo(new Recovered.Lost(Exits.LEFT_NOTHING));
    }

    @Test
    void aPidThatWasGivenToAnotherProcessIsNotAdopted() throws IOException {
        // The pid lives, but is another process: it started at another time.
        write("", bootId(), self().replace(" " + startTicks() + " ", " 1 "));
        assertThat(recover()).isEqualTo(new Recovered.Lost(Exits.LEFT_NOTHING));
    }

    @Test
    void whatIsLeftOfALostAttemptIsKilled() throws Exception {
        write("", bootId(), self().replace(" " + startTicks() + " ", " 1 "));
        ProcessBuilder left = new ProcessBuilder("sleep", "1000");
        left.environment().put("JOBD_RUN_ID", directory + ":" + ATTEMPT);
        Process process = left.start();
        assertThat(recover()).isEqualTo(new Recovered.Lost(Exits.LEFT_NOTHING));
        assertThat(process.waitFor()).isEqualTo(137);
    }

    @Test
    void anAttemptOfAnotherBootIsLost() throws IOException {
        write("", "00000000-0000-0000-0000-000000000000", self());
        assertThat(recover()).isEqualTo(new Recovered.Lost("the machine went down while it ran"));
    }

    @Test
    void aSupervisorBeforeItsFirstWriteIsAdopted() throws Exception {
        Path gate = fifo("gate");
        RunLog log = pool.logs.create(ATTEMPT);
        Spawn spawn =
                Supervisor.spawn(
                        Pool.shell("echo ran; exit 9"),
                        Map.of("PATH", "/bin", "JOBD_RUN_ID", directory + ":" + ATTEMPT),
                        log);
        List<String> late =
                new ArrayList<>(
                        List.of("/bin/sh", "-c", "read x <" + gate + "; exec \"$@\"", "late"));
        late.addAll(spawn.arguments());
        try (Kernel former = kernel()) {
            Held supervisor =
                    former.spawn(
                            new Spawn(
                                    late,
                                    spawn.environment(),
                                    spawn.directory(),
                                    spawn.output(),
                                    spawn.status()));
            assertThat(recover())
                    .isInstanceOfSatisfying(
                            Recovered.Running.class,
                            running -> assertThat(running.pid()).isEqualTo(supervisor.pid()));
            Files.writeString(gate, "go\n");
            assertThat(code(pool.exit(ATTEMPT))).isEqualTo(9);
            assertThat(pool.output(ATTEMPT)).isEqualTo("ran\n");
            former.release(supervisor);
        }
    }

    /// Lets a daemon start processes and kills it as soon as it told of some of them.
    private void crash(int starts, int told, String line) throws Exception {
        Process daemon =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashingDaemon.class.getName(),
                                kernel().getClass().getName(),
                                directory.toString(),
                                Integer.toString(starts),
                                Integer.toString(told),
                                line)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader reader = daemon.inputReader()) {
            assertThat(reader.readLine()).isEqualTo("started");
        }
        assertThat(daemon.destroyForcibly().waitFor()).isEqualTo(137);
    }

    private List<AttemptId> attempts(int count) {
        return Stream.generate(pool::nextAttempt).limit(count).toList();
    }

    private Recovered recover() {
        return pool.launcher.recover(ATTEMPT, Pool.PATIENT);
    }

    private void write(String rest, String bootId, String stat) throws IOException {
        pool.logs.create(ATTEMPT);
        Files.writeString(
                pool.logs.log(ATTEMPT).status(), "B " + bootId + " " + stat + "\n" + rest);
    }

    private static String bootId() {
        return ProcFiles.bootId();
    }

    private static String self() throws IOException {
        return Files.readString(Path.of("/proc/self/stat")).strip();
    }

    private static long startTicks() {
        return ProcFiles.stat(ProcessHandle.current().pid()).orElseThrow().startTicks();
    }
}
