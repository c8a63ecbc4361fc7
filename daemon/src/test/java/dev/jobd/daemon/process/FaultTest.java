package dev.jobd.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.FaultyKernel.Call;
import dev.jobd.daemon.process.kernel.Kernel;
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
        var _ = pool.start("exit 0");
        assertThat(pool.death()).isSameAs(error);
    }
}
