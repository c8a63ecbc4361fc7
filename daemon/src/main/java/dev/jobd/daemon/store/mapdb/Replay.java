package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The reading end of the journal: gives back every commit after the files of a manifest, or says
/// what is wrong.
///
/// What was not acknowledged may be missing or torn; that is cut off. Anything else that is not as
/// it was written is damage: it is never passed over.
final class Replay {
    private final StoreDirectory directory;
    private final Manifest manifest;
    private final Consumer<Frame> reader;
    private long sequence;

    /// Makes a replay that shows each frame to `reader`.
    Replay(StoreDirectory directory, Manifest manifest, Consumer<Frame> reader) {
        this.directory = directory;
        this.manifest = manifest;
        this.reader = reader;
        sequence = manifest.seq();
    }

    /// Reads all segments and returns where the journal goes on.
    ///
    /// @throws StoreException.Damaged if a segment is missing or damaged
    Journal.End run() throws IOException {
        List<Long> numbers = segments();
        long last = last(numbers);
        Journal.End end = new Journal.End(manifest.firstSegment() - 1, 0, 0);
        for (long number = manifest.firstSegment(); number <= last; number++) {
            if (!numbers.contains(number)) {
                throw new StoreException.Damaged(path(number), 0, "it is missing");
            }
            long length = readSegment(number, number == last);
            end = new Journal.End(number, length, end.total() + length);
        }
        return end;
    }

    /// Returns the newest commit that was read.
    long sequence() {
        return sequence;
    }

    private Path path(long number) {
        return directory.resolve(SegmentHeader.fileName(number));
    }

    private List<Long> segments() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String name : directory.names()) {
            if (name.matches("journal-\\d{8,18}")) {
                numbers.add(Long.parseLong(name.substring("journal-".length())));
            }
        }
        return numbers;
    }

    /// Returns the newest segment. One that the manifest does not know of is none unless its header
    /// is whole: the crash came while it was being made.
    private long last(List<Long> numbers) throws IOException {
        long last = manifest.lastSegment();
        for (long number : numbers) {
            last = Math.max(last, number);
        }
        while (last > manifest.lastSegment() && !hasHeader(last)) {
            last--;
        }
        return last;
    }

    private boolean hasHeader(long number) throws IOException {
        try {
            return header(number) != null;
        } catch (StoreException.Damaged _) {
            return false;
        }
    }

    private @Nullable SegmentHeader header(long number) throws IOException {
        Path path = path(number);
        if (!Files.exists(path)) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.LENGTH);
        try (FileChannel channel = StoreDirectory.openToRead(path)) {
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // read on
            }
        }
        return SegmentHeader.decode(path, bytes.flip(), manifest.store(), number);
    }

    private long readSegment(long number, boolean newest) throws IOException {
        Path path = path(number);
        SegmentHeader header = header(number);
        SegmentHeader next = newest ? null : header(number + 1);
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = StoreDirectory.openToRead(path)) {
            if (header == null || channel.size() > Integer.MAX_VALUE) {
                throw new StoreException.Damaged(path, 0, "it is no segment");
            }
            long counts = next == null ? channel.size() : next.previousLength();
            if (counts > channel.size()) {
                throw new StoreException.Damaged(
                        path, channel.size(), "it ends before byte " + counts);
            }
            ByteBuffer bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, counts, arena).asByteBuffer();
            return readFrames(path, bytes, newest);
        }
    }

    private long readFrames(Path path, ByteBuffer bytes, boolean newest) {
        int at = SegmentHeader.LENGTH;
        while (at < bytes.limit()) {
            Frame frame = Frame.decode(bytes, manifest.store(), at);
            if (frame == null) {
                if (newest && !isFollowed(bytes, at)) {
                    break;
                }
                throw new StoreException.Damaged(path, at, "the checksum of a commit is wrong");
            }
            if (frame.sequence() != sequence + 1) {
                throw new StoreException.Damaged(
                        path, at, "commit " + frame.sequence() + " follows commit " + sequence);
            }
            reader.accept(frame);
            sequence++;
            at += frame.length();
        }
        return at;
    }

    /// Tells whether the bad frame at `bad` was once on disk: a sound one after it says so. A later
    /// one that was written together with it does not: of one unfinished write, any part can be
    /// there after a power cut.
    private boolean isFollowed(ByteBuffer bytes, int bad) {
        for (int at = bad + 1; at <= bytes.limit() - Frame.HEADER_LENGTH; at++) {
            if (bytes.getInt(at) == Frame.MAGIC) {
                Frame frame = Frame.decode(bytes, manifest.store(), at);
                if (frame != null && frame.stable() > sequence) {
                    return true;
                }
            }
        }
        return false;
    }
}
