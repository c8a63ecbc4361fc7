package dev.jobd.daemon.store.mapdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Files of one collection that become one. Written while commits and checkpoints go on: what they
/// add comes behind it.
///
/// @param directory where
/// @param name the new file's
/// @param files a held generation with the files
/// @param collection whose files
/// @param merged the files, oldest first, next to each other
/// @param isOldest whether no older file holds what they delete
record Merge(
        StoreDirectory directory,
        String name,
        Generation files,
        int collection,
        List<DataFile> merged,
        boolean isOldest) {

    /// Returns what is to be merged, or empty if all is well. The generation is held for it.
    static Optional<Merge> of(
            StoreDirectory directory, long number, Manifest now, Generation files) {
        for (int collection : files.collections()) {
            if (Collection.layoutOf(collection) == Collection.Layout.WHOLE) {
                continue;
            }
            List<DataFile> all = files.files(collection);
            List<Long> rows = all.stream().map(file -> file.entry().rows()).toList();
            int first = MergeRule.firstMerged(rows, Collection.rows(collection, now.countsById()));
            if (first < all.size() && files.tryHold()) {
                List<DataFile> merged = all.subList(first, all.size());
                String name = Checkpoint.fileName(collection, number);
                return Optional.of(
                        new Merge(directory, name, files, collection, merged, first == 0));
            }
        }
        return Optional.empty();
    }

    /// Writes the new file; empty if nothing is left of the old ones.
    ///
    /// @param given tells whether to give it up
    /// @throws CancellationException if it was given up
    Optional<DataFile.Entry> write(BooleanSupplier given) throws IOException {
        List<MergedScan.Source> sources = new ArrayList<>();
        for (DataFile file : merged.reversed()) {
            sources.add(MergedScan.Source.of(file.rows()));
        }
        // A deleted key must stay known as long as an older file may hold it.
        Iterator<Row> rows =
                isOldest
                        ? MergedScan.withoutDeleted(sources, false)
                        : MergedScan.withDeleted(sources);
        Iterator<Row> endable =
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        if (given.getAsBoolean()) {
                            throw new CancellationException();
                        }
                        return rows.hasNext();
                    }

                    @Override
                    public Row next() {
                        return rows.next();
                    }
                };
        Optional<DataFile.Entry> written =
                DataFileWriter.write(directory, collection, name, endable);
        directory.sync();
        return written;
    }

    /// Returns the entries of a generation with the new file in place of the old ones.
    List<DataFile.Entry> replaceIn(List<DataFile.Entry> entries, Optional<DataFile.Entry> written) {
        List<DataFile.Entry> replaced = new ArrayList<>(entries);
        int at = replaced.indexOf(merged.getFirst().entry());
        merged.forEach(file -> replaced.remove(file.entry()));
        written.ifPresent(entry -> replaced.add(at, entry));
        return replaced;
    }
}
