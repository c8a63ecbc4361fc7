package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the store of a backup in a directory that has none: all of it or nothing.
///
/// A marker says that it has begun and is not done. The manifest, which makes the files a store,
/// comes last; what a crash has left before it is swept away by the next attempt.
final class Restore {
    /// The name of the marker.
    static final String MARKER = "restoring";

    private final Path file;
    private final StoreDirectory directory;
    private final long[] counts = new long[Collection.ID_END];
    private final List<DataFile.Entry> entries = new ArrayList<>();

    private Restore(Path file, StoreDirectory directory) {
        this.file = file;
        this.directory = directory;
    }

    /// Makes the store, after reading all of the backup once to see that it is whole.
    ///
    /// @param now decides on the epoch
    static BackupHeader run(Path file, Path state, Instant now) throws IOException {
        check(file);
        try (StoreDirectory directory = StoreDirectory.open(state)) {
            requireNoStore(directory);
            return new Restore(file, directory).run(now);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    /// Reads all of a backup.
    ///
    /// @throws StoreException.Damaged if any of it is not as it was written
    private static void check(Path file) throws IOException {
        try (BackupReader reader = BackupReader.open(file)) {
            while (reader.collection() != BackupBlock.END) {
                reader.rows().forEachRemaining(_ -> {});
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static void requireNoStore(StoreDirectory directory) throws IOException {
        List<String> names = directory.names();
        boolean isRest = names.contains(MARKER) && !names.contains(ManifestFile.NAME);
        for (String name : names) {
            boolean isData = name.matches("[a-z0-9]+-\\d{8}\\.db");
            boolean isStore =
                    name.equals(ManifestFile.NAME)
                            || name.equals(ManifestFile.PREVIOUS)
                            || name.matches("journal-\\d+");
            if (isStore || (isData && !isRest)) {
                throw new StoreException.Failed(
                        "there is a store in "
                                + directory.path()
                                + " already: move it away, or name another directory",
                        null);
            }
        }
    }

    private BackupHeader run(Instant now) throws IOException {
        directory.replace(MARKER, (file + "\n").getBytes(StandardCharsets.UTF_8));
        sweep();
        boolean done = false;
        try (BackupReader reader = BackupReader.open(file)) {
            while (reader.collection() != BackupBlock.END) {
                writeCollection(reader);
            }
            directory.sync();
            directory.replace(ManifestFile.NAME, manifest(reader.header(), now).encode());
            done = true;
            return reader.header();
        } finally {
            if (!done) {
                sweep();
            }
            Files.deleteIfExists(directory.resolve(MARKER));
            directory.sync();
        }
    }

    private void writeCollection(BackupReader reader) throws IOException {
        int collection = reader.collection();
        String name = Checkpoint.fileName(collection, 1);
        Optional<DataFile.Entry> entry =
                DataFileWriter.write(directory, collection, name, reader.rows());
        entry.ifPresent(entries::add);
        if (entry.isPresent() && Collection.isCounted(collection)) {
            counts[collection] = entry.get().rows();
        }
    }

    /// The epoch counts on from the second of the restore. One more than that of the backup would
    /// not do: the store may have been opened again since, and whoever saw that must not take the
    /// other commits of the same numbers for the ones he knows.
    private Manifest manifest(BackupHeader header, Instant now) {
        long epoch = Math.max(header.epoch(), now.getEpochSecond());
        return new Manifest(
                header.store(),
                epoch,
                epoch,
                1,
                header.seq(),
                1,
                0,
                Manifest.counts(counts),
                List.copyOf(entries));
    }

    private void sweep() throws IOException {
        for (String name : directory.names()) {
            if (name.matches("[a-z0-9]+-\\d{8}\\.db(\\.tmp)?")) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }
}
