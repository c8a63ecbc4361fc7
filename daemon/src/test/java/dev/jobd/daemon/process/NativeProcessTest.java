package dev.jobd.daemon.process;

import static dev.jobd.daemon.process.Pool.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.NativeKernel;
import dev.jobd.model.AttemptId;
import org.junit.jupiter.api.Test;

class NativeProcessTest extends ProcessContract {
    @Override
    Kernel kernel() {
        return new NativeKernel();
    }

    @Test
    void noSignalAtAllIsIgnored() {
        AttemptId attempt = pool.start(Pool.argv("grep", "SigIgn", "/proc/self/status"), PATIENT);
        pool.exit(attempt);
        assertThat(pool.output(attempt)).isEqualTo("SigIgn:\t0000000000000000\n");
    }

    @Test
    void peakMemoryIsUnknownWhereItCouldBeTheDaemons() {
        assertThat(pool.run("true").usage().peakMemoryBytes()).isEmpty();
    }

    @Test
    void peakMemoryIsToldWhereItIsLargerThanTheDaemons() {
        long own = 1L << 30;
        Exit exit = pool.run("head -c " + own + " /dev/zero | tail -c " + own + " >/dev/null");
        assertThat(exit.usage().peakMemoryBytes().orElseThrow()).isBetween(own, 2 * own);
    }
}
