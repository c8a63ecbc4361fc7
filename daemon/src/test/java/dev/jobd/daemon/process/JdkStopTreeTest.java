package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.JdkKernel;
import dev.jobd.daemon.process.kernel.Kernel;

class JdkStopTreeTest extends StopTreeContract {
    @Override
    Kernel kernel() {
        return new JdkKernel();
    }
}
