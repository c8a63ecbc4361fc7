package dev.jobd.daemon.process.kernel;

/// What a look at a pid showed.
public enum Sight {
    /// A living process of the kind that is looked for.
    WANTED,
    /// Another process.
    OTHER,
    /// No process, or one that has ended. It may have made another one just before.
    GONE
}
