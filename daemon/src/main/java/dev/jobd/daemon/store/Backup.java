package dev.jobd.daemon.store;

import java.io.IOException;

/// What was written into a backup.
///
/// @param seq the newest batch in it
/// @param rows how many records it holds
/// @param bytes how long the file is
public record Backup(long seq, long rows, long bytes) {

    /// Takes how far a long piece of work is; may give it up by throwing.
    @FunctionalInterface
    public interface Progress {
        /// Says how much is done.
        ///
        /// @param done so many records
        /// @param total about so many there are
        void at(long done, long total) throws IOException;
    }
}
