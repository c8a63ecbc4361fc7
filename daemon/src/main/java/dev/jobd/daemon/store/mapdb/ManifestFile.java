package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The manifest on disk and the one before it, whose files stay until the next one.
final class ManifestFile {
    /// The manifest in force.
    static final String NAME = "manifest";

    /// The one before.
    static final String PREVIOUS = "manifest.prev";

    private final StoreDirectory directory;
    private volatile Manifest current;

    private ManifestFile(StoreDirectory directory, Manifest current) {
        this.directory = directory;
        this.current = current;
    }

    /// Writes a manifest and goes on with it. The one before gets the same epoch, so that none is
    /// given twice should it have to stand in; where there is none, this one does.
    static ManifestFile open(StoreDirectory directory, Manifest first) throws IOException {
        ManifestFile file = new ManifestFile(directory, first);
        Manifest previous = soundPrevious(directory);
        Manifest before = previous == null ? first : of(previous, first);
        directory.replaceUnsynced(PREVIOUS, before.encode());
        file.replace(first);
        return file;
    }

    private static Manifest of(Manifest previous, Manifest first) {
        return previous.withEpoch(first.epoch()).withLineage(first.lineage());
    }

    private static @Nullable Manifest soundPrevious(StoreDirectory directory) throws IOException {
        try {
            return readPrevious(directory);
        } catch (StoreException.Damaged _) {
            return null;
        }
    }

    /// Returns the manifest on disk, or null if there is none.
    static @Nullable Manifest readCurrent(StoreDirectory directory) throws IOException {
        return read(directory, NAME);
    }

    /// Returns the manifest before it, or null if there is none.
    static @Nullable Manifest readPrevious(StoreDirectory directory) throws IOException {
        return read(directory, PREVIOUS);
    }

    private static @Nullable Manifest read(StoreDirectory directory, String name)
            throws IOException {
        byte[] content = directory.read(name);
        return content == null ? null : Manifest.decode(directory.resolve(name), content);
    }

    /// Returns the manifest in force.
    Manifest current() {
        return current;
    }

    /// Puts another manifest of the same generation in force.
    void replace(Manifest next) throws IOException {
        directory.replace(NAME, next.encode());
        current = next;
    }

    /// Puts the manifest of a new generation in force and keeps the one before.
    void advance(Manifest next) throws IOException {
        // Both names change before anything that only one of them needs is deleted.
        directory.replaceUnsynced(PREVIOUS, current.encode());
        replace(next);
    }

    /// Deletes files of the store that neither manifest needs.
    ///
    /// @param inWork the name of a file that is still being written
    /// @param log keeps segments longer
    void sweep(Optional<String> inWork, CommitLog log) throws IOException {
        Set<String> needed = new HashSet<>();
        inWork.ifPresent(name -> needed.addAll(List.of(name, name + ".tmp")));
        long firstSegment = keep(needed, current);
        Manifest previous = soundPrevious(directory);
        if (previous != null) {
            // Nothing can be kept for what cannot be read.
            firstSegment = Math.min(firstSegment, keep(needed, previous));
        }
        firstSegment = log.keptFrom(firstSegment);
        for (String name : directory.names()) {
            boolean isData = name.matches("[a-z0-9]+-\\d{8}\\.db(\\.tmp)?");
            boolean isOldSegment =
                    name.matches("journal-\\d{8,18}")
                            && Long.parseLong(name.substring("journal-".length())) < firstSegment;
            if (isOldSegment || (isData && !needed.contains(name))) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }

    private static long keep(Set<String> needed, Manifest manifest) {
        List<DataFile.Entry> files = manifest.files();
        files.forEach(file -> needed.add(file.name()));
        return manifest.firstSegment();
    }

    /// Returns the generation number that no file has yet.
    long freeGeneration() throws IOException {
        long largest = current.generation();
        for (String name : directory.names()) {
            if (name.matches("[a-z0-9]+-\\d{8}\\.db")) {
                String digits = name.substring(name.length() - 11, name.length() - 3);
                largest = Math.max(largest, Long.parseLong(digits));
            }
        }
        return largest + 1;
    }
}
