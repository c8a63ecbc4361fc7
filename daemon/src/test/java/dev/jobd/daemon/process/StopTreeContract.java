package dev.jobd.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.AttemptId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Trees of processes of every kind, and that none of them outlives a stop.
///
/// Each tree tells through a fifo when it has grown.
abstract class StopTreeContract extends PoolFixture {
    private static final String GROWN = "echo >%1$s; ";
    private int fifos;

    @Test
    void aPlainGroupEndsWithTheFirstSignal() throws IOException {
        AttemptId attempt =
                grow("for i in 1 2 3 4 5; do (sleep 1000 & sleep 1000) & done; " + GROWN + "wait");
        pool.launcher.stop(attempt, 15);
        assertThat(signal(pool.exit(attempt))).isEqualTo(15);
        assertThat(survivors(attempt)).isEmpty();
    }

    @Test
    void whatIgnoresTheFirstSignalIsKilled() throws IOException {
        AttemptId attempt =
                grow(
                        "trap '' TERM; for i in 1 2 3 4 5; do (sleep 1000 & sleep 1000) & done; "
                                + GROWN
                                + "wait");
        pool.launcher.stop(attempt, 15);
        assertThat(survivors(attempt)).isNotEmpty();
        assertThat(pool.isSilentAbout(attempt)).isTrue();
        pool.launcher.kill(attempt);
        assertThat(signal(pool.exit(attempt))).isEqualTo(9);
        assertThat(survivors(attempt)).isEmpty();
    }

    @Test
    void childrenInSessionsOfTheirOwnGetTheSignalToo() throws IOException {
        AttemptId attempt =
                grow("for i in 1 2 3 4 5; do setsid sleep 1000 & done; " + GROWN + "wait");
        pool.launcher.stop(attempt, 15);
        assertThat(signal(pool.exit(attempt))).isEqualTo(15);
        assertThat(survivors(attempt)).isEmpty();
    }

    @Test
    void whatLeftTheGroupAndIgnoresTheSignalIsKilledAGraceAfterTheLeader() throws IOException {
        AttemptId attempt =
                grow(
                        "for i in 1 2 3; do setsid sh -c 'trap \"\" TERM; echo >%2$s; sleep 1000;"
                                + " sleep 1000' & cat %2$s; done; "
                                + GROWN
                                + "exec sleep 1000");
        pool.launcher.stop(attempt, 15);
        assertThat(signal(pool.exit(attempt))).isEqualTo(15);
        assertThat(survivors(attempt)).isEmpty();
    }

    @Test
    void daemonsAreFoundThoughTheirParentIsGone() throws IOException {
        AttemptId attempt =
                grow(
                        "for i in 1 2 3 4 5; do"
                                + " (setsid sh -c 'trap \"\" TERM; sleep 1000; sleep 1000' &);"
                                + " done; "
                                + GROWN
                                + "exec sleep 1000");
        pool.launcher.kill(attempt);
        assertThat(signal(pool.exit(attempt))).isEqualTo(9);
        assertThat(survivors(attempt)).isEmpty();
    }

    @Test
    void forksWithoutEndAreOutrun() throws IOException {
        Path script =
                Files.writeString(
                        directory.resolve("fork"),
                        "while :; do setsid sleep 0.3 & sleep 0.3 & sleep 0.02; done\n");
        AttemptId attempt = grow("sh %3$s & setsid sh %3$s & " + GROWN + "exec sh %3$s", script);
        pool.launcher.kill(attempt);
        assertThat(signal(pool.exit(attempt))).isEqualTo(9);
        assertThat(survivors(attempt)).isEmpty();
    }

    @Test
    void aChainThatPassesItselfOnIsCaught() throws IOException {
        Path script =
                Files.writeString(directory.resolve("chain"), "sleep 0.02; setsid sh $0 & exit\n");
        AttemptId attempt =
                grow(
                        "for i in 1 2 3 4 5; do setsid sh %3$s & done; "
                                + GROWN
                                + "exec sleep 1000",
                        script);
        pool.launcher.kill(attempt);
        assertThat(signal(pool.exit(attempt))).isEqualTo(9);
        assertThat(survivors(attempt)).isEmpty();
    }

    @Test
    void whatIsAlwaysJustExecutingAProgramIsFoundAllTheSame() throws IOException {
        Path script = Files.writeString(directory.resolve("exec"), "exec sh $0\n");
        for (int i = 0; i < 5; i++) {
            AttemptId attempt = grow("setsid sh %3$s & " + GROWN + "exec sleep 1000", script);
            pool.launcher.kill(attempt);
            assertThat(signal(pool.exit(attempt))).isEqualTo(9);
            assertThat(survivors(attempt)).as("round %d", i).isEmpty();
        }
    }

    @Test
    void allOfThemStandStillAndGoOn() throws Exception {
        AttemptId attempt = grow("setsid sleep 1000 & sleep 1000 & " + GROWN + "exec sleep 1000");
        pool.launcher.signalAll(attempt, 19);
        awaitStates(attempt, true);
        pool.launcher.signalAll(attempt, 18);
        awaitStates(attempt, false);
        pool.launcher.signalAll(attempt, 19);
        awaitStates(attempt, true);
        pool.launcher.stop(attempt, 15);
        assertThat(signal(pool.exit(attempt))).as("stopped as it stood").isEqualTo(15);
        assertThat(survivors(attempt)).isEmpty();
    }

    /// Looks until all of its processes are stopped, or none is.
    private void awaitStates(AttemptId attempt, boolean areStopped) throws InterruptedException {
        List<Long> processes = survivors(attempt);
        assertThat(processes).as("with the supervisor").hasSize(4);
        while (!processes.stream().allMatch(pid -> isStopped(pid) == areStopped)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the time of the test is over");
            }
            Thread.onSpinWait();
        }
    }

    private static boolean isStopped(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status"))
                    .contains("State:\tT (stopped)");
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private AttemptId grow(String tree) throws IOException {
        return grow(tree, directory);
    }

    private AttemptId grow(String tree, Path script) throws IOException {
        fifos++;
        Path grown = fifo("grown" + fifos);
        Path each = fifo("each" + fifos);
        AttemptId attempt =
                pool.start(Pool.shell(tree.formatted(grown, each, script)), Pool.IMPATIENT);
        pool.pid(attempt);
        Files.readString(grown);
        return attempt;
    }
}
