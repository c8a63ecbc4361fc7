package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The writing end of the journal. For one thread.
///
/// A failed write is cut off before anything else is written. After a failed sync nobody knows what
/// the disk holds, and the kernel reports it only once: the segment is given up, and the next one
/// says how much of it counts.
final class Journal implements AutoCloseable {
    /// A segment longer than this is followed by another: what is kept for reading commits back
    /// goes a segment at a time.
    static final int SEGMENT_BYTES = 16 << 20;

    private final StoreDirectory directory;
    private final UUID store;
    private final JournalFile.Opener opener;
    private final SegmentStarted listener;

    private long number;
    private long length;
    private long written;
    private @Nullable JournalFile file;
    private boolean tailIsDirty;
    private boolean givenUp;

    /// Is told of each new segment before anything is written into it.
    interface SegmentStarted {
        /// Makes it known that a segment exists.
        void started(long number) throws IOException;
    }

    /// Where the journal ends.
    ///
    /// @param number the newest segment, one less than the first if there is none
    /// @param length how many of its bytes count
    /// @param total how many bytes count in all segments together
    record End(long number, long length, long total) {}

    /// Makes a journal that goes on at `end`.
    Journal(
            StoreDirectory directory,
            UUID store,
            JournalFile.Opener opener,
            SegmentStarted listener) {
        this.directory = directory;
        this.store = store;
        this.opener = opener;
        this.listener = listener;
    }

    /// Goes on at the end of what a replay has read; makes the first segment if there is none.
    void continueAt(End end) throws IOException {
        number = end.number();
        length = end.length();
        written = end.total();
        if (length < SegmentHeader.LENGTH) {
            startSegment();
        } else {
            Path path = directory.resolve(SegmentHeader.fileName(number));
            file = opener.open(path);
            // Commits that were never acknowledged may stand behind the end. If one of another text
            // took the place of the first of them, the others would count again.
            tailIsDirty = Files.size(path) > length;
            cutTail();
        }
    }

    /// Returns the number of the segment that is written.
    long number() {
        return number;
    }

    /// Returns how many bytes were ever written, what was there at the opening included.
    long written() {
        return written;
    }

    /// Writes frames and makes them durable.
    ///
    /// @throws StoreException.Full or [StoreException.Failed] if that did not work; then none of
    ///   them counts
    void append(ByteBuffer frames) {
        int size = frames.remaining();
        try {
            mend();
            JournalFile target = current();
            tailIsDirty = true;
            target.write(frames, length);
        } catch (IOException failure) {
            cutTail();
            throw asStoreException(failure, size);
        }
        try {
            current().sync();
        } catch (IOException failure) {
            givenUp = true;
            cutTail();
            throw asStoreException(failure, size);
        }
        tailIsDirty = false;
        length += size;
        written += size;
    }

    /// Begins a new segment.
    void rotate() throws IOException {
        mend();
        startSegment();
    }

    /// Makes the journal fit to be written, after a failure or when the segment is full.
    private void mend() throws IOException {
        if (!givenUp) {
            cutTail();
        }
        if (givenUp || file == null || length > SEGMENT_BYTES) {
            startSegment();
        }
    }

    /// Cuts off at once what failed, so that a crash before the next attempt does not bring it
    /// back. The cut is on disk before anything is written there: else a power cut could leave the
    /// new and, behind it, the old. If it fails the segment is given up.
    private void cutTail() {
        try {
            if (file != null && tailIsDirty) {
                file.cut(length);
                file.sync();
                tailIsDirty = false;
            }
        } catch (IOException _) {
            givenUp = true;
        }
    }

    private void startSegment() throws IOException {
        // The new one's header says how much of the old one counts. Once it may be on disk, nothing
        // goes into the old one any more, also when the rest fails.
        givenUp = true;
        long next = number + 1;
        JournalFile opened = opener.open(directory.resolve(SegmentHeader.fileName(next)));
        boolean begun = false;
        try {
            // What an attempt that failed has left is not deleted: the manifest may name it by now.
            opened.write(new SegmentHeader(store, next, length).encode(), 0);
            opened.cut(SegmentHeader.LENGTH);
            opened.sync();
            directory.sync();
            listener.started(next);
            begun = true;
        } finally {
            if (!begun) {
                opened.close();
            }
        }
        JournalFile old = file;
        file = opened;
        number = next;
        length = SegmentHeader.LENGTH;
        givenUp = false;
        tailIsDirty = false;
        if (old != null) {
            old.close();
        }
    }

    private JournalFile current() throws IOException {
        if (file == null) {
            throw new IOException("the journal is closed");
        }
        return file;
    }

    private StoreException asStoreException(IOException failure, long needed) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("No space left") || message.contains("quota") || !hasRoom(needed)) {
            return new StoreException.Full("the disk of " + directory.path() + " is full", failure);
        }
        return new StoreException.Failed(
                "cannot write in " + directory.path() + ": " + message, failure);
    }

    // The system's message may be in any language, so the room left is asked for as well.
    private boolean hasRoom(long needed) {
        try {
            return Files.getFileStore(directory.path()).getUsableSpace() >= needed;
        } catch (IOException _) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
