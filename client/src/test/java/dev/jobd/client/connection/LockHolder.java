package dev.jobd.client.connection;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A process that holds a lock as a daemon does, until it is closed: within one process a lock
/// keeps nobody out.
final class LockHolder implements AutoCloseable {
    private final Process process;

    private LockHolder(Process process) {
        this.process = process;
    }

    /// Starts one and returns when it holds the lock.
    static LockHolder start(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LockHolder.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (process.getInputStream().read() < 0) {
            throw new IOException("the lock of " + file + " could not be taken");
        }
        return new LockHolder(process);
    }

    static void main(String[] arguments) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(
                                Path.of(arguments[0]),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            System.out.println("locked");
            while (System.in.read() >= 0) {
                // Held until the input ends.
            }
        }
    }

    @Override
    public void close() {
        release();
    }

    /// Gives the lock back and ends.
    void release() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
