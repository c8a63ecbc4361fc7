package dev.jobd.daemon.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/// The files of one attempt.
///
/// @param directory where they are
public record RunLog(Path directory) {

    /// Returns the file that the processes write their output and errors to.
    public Path output() {
        return directory.resolve("out");
    }

    /// Returns the file in which the supervisor says what becomes of the command.
    Path status() {
        return directory.resolve("status");
    }

    /// Tells whether the attempt was ever about to start.
    public boolean exists() {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }

    /// Returns how many bytes of output there are; 0 if there is no file.
    public long size() throws IOException {
        try (SeekableByteChannel channel = open()) {
            return channel.size();
        } catch (NoSuchFileException _) {
            return 0;
        }
    }

    /// Reads output.
    ///
    /// @param offset the first byte, counted from 0
    /// @param max how many bytes to return at most
    /// @return the bytes; empty at the end of the file and if there is no file
    public byte[] read(long offset, int max) throws IOException {
        try (SeekableByteChannel channel = open()) {
            long available = Math.max(0, channel.size() - offset);
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(max, available));
            channel.position(offset);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Read on.
            }
            return buffer.hasRemaining()
                    ? Arrays.copyOf(buffer.array(), buffer.position())
                    : buffer.array();
        } catch (NoSuchFileException _) {
            return new byte[0];
        }
    }

    private SeekableByteChannel open() throws IOException {
        // The job may have put a link in its place.
        return Files.newByteChannel(
                output(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }
}
