package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jobd.daemon.store.Committed;
import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EngineTest {
    @TempDir Path directory;

    private Engine open() throws IOException {
        return Engine.open(directory, OpenOptions.STANDARD);
    }

    static CompletableFuture<Committed> put(Engine engine, long key, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return engine.commit(draft -> draft.put(Collection.STATES, Keys.number(key), bytes));
    }

    static String get(Engine engine, long key) {
        try (View view = engine.view()) {
            byte[] value = view.get(Collection.STATES, Keys.number(key));
            return value == null ? "nothing" : new String(value, StandardCharsets.UTF_8);
        }
    }

    @Test
    void onlyOneHoldsADirectory() throws IOException {
        Engine engine = open();
        assertThatExceptionOfType(StoreException.InUse.class)
                .isThrownBy(this::open)
                .satisfies(e -> assertThat(e.pid()).isEqualTo(ProcessHandle.current().pid()));
        engine.close();
        open().close();
    }

    @Test
    void theJournalIsNotWrittenThroughALink() throws IOException {
        Path elsewhere = Files.createFile(directory.resolve("elsewhere"));
        Path state = Files.createDirectory(directory.resolve("state"));
        Files.createSymbolicLink(state.resolve("lock"), elsewhere);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Engine.open(state, OpenOptions.STANDARD));
    }

    @Test
    void aReplacedFileIsLetGoWithItsLastView() throws IOException {
        Engine engine = open();
        put(engine, 1, "old").join();
        engine.checkpoint();
        View view = engine.view();
        for (int i = 0; i < 3; i++) {
            put(engine, 1, "new").join();
            engine.checkpoint();
        }
        assertThat(new String(value(view), StandardCharsets.UTF_8)).isEqualTo("old");
        assertThat(deletedMappings()).hasSize(1);
        view.close();
        assertThat(deletedMappings()).isEmpty();
        engine.close();
        assertThat(mappings()).isEmpty();
    }

    private static byte[] value(View view) {
        byte[] value = view.get(Collection.STATES, Keys.number(1));
        return value == null ? new byte[0] : value;
    }

    private List<String> mappings() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains(directory.toString()))
                .toList();
    }

    private List<String> deletedMappings() throws IOException {
        return mappings().stream().filter(line -> line.endsWith("(deleted)")).toList();
    }

    @Test
    void filesAreBoundedByWhatIsAlive() throws IOException {
        Engine engine = open();
        for (int round = 0; round < 10; round++) {
            for (int key = 0; key < 50; key++) {
                CompletableFuture<Committed> _ = put(engine, key, "x".repeat(1000));
            }
            put(engine, 1, "last").join();
            engine.checkpoint();
        }
        List<String> names;
        try (Stream<Path> files = Files.list(directory)) {
            names = files.map(file -> file.getFileName().toString()).toList();
        }
        assertThat(names).filteredOn(name -> name.startsWith("states-")).hasSize(2);
        engine.close();
    }

    @Test
    void commitsGoOnWhileACheckpointIsMade() throws Exception {
        Engine engine = open();
        for (int key = 0; key < 20_000; key++) {
            CompletableFuture<Committed> _ = put(engine, key, "a");
        }
        put(engine, 0, "first").join();
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        Thread checkpoints =
                Thread.ofPlatform()
                        .start(() -> {
                            begun.countDown();
                            checkpointQuietly(engine);
                            done.set(true);
                        });
        begun.await();
        long beside = 0;
        while (!done.get()) {
            put(engine, beside % 20_000, "b" + beside).join();
            assertThat(get(engine, beside % 20_000)).isEqualTo("b" + beside);
            beside++;
        }
        checkpoints.join();
        assertThat(beside).isGreaterThan(1);
        for (long key = 0; key < Math.min(beside, 20_000); key++) {
            assertThat(get(engine, key)).startsWith("b");
        }
        assertThat(get(engine, 19_999)).isIn("a", "b19999");
        engine.abandon();
        Engine next = open();
        assertThat(get(next, 0)).startsWith("b");
        next.close();
    }

    private static void checkpointQuietly(Engine engine) {
        try {
            engine.checkpoint();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void muchInTheJournalBringsACheckpointByItself() throws Exception {
        Limits limits =
                new Limits(10_000, 1 << 30, Duration.ofDays(1), Duration.ofDays(1), 1 << 20);
        Engine engine = Engine.open(directory, new OpenOptions(false, limits, JournalFile::open));
        put(engine, 1, "x".repeat(20_000)).join();
        while (engine.stats().generation() == 0) {
            Thread.onSpinWait();
        }
        assertThat(get(engine, 1)).hasSize(20_000);
        engine.close();
    }

    @Test
    void timeBringsACheckpointByItself() throws Exception {
        Limits limits =
                new Limits(1 << 30, 1 << 30, Duration.ofMillis(1), Duration.ofDays(1), 1 << 20);
        Engine engine = Engine.open(directory, new OpenOptions(false, limits, JournalFile::open));
        for (long generation = 0; generation < 3; generation++) {
            put(engine, 1, "x" + generation).join();
            while (engine.stats().generation() == generation) {
                Thread.onSpinWait();
            }
        }
        engine.close();
    }

    @Test
    void nothingIsWrittenIfNothingChanged() throws IOException {
        Engine engine = open();
        put(engine, 1, "one").join();
        engine.close();
        for (int i = 0; i < 3; i++) {
            open().close();
        }
        Engine last = open();
        assertThat(last.stats().generation()).isEqualTo(1);
        assertThat(last.identity().epoch()).isEqualTo(5);
        assertThat(get(last, 1)).isEqualTo("one");
        last.close();
    }

    @Test
    void collectionsOfANewerVersionAreKept() throws IOException {
        Engine engine = open();
        engine.commit(draft -> draft.apply(new Op(99, Keys.number(1), Keys.number(2)))).join();
        engine.checkpoint();
        engine.commit(draft -> draft.apply(new Op(99, Keys.number(3), Keys.number(4)))).join();
        engine.abandon();
        Engine next = open();
        next.checkpoint();
        next.close();
        Engine last = open();
        Draft[] seen = new Draft[1];
        last.commit(draft -> seen[0] = draft).join();
        assertThat(seen[0].changed().get(99, Keys.number(1))).isEqualTo(Keys.number(2));
        assertThat(seen[0].changed().get(99, Keys.number(3))).isEqualTo(Keys.number(4));
        last.close();
    }

    @Test
    void aLongJournalIsCutIntoSegments() throws IOException {
        Limits limits =
                new Limits(1 << 30, 1 << 30, Duration.ofDays(1), Duration.ofDays(1), 1 << 20);
        OpenOptions options = new OpenOptions(false, limits, JournalFile::open);
        Engine engine = Engine.open(directory, options);
        String large = "x".repeat(Journal.SEGMENT_BYTES / 2);
        for (long key = 0; key < 5; key++) {
            put(engine, key, large + key).join();
        }
        assertThat(engine.stats().journalBytes()).isGreaterThan(5L * large.length());
        engine.abandon();
        assertThat(directory.resolve(SegmentHeader.fileName(2))).exists();
        Engine next = Engine.open(directory, options);
        assertThat(next.stats().journalBytes()).isGreaterThan(5L * large.length());
        for (long key = 0; key < 5; key++) {
            assertThat(get(next, key)).endsWith("x" + key);
        }
        next.abandon();
    }

    @Test
    void aClosedStoreShowsNothingAndCanBeClosedAgain() throws IOException {
        Engine engine = open();
        View view = engine.view();
        engine.close();
        Engine next = open();
        engine.close();
        assertThatExceptionOfType(StoreException.Failed.class).isThrownBy(engine::view);
        assertThat(directory.resolve("pid")).exists();
        view.close();
        next.close();
        assertThat(directory.resolve("pid")).doesNotExist();
    }
}
