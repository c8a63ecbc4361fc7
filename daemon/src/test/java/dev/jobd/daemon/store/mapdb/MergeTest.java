package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Merging in the engine: what is deleted leaves the disk, and nobody waits for it.
@Timeout(60)
class MergeTest {
    private static final int TURNS = Seeds.bound(12, 200);
    private static final byte[] VALUE = new byte[200];

    /// Every file counts as full, so that checkpoints merge nothing.
    private static final OpenOptions OPTIONS =
            new OpenOptions(
                    false,
                    new Limits(1 << 30, 1 << 30, Duration.ofDays(1), Duration.ofDays(1), 1),
                    JournalFile::open);

    @TempDir Path directory;

    private final Deque<Long> live = new ArrayDeque<>();
    private long next;

    /// Commits so many new rows and so many deletes of the oldest.
    private void turn(Engine engine, int puts, int deletes) throws IOException {
        engine.commit(
                        draft -> {
                            for (int i = 0; i < puts; i++) {
                                draft.put(Collection.HISTORY, Keys.number(next), VALUE);
                                draft.put(Collection.TIMELINE, Keys.number(next), new byte[0]);
                                live.add(next++);
                            }
                            for (int i = 0; i < deletes; i++) {
                                byte[] oldest = Keys.number(live.removeFirst());
                                draft.delete(Collection.HISTORY, oldest);
                                draft.delete(Collection.TIMELINE, oldest);
                            }
                        })
                .join();
        engine.checkpoint();
        while (engine.merge()) {
            // until all is well
        }
    }

    private void requireContent(Engine engine) {
        try (View view = engine.view()) {
            Iterator<Row> rows = view.scan(Collection.HISTORY, Range.ALL);
            for (long key : live) {
                assertThat(Keys.number(rows.next().key())).isEqualTo(key);
            }
            assertThat(rows.hasNext()).isFalse();
        }
    }

    private List<String> dataFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".db"))
                    .toList();
        }
    }

    @Test
    void filesStayBoundedByWhatIsAlive() throws IOException {
        Engine engine = Engine.open(directory, OPTIONS);
        for (int i = 0; i < 5; i++) {
            turn(engine, 2000, 0);
        }
        turn(engine, 0, 1);
        long perLive = engine.stats().filesBytes() / live.size();
        for (int i = 0; i < TURNS; i++) {
            turn(engine, 1000, 1000);
            assertThat(engine.stats().filesBytes() / live.size())
                    .as("bytes a live row, turn %d", i)
                    .isLessThan(5 * perLive / 2);
        }
        requireContent(engine);
        engine.close();
        Engine again = Engine.open(directory, OPTIONS);
        requireContent(again);
        again.close();
    }

    @Test
    void filesWithoutALiveRowDisappear() throws IOException {
        Engine engine = Engine.open(directory, OPTIONS);
        turn(engine, 500, 0);
        turn(engine, 100, 0);
        turn(engine, 0, 600);
        assertThat(engine.stats().filesBytes()).isZero();
        turn(engine, 0, 0);
        turn(engine, 1, 0);
        requireContent(engine);
        engine.close();
        assertThat(dataFiles()).filteredOn(name -> name.startsWith("history")).hasSize(1);
    }

    @Test
    void commitsAndCheckpointsGoOnWhileFilesAreMerged() throws Exception {
        Engine engine = Engine.open(directory, OPTIONS);
        turn(engine, 20_000, 0);
        AtomicBoolean done = new AtomicBoolean();
        engine.commit(
                        draft -> {
                            while (live.size() > 1000) {
                                draft.delete(Collection.HISTORY, Keys.number(live.removeFirst()));
                            }
                        })
                .join();
        engine.checkpoint();
        Thread merges =
                Thread.ofPlatform()
                        .start(() -> {
                            mergeAll(engine);
                            done.set(true);
                        });
        do {
            engine.commit(
                            draft -> {
                                draft.put(Collection.HISTORY, Keys.number(next), VALUE);
                                live.add(next++);
                                draft.delete(Collection.HISTORY, Keys.number(live.removeFirst()));
                            })
                    .join();
            engine.checkpoint();
        } while (!done.get());
        merges.join();
        requireContent(engine);
        engine.abandon();
        Engine again = Engine.open(directory, OPTIONS);
        requireContent(again);
        again.close();
        assertThat(dataFiles()).noneMatch(name -> name.endsWith(".tmp"));
    }

    private static void mergeAll(Engine engine) {
        try {
            while (engine.merge()) {
                // until all is well
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
