package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;

/// What names the files that make up the store. A text file, so that a person can read it, with a
/// checksum in its last line.
///
/// @param store the store's identity
/// @param epoch how often it has been opened
/// @param lineage tells apart histories in which the same numbers are of different commits
/// @param generation how often its files were made anew
/// @param seq the newest commit in the files
/// @param firstSegment the first journal segment with commits after it
/// @param lastSegment the newest segment that is known to exist; one less than `firstSegment` if
///   there is none yet
/// @param counts how many keys the counted collections have, by id
/// @param files the files, oldest first per collection
record Manifest(
        UUID store,
        long epoch,
        long lineage,
        long generation,
        long seq,
        long firstSegment,
        long lastSegment,
        List<Count> counts,
        List<DataFile.Entry> files) {

    private static final String MAGIC = "jobd-store";
    private static final int MAJOR = 1;
    private static final int MINOR = 1;

    /// The number of keys of a collection.
    record Count(int collection, long keys) {}

    /// Returns the manifest of a new store.
    static Manifest of(UUID store) {
        return new Manifest(store, 0, 0, 0, 0, 1, 0, List.of(), List.of());
    }

    Manifest withEpoch(long other) {
        return new Manifest(
                store, other, lineage, generation, seq, firstSegment, lastSegment, counts, files);
    }

    /// Returns the manifest of a store whose newest commits were dropped: others get their numbers.
    Manifest withLineage(long other) {
        return new Manifest(
                store, epoch, other, generation, seq, firstSegment, lastSegment, counts, files);
    }

    Manifest withLastSegment(long other) {
        return new Manifest(
                store, epoch, lineage, generation, seq, firstSegment, other, counts, files);
    }

    /// Returns the manifest with other files for the same commits.
    Manifest withFiles(long otherGeneration, List<DataFile.Entry> other) {
        return new Manifest(
                store,
                epoch,
                lineage,
                otherGeneration,
                seq,
                firstSegment,
                lastSegment,
                counts,
                other);
    }

    /// Returns the counts as an array by id.
    long[] countsById() {
        long[] byId = new long[Collection.ID_END];
        counts.stream()
                .filter(count -> Collection.isCounted(count.collection()))
                .forEach(count -> byId[count.collection()] = count.keys());
        return byId;
    }

    /// Returns the entries of an array by id that are not 0.
    static List<Count> counts(long[] byId) {
        List<Count> counts = new ArrayList<>();
        for (int id = 0; id < byId.length; id++) {
            if (byId[id] != 0) {
                counts.add(new Count(id, byId[id]));
            }
        }
        return counts;
    }

    /// Returns the text to be written into the file.
    byte[] encode() {
        StringBuilder text = new StringBuilder();
        text.append(MAGIC).append(' ').append(MAJOR).append('.').append(MINOR).append('\n');
        text.append("store ").append(store).append('\n');
        text.append("epoch ").append(epoch).append('\n');
        text.append("lineage ").append(lineage).append('\n');
        text.append("generation ").append(generation).append('\n');
        text.append("seq ").append(seq).append('\n');
        text.append("journal ").append(firstSegment).append(' ').append(lastSegment).append('\n');
        for (Count count : counts) {
            text.append("count ").append(count.collection()).append(' ');
            text.append(count.keys()).append('\n');
        }
        for (DataFile.Entry file : files) {
            text.append("file ").append(file.collection()).append(' ').append(file.name());
            text.append(' ').append(file.length()).append(' ').append(hex(file.crc()));
            text.append(' ').append(file.rows()).append('\n');
        }
        int crc = crc(text.toString());
        text.append("crc ").append(hex(crc)).append('\n');
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Reads the text of a file.
    ///
    /// @throws StoreException.Damaged if it is not as it was written
    /// @throws StoreException.Newer if its major version is newer
    static Manifest decode(Path file, byte[] content) {
        String text = new String(content, StandardCharsets.US_ASCII);
        requireVersion(file, text);
        int end = text.lastIndexOf("crc ");
        if (end < 0
                || !text.substring(end).equals("crc " + hex(crc(text.substring(0, end))) + "\n")) {
            throw new StoreException.Damaged(file, 0, "its checksum is wrong");
        }
        try {
            return parse(text.substring(0, end));
        } catch (IllegalArgumentException | IndexOutOfBoundsException failure) {
            throw new StoreException.Damaged(file, 0, "it is not a manifest: " + failure);
        }
    }

    private static void requireVersion(Path file, String text) {
        String line = text.lines().findFirst().orElse("");
        if (!line.matches(MAGIC + " \\d{1,9}\\.\\d{1,9}")) {
            throw new StoreException.Damaged(file, 0, "it does not begin as a manifest");
        }
        String version = line.substring(MAGIC.length() + 1);
        if (Integer.parseInt(version.substring(0, version.indexOf('.'))) > MAJOR) {
            throw new StoreException.Newer(file, version, MAJOR + "." + MINOR);
        }
    }

    private static Manifest parse(String text) {
        List<Count> counts = new ArrayList<>();
        List<DataFile.Entry> files = new ArrayList<>();
        Map<String, String> single = new HashMap<>();
        for (String line : text.lines().skip(1).toList()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "count" ->
                        counts.add(new Count(Integer.parseInt(words[1]), Long.parseLong(words[2])));
                case "file" -> files.add(parseFile(words));
                // A line of a newer minor version says nothing that an older one must know.
                default -> single.put(words[0], line.substring(words[0].length()).strip());
            }
        }
        String[] journal = value(single, "journal").split(" ", -1);
        return new Manifest(
                UUID.fromString(value(single, "store")),
                Long.parseLong(value(single, "epoch")),
                Long.parseLong(single.getOrDefault("lineage", "0")),
                Long.parseLong(value(single, "generation")),
                Long.parseLong(value(single, "seq")),
                Long.parseLong(journal[0]),
                Long.parseLong(journal[1]),
                List.copyOf(counts),
                List.copyOf(files));
    }

    private static String value(Map<String, String> lines, String name) {
        String value = lines.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no line " + name);
        }
        return value;
    }

    private static DataFile.Entry parseFile(String[] words) {
        return new DataFile.Entry(
                Integer.parseInt(words[1]),
                words[2],
                Long.parseLong(words[3]),
                HexFormat.fromHexDigits(words[4]),
                Long.parseLong(words[5]));
    }

    private static String hex(int crc) {
        return HexFormat.of().toHexDigits(crc);
    }

    private static int crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return (int) crc.getValue();
    }
}
