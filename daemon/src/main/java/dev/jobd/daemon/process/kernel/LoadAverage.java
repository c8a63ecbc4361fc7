package dev.jobd.daemon.process.kernel;

import java.util.Optional;
import java.util.function.DoubleSupplier;

/// The machine's load of the last minute, as `/proc/loadavg` tells it.
public final class LoadAverage implements DoubleSupplier {

    /// Returns the load; 0 where the machine does not tell it, and an infinite one while it cannot
    /// be read for want of a file descriptor.
    @Override
    public double getAsDouble() {
        try {
            return ProcFiles.loadAverages().flatMap(LoadAverage::first).orElse(0.0);
        } catch (ShortageException _) {
            return Double.POSITIVE_INFINITY;
        }
    }

    /// Returns the first of the numbers of such a line.
    static Optional<Double> first(String averages) {
        try {
            return Optional.of(Double.parseDouble(averages.strip().split(" ", 2)[0]));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
