package dev.jobd.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A named pipe between a job and a test: each waits for the other, and neither looks at a clock.
record Pipe(Path path) {

    /// Makes one.
    static Pipe in(Path folder, String name) throws IOException, InterruptedException {
        Path path = folder.resolve(name);
        if (new ProcessBuilder("mkfifo", path.toString()).start().waitFor() != 0) {
            throw new IOException("no pipe " + path);
        }
        return new Pipe(path);
    }

    /// Waits until a job has written into it; returns what.
    String read() throws IOException {
        return Files.readString(path).strip();
    }

    /// Waits until a job reads from it, and lets it have a line.
    void write(String line) throws IOException {
        Files.writeString(path, line + "\n");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
