package dev.jobd.daemon.store.mapdb;

import static dev.jobd.daemon.store.Samples.NOON;
import static dev.jobd.daemon.store.Samples.job;
import static dev.jobd.daemon.store.Samples.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Commit;
import dev.jobd.daemon.store.CommitReader;
import dev.jobd.daemon.store.History;
import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.daemon.store.RandomChanges;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreContract;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.testing.Seeds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Commits are read back from the journal: what was kept, exactly, and nothing else.
@Timeout(120)
class CommitLogTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final CommitLog.Kept FEW = new CommitLog.Kept(10, Duration.ofHours(1), 1 << 30);

    @TempDir Path directory;

    private final FaultyFiles files = new FaultyFiles();
    private Instant now = NOON;

    private MapDbStore open(CommitLog.Kept kept) {
        OpenOptions options =
                new OpenOptions(false, new Limits(1 << 30, 1 << 30, NEVER, NEVER, 1), files);
        return MapDbStore.open(directory, options.with(() -> now, kept));
    }

    private static List<Commit> commits(Store store, long after) {
        List<Commit> all = new ArrayList<>();
        try (CommitReader reader = store.commits(after)) {
            List<Commit> page = reader.next(100);
            while (!page.isEmpty()) {
                all.addAll(page);
                page = reader.next(100);
            }
        }
        return all;
    }

    static LongStream seeds() {
        return Seeds.upTo(2, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Tag("P14")
    void whatIsReadBackIsWhatWasDone(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        InMemoryStore model = new InMemoryStore();
        RandomChanges inModel = new RandomChanges(new SplittableRandom(seed));
        RandomChanges inStore = new RandomChanges(new SplittableRandom(seed));
        MapDbStore store = open(CommitLog.Kept.STANDARD);
        for (int round = 0; round < 10; round++) {
            int batches = random.nextInt(1, 30);
            inModel.save(model, batches);
            inStore.save(store, batches);
            switch (random.nextInt(5)) {
                case 0 -> store.engine().checkpoint();
                case 1 -> {
                    store.close();
                    store = open(CommitLog.Kept.STANDARD);
                }
                case 2 -> {
                    store.engine().abandon();
                    store = open(CommitLog.Kept.STANDARD);
                }
                case 3 -> fail(store, random);
                default -> {}
            }
            long after = random.nextLong(model.view().seq() + 1);
            assertThat(commits(store, after))
                    .as("after %d, seed %d", after, seed)
                    .usingRecursiveComparison()
                    .ignoringFields("at", "bytes")
                    .isEqualTo(commits(model, after));
        }
        store.close();
    }

    private void fail(MapDbStore store, SplittableRandom random) {
        FaultyFiles.Fault[] faults = FaultyFiles.Fault.values();
        files.failNext(faults[random.nextInt(1, faults.length)]);
        StoreContract.failure(store.commit(Batch.of(make(job(1_000_000, "fails")))));
        store.recover();
    }

    private static void add(Store store, int from, int to) {
        for (int i = from; i <= to; i++) {
            store.commit(Batch.of(make(job(i, "job-" + i)))).join();
        }
    }

    @Test
    void whatIsAmongTheNewestOrYoungIsKept() throws IOException {
        MapDbStore store = open(FEW);
        for (int i = 0; i < 4; i++) {
            add(store, 5 * i + 1, 5 * i + 5);
            store.engine().checkpoint();
        }
        assertThat(store.history().oldest()).isEqualTo(1);
        now = NOON.plus(Duration.ofHours(2));
        add(store, 21, 22);
        store.engine().checkpoint();
        // The one before is kept for the files before; commit 11 is the tenth from the end but two.
        assertThat(store.history().oldest()).isEqualTo(11);
        assertThat(commits(store, 10)).extracting(Commit::seq).startsWith(11L).endsWith(22L);
        assertThatExceptionOfType(StoreException.Expired.class)
                .isThrownBy(() -> store.commits(9))
                .satisfies(expired -> assertThat(expired.oldest()).isEqualTo(11));
        store.close();
        assertThat(open(FEW).history().oldest()).isEqualTo(11);
    }

    @Test
    void allThatIsKeptHasABound() throws IOException {
        MapDbStore store = open(new CommitLog.Kept(1_000, NEVER, 3_000));
        for (int i = 0; i < 10; i++) {
            add(store, 5 * i + 1, 5 * i + 5);
            store.engine().checkpoint();
        }
        assertThat(store.history().oldest()).isGreaterThan(20);
        long bytes = 0;
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.filter(it -> it.toString().contains("journal-")).toList()) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isLessThan(8_000);
        store.close();
    }

    @Test
    @Tag("P15")
    void aReaderThatIsOvertakenIsTold() throws IOException {
        MapDbStore store = open(new CommitLog.Kept(1, Duration.ZERO, 1 << 30));
        add(store, 1, 5);
        try (CommitReader reader = store.commits(0)) {
            assertThat(reader.next(2)).hasSize(2);
            for (int i = 0; i < 3; i++) {
                now = now.plusSeconds(1);
                add(store, 5 * i + 10, 5 * i + 14);
                store.engine().checkpoint();
            }
            assertThatExceptionOfType(StoreException.Expired.class)
                    .isThrownBy(() -> reader.next(100));
        }
        store.close();
    }

    @Test
    void commitsOfAnOlderJobdAreNotReadBackAndNewOnesAre() throws IOException {
        SampleStore.unzip(SampleStore.ALL.resolve("1.0.zip"), directory);
        MapDbStore store = open(CommitLog.Kept.STANDARD);
        long seq = store.view().seq();
        assertThat(store.history()).isEqualTo(new History(seq + 1, 0));
        add(store, 1_001, 1_005);
        assertThat(commits(store, seq)).hasSize(5);
        store.engine().abandon();
        MapDbStore next = open(CommitLog.Kept.STANDARD);
        assertThat(commits(next, seq)).hasSize(5);
        assertThat(next.history().oldest()).isEqualTo(seq + 1);
        next.close();
    }

    @Test
    @Tag("P15")
    void aDamagedSegmentThatNoStartNeedsIsGivenUp() throws IOException {
        MapDbStore store = open(CommitLog.Kept.STANDARD);
        for (int i = 0; i < 4; i++) {
            add(store, 5 * i + 1, 5 * i + 5);
            store.engine().checkpoint();
        }
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("journal-00000002").toFile(), "rw")) {
            file.seek(file.length() - 3);
            file.write('?');
        }
        CommitReader reader = store.commits(0);
        assertThat(reader.next(5)).hasSize(5);
        assertThatExceptionOfType(StoreException.Expired.class)
                .isThrownBy(() -> reader.next(100))
                .satisfies(expired -> assertThat(expired.oldest()).isEqualTo(11));
        reader.close();
        assertThat(store.history().oldest()).isEqualTo(11);
        store.close();
    }

    @Test
    @Tag("P15")
    void whatIsNoCommitAnyMoreIsNotTheEnd() throws IOException {
        MapDbStore store = open(CommitLog.Kept.STANDARD);
        Path first = directory.resolve("journal-00000001");
        add(store, 1, 3);
        long third = Files.size(first);
        add(store, 4, 8);
        store.engine().checkpoint();
        try (RandomAccessFile file = new RandomAccessFile(first.toFile(), "rw")) {
            file.seek(third);
            file.write('?');
        }
        try (CommitReader reader = store.commits(0)) {
            assertThat(reader.next(3)).hasSize(3);
            assertThatExceptionOfType(StoreException.Expired.class).isThrownBy(reader::nextBytes);
        }
        store.close();
    }

    @Test
    @Tag("P15")
    void aRestoreBeginsAnotherHistory() throws IOException {
        MapDbStore store = open(CommitLog.Kept.STANDARD);
        add(store, 1, 5);
        Path backup = directory.resolve("backup");
        store.backup(backup, (_, _) -> {});
        Path other = directory.resolve("other");
        MapDbStore.restore(backup, other, NOON);
        try (MapDbStore restored = MapDbStore.open(other, MapDbStore.Mode.STRICT)) {
            assertThat(restored.identity().store()).isEqualTo(store.identity().store());
            assertThat(restored.history())
                    .isEqualTo(new History(6, NOON.getEpochSecond()))
                    .isNotEqualTo(store.history());
            add(restored, 6, 6);
            assertThat(commits(restored, 5)).hasSize(1);
        }
        store.close();
    }

    @Test
    @Tag("P15")
    void aJournalThatWasCutBackBeginsAnotherHistory() throws IOException {
        MapDbStore store = open(CommitLog.Kept.STANDARD);
        add(store, 1, 5);
        store.engine().abandon();
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("journal-00000001").toFile(), "rw")) {
            file.seek(200);
            file.write("damage".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        MapDbStore cut = MapDbStore.open(directory, MapDbStore.Mode.RECOVER);
        long seq = cut.view().seq();
        assertThat(seq).isLessThan(5);
        assertThat(cut.history()).isEqualTo(new History(Math.min(seq + 1, 1), 2));
        cut.close();
        Files.delete(directory.resolve("manifest"));
        MapDbStore next = open(CommitLog.Kept.STANDARD);
        assertThat(next.history().lineage()).isEqualTo(2);
        next.close();
    }
}
