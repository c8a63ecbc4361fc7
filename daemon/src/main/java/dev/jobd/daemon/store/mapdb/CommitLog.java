package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which segments of the journal can be read back, and which are kept only for that. Safe for any
/// thread.
final class CommitLog {
    private final StoreDirectory directory;
    private final UUID store;
    private final Kept kept;
    private final InstantSource clock;
    private final List<Segment> segments = new ArrayList<>();
    private long newest;

    /// How much is kept once a start does not need it any more.
    ///
    /// @param commits what holds one of so many newest commits
    /// @param age or one that is no older
    /// @param bytes but all of it together no more than that
    record Kept(long commits, Duration age, long bytes) {
        /// What the protocol promises.
        static final Kept STANDARD = new Kept(10_000, Duration.ofDays(7), 64 << 20);
    }

    /// A segment with commits.
    ///
    /// @param number its number
    /// @param first its first commit
    /// @param at when that was made
    record Segment(long number, long first, Instant at) {}

    /// A place for a log that is still empty.
    ///
    /// @param newest the newest commit of the store
    CommitLog(StoreDirectory directory, UUID store, Kept kept, InstantSource clock, long newest) {
        this.directory = directory;
        this.store = store;
        this.kept = kept;
        this.clock = clock;
        this.newest = newest;
    }

    /// Finds what an earlier daemon has left.
    ///
    /// @param last the newest segment
    /// @return whether commits may be added to that segment: all of them can be read back
    synchronized boolean load(long last) throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String name : directory.names()) {
            if (name.matches("journal-\\d{8,18}")) {
                numbers.add(Long.parseLong(name.substring("journal-".length())));
            }
        }
        Collections.sort(numbers);
        long expected = numbers.isEmpty() ? last : numbers.getFirst();
        boolean isReadable = true;
        for (long number : numbers) {
            if (number > last) {
                break;
            }
            if (number != expected) {
                segments.clear();
            }
            expected = number + 1;
            isReadable = load(directory.resolve(SegmentHeader.fileName(number)), number);
        }
        return isReadable;
    }

    private boolean load(Path path, long number) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.LENGTH + Frame.HEADER_LENGTH);
        try (FileChannel channel = StoreDirectory.openToRead(path)) {
            Channels.fill(channel, bytes, 0);
            SegmentHeader.decode(path, bytes.flip(), store, number);
            if (bytes.limit() < bytes.capacity()) {
                return true;
            }
            return load(number, frame(channel, bytes.getInt(SegmentHeader.LENGTH + 4)));
        } catch (StoreException _) {
            segments.clear();
            return false;
        }
    }

    private boolean load(long number, @Nullable Frame first) {
        if (first == null) {
            return true;
        }
        Instant at = CommitInfo.timeOf(first);
        if (at == null) {
            segments.clear();
            return false;
        }
        // What stands in segments that were given up and was written once more does not count.
        segments.removeIf(segment -> segment.first() >= first.sequence());
        if (first.sequence() <= newest) {
            segments.add(new Segment(number, first.sequence(), at));
        }
        return true;
    }

    private @Nullable Frame frame(FileChannel channel, int body) throws IOException {
        long rest = channel.size() - SegmentHeader.LENGTH - Frame.HEADER_LENGTH;
        if (body < 0 || body > rest) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Frame.HEADER_LENGTH + body);
        Channels.fill(channel, bytes, SegmentHeader.LENGTH);
        return Frame.decode(bytes.flip(), store, 0);
    }

    /// Notes that commits are on disk. Called by the writing thread.
    ///
    /// @param number the segment they are in
    /// @param first the first of them
    synchronized void written(long number, long first, Instant at) {
        if (segments.isEmpty() || segments.getLast().number() != number) {
            segments.add(new Segment(number, first, at));
        }
    }

    /// Notes which commit is the newest that may be read.
    synchronized void published(long seq) {
        newest = seq;
    }

    /// Returns the newest commit that may be read.
    synchronized long newest() {
        return newest;
    }

    /// Returns the oldest commit that can be read, or one more than the newest.
    synchronized long oldest() {
        return segments.isEmpty() ? newest + 1 : Math.min(segments.getFirst().first(), newest + 1);
    }

    /// Returns the segment a commit is in.
    ///
    /// @throws StoreException.Expired if that is not kept
    synchronized Segment segmentOf(long seq) {
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (segments.get(i).first() <= seq) {
                return segments.get(i);
            }
        }
        throw new StoreException.Expired(seq - 1, oldest());
    }

    /// Gives up a segment that cannot be read, and all before it.
    synchronized void forget(long number) {
        segments.removeIf(segment -> segment.number() <= number);
    }

    /// Returns which store it is.
    UUID store() {
        return store;
    }

    /// Returns where its segments are.
    StoreDirectory directory() {
        return directory;
    }

    /// Returns the first segment that is kept, and lets go of those before it.
    ///
    /// @param needed the first segment that a start needs
    synchronized long keptFrom(long needed) throws IOException {
        Instant young = clock.instant().minus(kept.age());
        long from = needed;
        long bytes = 0;
        for (int i = segments.size() - 2; i >= 0; i--) {
            Segment segment = segments.get(i);
            Segment next = segments.get(i + 1);
            if (segment.number() >= needed) {
                continue;
            }
            Path path = directory.resolve(SegmentHeader.fileName(segment.number()));
            bytes += Files.exists(path) ? Files.size(path) : kept.bytes() + 1;
            boolean isNew = next.first() > newest - kept.commits() + 1;
            if (bytes > kept.bytes() || !(isNew || next.at().isAfter(young))) {
                break;
            }
            from = segment.number();
        }
        long first = from;
        segments.removeIf(segment -> segment.number() < first);
        return from;
    }
}
