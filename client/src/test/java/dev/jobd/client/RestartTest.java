package dev.jobd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of running jobs when a real daemon is killed and started again.
@Timeout(120)
final class RestartTest {
    @TempDir Path folder;

    private Pipe began;
    private Pipe end;
    private RealDaemon daemon;

    @BeforeEach
    void startDaemon() throws Exception {
        began = Pipe.in(folder, "began");
        end = Pipe.in(folder, "end");
        daemon = RealDaemon.start(folder);
    }

    @AfterEach
    void endDaemon() throws InterruptedException {
        daemon.kill();
    }

    /// Starts a job and waits until it runs; returns its supervisor and its shell.
    private long[] run(String policy, String line) throws IOException {
        Stream<String> words = Stream.of("run", "--name", "job");
        String script = "echo try $JOBD_ATTEMPT; echo $PPID $$ >" + began + "; " + line;
        Stream<String> command = Stream.of("--", "sh", "-c", script);
        daemon.ok(
                Stream.of(words, Stream.of(policy.split(" ")), command)
                        .flatMap(it -> it)
                        .toArray(String[]::new));
        return awaitBegin();
    }

    private long[] awaitBegin() throws IOException {
        return Arrays.stream(began.read().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    private String untilTold() {
        return "read code <" + end + "; exit $code";
    }

    private void crash() throws Exception {
        daemon.kill();
        daemon.restart();
    }

    private static void kill(long... processes) throws Exception {
        for (long pid : processes) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            Programs.awaitEnd(pid);
        }
    }

    /// Returns the one run there is.
    private Json.Obj history() {
        byte[] line =
                daemon.ok("history", "job", "--json").strip().getBytes(StandardCharsets.UTF_8);
        return JsonParser.parse(line);
    }

    @Test
    void anAdoptedRunGoesOn() throws Exception {
        run("--on-daemon-restart adopt", untilTold());
        crash();
        end.write("7");
        assertThat(daemon.jobctl("wait", "job").code()).isEqualTo(7);
        assertThat(daemon.ok("logs", "job")).isEqualTo("try 1\n");
    }

    @Test
    void anAdoptedRunStillHoldsItsLocksAndSlotsAndAGroupIsStillPaused() throws Exception {
        daemon.ok("group", "add", "build", "--slots", "3");
        daemon.ok("group", "add", "other", "--slots", "unlimited");
        daemon.ok("group", "pause", "other");
        daemon.ok("group", "cap", "9");
        run("--group build --weight 2 --lock db", untilTold());
        daemon.ok("run", "--name", "next", "--lock", "db", "--", "true");
        daemon.ok("run", "--name", "heavy", "-g", "build", "--weight", "2", "--", "true");
        daemon.ok("run", "--name", "held", "-g", "other", "--", "true");
        crash();

        assertThat(daemon.ok("explain", "next/1")).contains("lock db, held by job/1 for ");
        assertThat(daemon.ok("explain", "heavy/1"))
                .contains("2 slots of group build, 2 of 3 taken; it is next");
        assertThat(daemon.ok("explain", "held/1")).contains("group other, paused for ");
        assertThat(daemon.ok("group", "cap")).contains("at most 9 runs");
        end.write("0");
        assertThat(daemon.jobctl("wait", "next", "heavy").code()).isZero();
        daemon.ok("group", "resume", "other");
        assertThat(daemon.jobctl("wait", "held").code()).isZero();
    }

    @Test
    void aRunToBeKilledIsStoppedAndNotRepeated() throws Exception {
        long[] processes = run("--on-daemon-restart kill --retries 3", "sleep 1000 & wait");
        crash();
        daemon.jobctl("wait", "job");
        assertThat(history().text("state")).isEqualTo("killed");
        assertThat(history().text("killed_by")).isEqualTo("daemon restart");
        assertThat(ProcessHandle.of(processes[1])).isEmpty();
        assertThat(daemon.ok("logs", "job")).isEqualTo("try 1\n");
    }

    @Test
    void aRunToBeRequeuedIsStoppedAndRepeated() throws Exception {
        long[] first = run("--on-daemon-restart requeue", untilTold());
        crash();
        long[] second = awaitBegin();
        assertThat(second[1]).isNotEqualTo(first[1]);
        end.write("0");
        assertThat(daemon.jobctl("wait", "job").code()).isZero();
        assertThat(history().text("state")).isEqualTo("succeeded");
        assertThat(daemon.ok("logs", "job/1.1")).isEqualTo("try 1\n");
        assertThat(daemon.ok("logs", "job/1.2")).isEqualTo("try 2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"adopt", "kill", "requeue"})
    void whatEndedWhileNoDaemonLookedKeepsItsOutcome(String policy) throws Exception {
        long[] processes = run("--on-daemon-restart " + policy, untilTold());
        daemon.kill();
        end.write("9");
        Programs.awaitEnd(processes[0]);
        daemon.restart();
        assertThat(daemon.jobctl("wait", "job").code()).isEqualTo(9);
        assertThat(daemon.ok("logs", "job")).isEqualTo("try 1\n");
    }

    @Test
    void whatWasLostIsRepeatedIfItIsToBeRequeued() throws Exception {
        long[] processes = run("--on-daemon-restart requeue", untilTold());
        daemon.kill();
        kill(processes);
        daemon.restart();
        awaitBegin();
        end.write("0");
        assertThat(daemon.jobctl("wait", "job").code()).isZero();
    }

    @Test
    void whatWasLostIsRetriedLikeAFailure() throws Exception {
        long[] processes = run("--retries 1 --retry-delay 1ms", untilTold());
        daemon.kill();
        kill(processes);
        daemon.restart();
        awaitBegin();
        end.write("0");
        assertThat(daemon.jobctl("wait", "job").code()).isZero();
    }

    @Test
    void aTimeoutThatRanOutMeanwhileEndsTheRunAtOnce() throws Exception {
        Pipe late = Pipe.in(folder, "late");
        run("--timeout 3s", "sleep 3; echo late >" + late + "; sleep 1000");
        daemon.kill();
        assertThat(late.read()).isEqualTo("late");
        daemon.restart();
        assertThat(daemon.jobctl("wait", "job").code()).isEqualTo(124);
        assertThat(history().text("state")).isEqualTo("timed-out");
    }

    @Test
    void aStopGoesOnAndIsFollowedByTheKill() throws Exception {
        Pipe deaf = Pipe.in(folder, "deaf");
        run("--grace 2s", "trap '' TERM; echo deaf >" + deaf + "; while :; do sleep 1000; done");
        assertThat(deaf.read()).isEqualTo("deaf");
        Instant asked = Instant.now();
        daemon.ok("stop", "job");
        crash();
        daemon.jobctl("wait", "job");
        assertThat(history().text("state")).isEqualTo("killed");
        assertThat(history().instant("ended")).isAfterOrEqualTo(asked.plus(Duration.ofSeconds(2)));
    }
}
