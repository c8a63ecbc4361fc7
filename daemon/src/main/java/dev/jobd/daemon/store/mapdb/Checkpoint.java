package dev.jobd.daemon.store.mapdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Writes a frozen overlay into new files beside those of a generation. Only collections with
/// changes are touched.
///
/// @param directory where
/// @param number the new generation's, which names the new files
/// @param segmentBytes below this length the newest file of a segmented collection is written anew
record Checkpoint(StoreDirectory directory, long number, long segmentBytes) {

    /// Writes the files and returns all entries of the new generation, oldest first per collection.
    List<DataFile.Entry> write(Overlay frozen, Generation files) throws IOException {
        List<Integer> changed = frozen.changed();
        List<DataFile.Entry> entries = new ArrayList<>();
        for (DataFile.Entry entry : files.entries()) {
            if (!changed.contains(entry.collection())) {
                entries.add(entry);
            }
        }
        for (int collection : changed) {
            entries.addAll(write(collection, frozen, files.files(collection)));
        }
        directory.sync();
        return entries;
    }

    /// Returns the name of a collection's file.
    static String fileName(int collection, long number) {
        return "%s-%08d.db".formatted(Collection.stem(collection), number);
    }

    private List<DataFile.Entry> write(int collection, Overlay frozen, List<DataFile> files)
            throws IOException {
        int kept = firstMerged(collection, files);
        List<MergedScan.Source> sources = new ArrayList<>();
        sources.add(MergedScan.Source.of(frozen.scan(collection, Range.ALL)));
        for (int i = files.size() - 1; i >= kept; i--) {
            sources.add(MergedScan.Source.of(files.get(i).rows()));
        }
        // A deleted key must stay known as long as an older file may hold it.
        Iterator<Row> rows =
                kept == 0
                        ? MergedScan.withoutDeleted(sources, false)
                        : MergedScan.withDeleted(sources);
        String name = fileName(collection, number);
        Optional<DataFile.Entry> written = DataFileWriter.write(directory, collection, name, rows);
        List<DataFile.Entry> entries = new ArrayList<>();
        files.subList(0, kept).forEach(file -> entries.add(file.entry()));
        written.ifPresent(entries::add);
        return entries;
    }

    /// Returns the index of the oldest file that is written anew. What takes longer than one small
    /// file is left to the merger, since the frozen overlay is in the heap for so long.
    private int firstMerged(int collection, List<DataFile> files) {
        return switch (Collection.layoutOf(collection)) {
            case WHOLE -> 0;
            case SEGMENTS -> {
                boolean small = !files.isEmpty() && files.getLast().entry().length() < segmentBytes;
                yield small ? files.size() - 1 : files.size();
            }
        };
    }
}
