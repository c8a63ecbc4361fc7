package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.JdkKernel;
import dev.jobd.daemon.process.kernel.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

class JdkProcessTest extends ProcessContract {
    @Override
    Kernel kernel() {
        return new JdkKernel();
    }

    /// The JDK cannot undo what the process itself was told to ignore, by `nohup` for one.
    @Override
    long mayBeIgnored() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseLong(line.substring(8), 16))
                    .reduce(super.mayBeIgnored(), (all, own) -> all | own);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
