package dev.jobd.daemon.process.kernel;

/// A process that is held, so that its pid cannot come to mean another one unnoticed.
public interface Held {
    /// Its number.
    long pid();

    /// The largest resident set the kernel could have put down to it without its doing: a new
    /// process starts with the peak of the one that made it. In bytes.
    long peakMemoryNoise();
}
