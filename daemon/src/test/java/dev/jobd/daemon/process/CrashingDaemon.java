package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.JdkKernel;
import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.NativeKernel;
import java.nio.file.Path;
import java.util.function.Supplier;

/// A daemon that starts processes and says when some have started; whoever started it kills it
/// then.
final class CrashingDaemon {
    private CrashingDaemon() {}

    /// Starts the processes.
    ///
    /// @param arguments the class of the kernel, the directory of the pool, how many processes to
    ///   start, how many of them to wait for, and the shell line, which is given its number
    public static void main(String[] arguments) throws InterruptedException {
        Supplier<Kernel> kernels =
                arguments[0].equals(JdkKernel.class.getName()) ? JdkKernel::new : NativeKernel::new;
        Pool pool = new Pool(Path.of(arguments[1]), kernels);
        for (int i = 1; i <= Integer.parseInt(arguments[2]); i++) {
            var _ = pool.start(arguments[4].formatted(i));
        }
        for (int i = 1; i <= Integer.parseInt(arguments[3]); i++) {
            pool.awaitStarted();
        }
        System.out.println("started");
        Thread.currentThread().join();
    }
}
