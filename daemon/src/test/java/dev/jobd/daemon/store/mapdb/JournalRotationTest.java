package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A segment that cannot be begun, and a crash after it.
@Timeout(60)
class JournalRotationTest {
    private static final UUID STORE = new UUID(1, 2);

    @TempDir Path path;

    private StoreDirectory directory;
    private Journal journal;
    private long commits;

    /// How many more segments nobody can be told of.
    private int failures;

    private long lastTold;
    private boolean noneCanBeOpened;

    @BeforeEach
    void open() throws IOException {
        directory = StoreDirectory.open(path);
        journal =
                new Journal(
                        directory,
                        STORE,
                        this::open,
                        segment -> {
                            lastTold = segment;
                            if (failures > 0) {
                                failures--;
                                throw new IOException("Input/output error");
                            }
                        });
        journal.continueAt(new Journal.End(0, 0, 0));
        commit();
    }

    private JournalFile open(Path file) throws IOException {
        if (noneCanBeOpened) {
            throw new IOException("Too many open files");
        }
        return JournalFile.open(file);
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
        directory.close();
    }

    private void commit() {
        int length = Math.toIntExact(Frame.lengthOf(List.of()));
        ByteBuffer frame = ByteBuffer.allocateDirect(length);
        Frame.encode(frame, STORE, new Frame(commits + 1, commits, List.of(), length));
        journal.append(frame.flip());
        commits++;
    }

    private List<Long> replayed() throws IOException {
        Manifest manifest = Manifest.of(STORE).withLastSegment(lastTold);
        List<Long> sequences = new ArrayList<>();
        var _ = new Replay(directory, manifest, frame -> sequences.add(frame.sequence())).run();
        return sequences;
    }

    @Test
    void aCommitAfterASegmentThatCouldNotBeBegunIsFoundAfterACrash() throws IOException {
        failures = 1;
        assertThat(catchThrowable(journal::rotate)).isInstanceOf(IOException.class);
        commit();
        commit();
        assertThat(replayed()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void nothingIsAcceptedUntilASegmentCanBeBegun() throws IOException {
        failures = 2;
        assertThat(catchThrowable(journal::rotate)).isInstanceOf(IOException.class);
        assertThat(catchThrowable(this::commit)).isNotNull();
        assertThat(replayed()).containsExactly(1L);
        commit();
        assertThat(replayed()).containsExactly(1L, 2L);
    }

    @Test
    void aSegmentThatTheManifestNamesIsThereAllTheTime() throws IOException {
        failures = 1;
        assertThat(catchThrowable(journal::rotate)).isInstanceOf(IOException.class);
        noneCanBeOpened = true;
        assertThat(catchThrowable(this::commit)).isNotNull();
        assertThat(replayed()).containsExactly(1L);
        noneCanBeOpened = false;
        commit();
        assertThat(replayed()).containsExactly(1L, 2L);
    }
}
