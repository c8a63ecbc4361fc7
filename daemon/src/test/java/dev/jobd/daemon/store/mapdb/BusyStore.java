package dev.jobd.daemon.store.mapdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// A store that commits, makes checkpoints and merges at random, also while it is copied. For one
/// thread, so that a seed always does the same.
final class BusyStore implements AutoCloseable {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final int CHUNK = 32 << 10;

    private final Path directory;
    private final Random random;
    private final Engine engine;
    private long acknowledged;

    BusyStore(Path directory, Random random) throws IOException {
        this.directory = directory;
        this.random = random;
        engine = Engine.open(directory, options(false));
        for (int i = 0; i < 3; i++) {
            work(30);
        }
    }

    /// Returns the newest acknowledged commit.
    long acknowledged() {
        return acknowledged;
    }

    static OpenOptions options(boolean recover) {
        // Every file counts as full, so that there are many and they are merged.
        Limits limits = new Limits(1 << 30, 1 << 30, NEVER, NEVER, 1);
        return new OpenOptions(recover, limits, JournalFile::open);
    }

    /// Commits and now and then makes files anew.
    void work(int most) throws IOException {
        for (int i = random.nextInt(most); i > 0; i--) {
            long number = acknowledged + 1;
            acknowledged = engine.commit(draft -> CrashWriter.write(draft, number)).join().seq();
        }
        switch (random.nextInt(6)) {
            case 0, 1 -> engine.checkpoint();
            case 2 -> engine.merge();
            default -> {
                // only commits
            }
        }
    }

    /// Returns the files of a store but for its lock: that is the process's, and closing any
    /// channel on it would drop it.
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(files.filter(file -> !file.endsWith("lock")).sorted().toList());
        }
    }

    /// Copies all of it while nothing happens.
    Path copy(Path target) throws IOException {
        Files.createDirectory(target);
        // What is merged beside us is waited for; what is half written is no part of the store.
        engine.merge();
        List<Path> whole =
                files(directory).stream()
                        .filter(file -> !file.toString().endsWith(".tmp"))
                        .toList();
        for (Path file : whole) {
            Files.copy(file, target.resolve(file.getFileName().toString()));
        }
        Files.deleteIfExists(target.resolve("pid"));
        return target;
    }

    /// Copies what is listed at the beginning; what is gone when its turn comes is passed over.
    Path copyWhileWriting(Path target) throws IOException {
        Path copy = Files.createDirectory(target);
        List<Path> files = files(directory);
        Collections.shuffle(files, random);
        for (Path file : files) {
            if (random.nextInt(3) == 0) {
                work(8);
            }
            copyInPieces(file, copy.resolve(file.getFileName().toString()));
        }
        return copy;
    }

    private void copyInPieces(Path file, Path target) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = Files.newOutputStream(target)) {
            byte[] piece = in.readNBytes(CHUNK);
            while (piece.length > 0) {
                out.write(piece);
                if (random.nextInt(40) == 0) {
                    work(8);
                }
                piece = in.readNBytes(1 + random.nextInt(CHUNK));
            }
        } catch (NoSuchFileException _) {
            // As cp says, and goes on.
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
