package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts a damaged journal back to its longest sound part, on request only. Nothing is deleted: what
/// is dropped is moved aside, and a report says what it was.
final class JournalRescue {
    private final StoreDirectory directory;
    private final Manifest manifest;
    private final List<String> lines = new ArrayList<>();

    JournalRescue(StoreDirectory directory, Manifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /// Moves aside everything from the damage on and returns the number of the last segment left.
    long cutAt(StoreException.Damaged damage) throws IOException {
        String damaged = damage.file().getFileName().toString();
        if (!damaged.startsWith("journal-")) {
            throw damage;
        }
        lines.add(damage.getMessage());
        long number = Long.parseLong(damaged.substring("journal-".length()));
        for (String name : directory.names()) {
            if (name.matches("journal-\\d{8,18}")
                    && Long.parseLong(name.substring("journal-".length())) > number) {
                describe(name, SegmentHeader.LENGTH);
                lines.add(name + " was moved to " + directory.moveAside(name));
            }
        }
        boolean keepsFrames = damage.offset() > SegmentHeader.LENGTH;
        if (Files.exists(damage.file())) {
            describe(damaged, (int) Math.max(damage.offset(), SegmentHeader.LENGTH));
            drop(damaged, damage.offset(), keepsFrames);
        }
        writeReport();
        return keepsFrames ? number : number - 1;
    }

    /// Returns a sentence on what was dropped, or empty if nothing was.
    Optional<String> report() {
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the journal was cut back to its longest sound part; see "
                                + directory.resolve(reportName()));
    }

    private void drop(String name, long offset, boolean keepsFrames) throws IOException {
        String aside = directory.moveAside(name);
        lines.add(name + " was moved to " + aside);
        if (keepsFrames) {
            Files.copy(
                    directory.resolve(aside),
                    directory.resolve(name),
                    StandardCopyOption.COPY_ATTRIBUTES);
            try (FileChannel channel = StoreDirectory.openToWrite(directory.resolve(name))) {
                channel.truncate(offset);
                channel.force(true);
            }
            lines.add("its first " + offset + " bytes were kept");
        }
        directory.sync();
    }

    /// Lists the sound commits in what is dropped.
    private void describe(String name, int from) throws IOException {
        Path path = directory.resolve(name);
        ByteBuffer bytes;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
        int at = from;
        while (at <= bytes.limit() - Frame.HEADER_LENGTH) {
            Frame frame =
                    bytes.getInt(at) == Frame.MAGIC
                            ? Frame.decode(bytes, manifest.store(), at)
                            : null;
            if (frame == null) {
                at++;
            } else {
                lines.add(
                        "%s: dropped commit %d at byte %d, %d changes"
                                .formatted(name, frame.sequence(), at, CommitInfo.changes(frame)));
                at += frame.length();
            }
        }
    }

    private String reportName() {
        return "recovered-" + manifest.epoch() + ".txt";
    }

    private void writeReport() throws IOException {
        String text = String.join("\n", lines) + "\n";
        directory.replace(reportName(), text.getBytes(StandardCharsets.UTF_8));
    }
}
