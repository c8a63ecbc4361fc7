package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.NativeKernel;

class NativeStopTreeTest extends StopTreeContract {
    @Override
    Kernel kernel() {
        return new NativeKernel();
    }
}
