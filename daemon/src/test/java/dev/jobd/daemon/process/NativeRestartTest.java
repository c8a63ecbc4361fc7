package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.NativeKernel;

class NativeRestartTest extends RestartContract {
    @Override
    Kernel kernel() {
        return new NativeKernel();
    }
}
