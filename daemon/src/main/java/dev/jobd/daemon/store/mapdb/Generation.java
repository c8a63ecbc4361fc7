package dev.jobd.daemon.store.mapdb;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The files of one checkpoint, open as long as anyone holds them.
final class Generation {
    private final List<DataFile> files;
    private final AtomicInteger holders = new AtomicInteger(1);

    private Generation(List<DataFile> files) {
        this.files = List.copyOf(files);
    }

    /// Opens the files, oldest first per collection, checking every byte.
    static Generation open(StoreDirectory directory, List<DataFile.Entry> entries) {
        List<DataFile> files = new ArrayList<>();
        boolean complete = false;
        try {
            for (DataFile.Entry entry : entries) {
                files.add(DataFile.open(directory, entry));
            }
            complete = true;
            return new Generation(files);
        } finally {
            if (!complete) {
                files.forEach(DataFile::letGo);
            }
        }
    }

    /// Opens the files of the next generation; those that both have stay open and unread.
    Generation next(StoreDirectory directory, List<DataFile.Entry> entries) {
        List<DataFile> next = new ArrayList<>();
        boolean complete = false;
        try {
            for (DataFile.Entry entry : entries) {
                DataFile known = find(entry);
                if (known != null) {
                    known.hold();
                }
                next.add(known == null ? DataFile.open(directory, entry) : known);
            }
            complete = true;
            return new Generation(next);
        } finally {
            if (!complete) {
                next.forEach(DataFile::letGo);
            }
        }
    }

    private @Nullable DataFile find(DataFile.Entry entry) {
        for (DataFile file : files) {
            if (file.entry().equals(entry)) {
                return file;
            }
        }
        return null;
    }

    /// Returns what the manifest says of its files, oldest first per collection.
    List<DataFile.Entry> entries() {
        return files.stream().map(DataFile::entry).toList();
    }

    /// Returns the ids of the collections that have files.
    List<Integer> collections() {
        return files.stream().map(file -> file.entry().collection()).distinct().toList();
    }

    /// Returns all files, oldest first per collection.
    List<DataFile> files() {
        return files;
    }

    /// Returns the files of a collection, oldest first.
    List<DataFile> files(int collection) {
        return files.stream().filter(file -> file.entry().collection() == collection).toList();
    }

    /// Returns the newest that is known of a key: its value, [Overlay#TOMBSTONE], or null.
    byte @Nullable [] get(int collection, byte[] key) {
        for (int i = files.size() - 1; i >= 0; i--) {
            DataFile file = files.get(i);
            byte[] value = file.entry().collection() == collection ? file.get(key) : null;
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /// Adds the files that may have rows in a range, newest first.
    void addSources(List<MergedScan.Source> sources, int collection, Range range) {
        for (int i = files.size() - 1; i >= 0; i--) {
            DataFile file = files.get(i);
            if (file.entry().collection() == collection && file.meets(range)) {
                sources.add(file.source(range));
            }
        }
    }

    /// Adds a holder, unless the files are closed already.
    boolean tryHold() {
        for (; ; ) {
            int now = holders.get();
            if (now == 0) {
                return false;
            }
            if (holders.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /// Takes a holder away; the last one closes the files.
    void letGo() {
        if (holders.decrementAndGet() == 0) {
            files.forEach(DataFile::letGo);
        }
    }
}
