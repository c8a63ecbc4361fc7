package dev.jobd.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jobd.daemon.process.FaultyKernel.Call;
import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.NativeKernel;
import dev.jobd.daemon.process.kernel.ShortageException;
import dev.jobd.model.AttemptId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Every attempt that was started is told of to its end, also when something fails in between.
class FaultTest extends PoolFixture {
    private final FaultyKernel kernel = new FaultyKernel();

    @Override
    Kernel kernel() {
        return kernel;
    }

    @Test
    void anErrorWhileAProcessIsMadeIsToldAsNotStarted() {
        kernel.fail(Call.SPAWN, new InternalError("broken"));
        assertThat(pool.refusal(Pool.shell("exit 0"))).contains("broken");
        kernel.mend();
        assertThat(code(pool.run("exit 4"))).isEqualTo(4);
    }

    @Test
    void anErrorInTheThreadThatWatchesIsToldOf() {
        Error error = new InternalError("broken");
        kernel.fail(Call.AWAIT, error);
        pool.launcher.kill(pool.nextAttempt());
        assertThat(pool.death()).isSameAs(error);
    }

    @Test
    void anEndThatCannotBeFoundOutIsToldOf() {
        kernel.fail(Call.REAP, new IllegalStateException("broken"));
        assertThat(pool.run("exit 4")).isInstanceOf(Exit.Unknown.class);
    }

    @Test
    void anEndIsToldOfThoughItsProcessCannotBeLetGo() {
        kernel.fail(Call.RELEASE, new IllegalStateException("broken"));
        assertThat(code(pool.run("exit 4"))).isEqualTo(4);
    }

    @Test
    void aProcessThatCannotBeWatchedIsKilledAndToldOf() {
        kernel.fail(Call.WATCH, new IllegalStateException("broken"));
        AttemptId attempt = pool.start("sleep 1000 & setsid sleep 1000 & sleep 1000");
        assertThat(pool.exit(attempt)).isInstanceOf(Exit.Unknown.class);
        assertThat(survivors(attempt)).isEmpty();
    }

    @Test
    void whatIsLeftOfAGroupAndCannotBeHeldIsKilledWithTheGroup() throws Exception {
        kernel.fail(Call.HOLD, new IllegalStateException("broken"));
        Path grown = fifo("grown");
        AttemptId attempt =
                pool.start(
                        Pool.shell(
                                "(trap '' TERM; echo >"
                                        + grown
                                        + "; sleep 1000) & read x <"
                                        + grown
                                        + "; exit 4"),
                        Pool.IMPATIENT);
        assertThat(code(pool.exit(attempt))).isEqualTo(4);
        assertThat(survivors(attempt)).isEmpty();
    }

    @Test
    void nothingIsDecidedAboutAProcessThatCannotBeHeldNow() {
        Pool former = new Pool(directory, NativeKernel::new);
        AttemptId attempt = former.start("sleep 1000");
        long pid = former.pid(attempt);
        former.close();

        Throwable shortage = new ShortageException("too many open files");
        kernel.fail(Call.HOLD, shortage);
        assertThat(catchThrowable(() -> pool.launcher.recover(attempt, Pool.PATIENT)))
                .isSameAs(shortage);
        kernel.mend();
        assertThat(pool.launcher.recover(attempt, Pool.PATIENT))
                .isInstanceOfSatisfying(
                        Recovered.Running.class,
                        running -> assertThat(running.pid()).isEqualTo(pid));
        pool.launcher.kill(attempt);
        assertThat(signal(pool.exit(attempt))).isEqualTo(9);
    }

    @Test
    void aStopReachesTheGroupThoughNothingElseCanBeHeld() {
        AttemptId attempt = pool.start("sleep 1000");
        var _ = pool.pid(attempt);
        kernel.fail(Call.HOLD, new ShortageException("too many open files"));
        pool.launcher.stop(attempt, 15);
        assertThat(signal(pool.exit(attempt))).isEqualTo(15);
    }
}
