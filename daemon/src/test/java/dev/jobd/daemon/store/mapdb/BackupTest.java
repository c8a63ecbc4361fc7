package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.daemon.store.Backup;
import dev.jobd.daemon.store.Identity;
import dev.jobd.daemon.store.RandomChanges;
import dev.jobd.daemon.store.Samples;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.daemon.store.StoreImage;
import dev.jobd.testing.Seeds;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Backups of running stores, and stores made from them. Replay one seed with `-Dseed=`.
@Timeout(120)
class BackupTest {
    private static final Instant NOW = Samples.NOON;
    private static final Duration NEVER = Duration.ofDays(1);
    private static final OpenOptions OPTIONS =
            new OpenOptions(
                    false, new Limits(1 << 30, 1 << 30, NEVER, NEVER, 1), JournalFile::open);

    @TempDir Path folder;

    private Path original;
    private Path restored;
    private Path file;

    @BeforeEach
    void names() {
        original = folder.resolve("original");
        restored = folder.resolve("restored");
        file = folder.resolve("backup");
    }

    static LongStream seeds() {
        return Seeds.upTo(4, 200);
    }

    private static MapDbStore open(Path directory) {
        return MapDbStore.open(directory, OPTIONS);
    }

    private static void backup(MapDbStore store, Path file) throws IOException {
        store.backup(file, (_, _) -> {});
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRestoredStoreShowsWhatTheOriginalShowed(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        RandomChanges changes = new RandomChanges(random);
        MapDbStore store = open(original);
        for (int round = random.nextInt(4); round >= 0; round--) {
            changes.save(store, random.nextInt(60));
            if (random.nextBoolean()) {
                store.engine().checkpoint();
            }
            if (random.nextInt(3) == 0) {
                store.engine().merge();
            }
        }
        changes.save(store, random.nextInt(20));
        StoreImage image = StoreImage.of(store);
        Identity identity = store.identity();
        backup(store, file);
        changes.save(store, 10);
        store.close();

        assertThat(MapDbStore.restore(file, restored, NOW).store()).isEqualTo(identity.store());
        MapDbStore copy = open(restored);
        assertThat(StoreImage.of(copy)).as("seed %d", seed).isEqualTo(image);
        assertThat(copy.identity().store()).isEqualTo(identity.store());
        assertThat(copy.stats().trouble()).isEmpty();
        changes.save(copy, 20);
        StoreImage later = StoreImage.of(copy);
        copy.close();
        copy = open(restored);
        assertThat(StoreImage.of(copy)).as("seed %d, later", seed).isEqualTo(later);
        copy.close();
    }

    @Test
    void aBackupOfAnEmptyStoreMakesAnEmptyStore() throws IOException {
        MapDbStore store = open(original);
        StoreImage image = StoreImage.of(store);
        backup(store, file);
        store.close();
        MapDbStore.restore(file, restored, NOW);
        MapDbStore copy = open(restored);
        assertThat(StoreImage.of(copy)).isEqualTo(image);
        copy.close();
    }

    @Test
    void noEpochIsGivenTwice() throws IOException {
        open(original).close();
        MapDbStore store = open(original);
        backup(store, file);
        store.close();
        store = open(original);
        long newest = store.identity().epoch();
        store.close();
        MapDbStore.restore(file, restored, NOW);
        MapDbStore.restore(file, folder.resolve("again"), NOW.plusSeconds(60));
        MapDbStore first = open(restored);
        MapDbStore second = open(folder.resolve("again"));
        assertThat(first.identity().epoch()).isGreaterThan(newest);
        assertThat(second.identity().epoch()).isGreaterThan(first.identity().epoch());
        first.close();
        second.close();
    }

    @Test
    void whatAKilledDaemonLeftOfABackupIsRemovedByTheNext() throws IOException {
        Path left = leftOver("left", Instant.EPOCH);
        Path young = leftOver("young", Instant.now());
        Path written = leftOver("written", Instant.EPOCH);
        Path other = Files.createFile(folder.resolve(".jobd-backup.tmp"));
        MapDbStore store = open(original);
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            backup(store, file);
        }
        store.close();

        assertThat(left).doesNotExist();
        assertThat(young).exists();
        assertThat(written).exists();
        assertThat(other).exists();
    }

    private Path leftOver(String name, Instant modified) throws IOException {
        Path left = Files.createFile(folder.resolve(".jobd-backup-" + name + ".tmp"));
        return Files.setLastModifiedTime(left, FileTime.from(modified));
    }

    @Test
    void aBackupDuringCommitsIsTheFirstSoManyOfThem() throws Exception {
        Engine engine = Engine.open(original, OPTIONS);
        AtomicLong acknowledged = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            for (long i = 1; !stop.get(); i++) {
                                long number = i;
                                var _ =
                                        engine.commit(draft -> CrashWriter.write(draft, number))
                                                .thenAccept(done -> acknowledged.set(done.seq()));
                                if (i % 50 == 0) {
                                    awaitAtLeast(acknowledged, i - 40);
                                }
                            }
                        });
        for (int round = 0; round < 4; round++) {
            awaitAtLeast(acknowledged, round * 120L + 60);
            if (round % 2 == 1) {
                engine.checkpoint();
            }
            long before = acknowledged.get();
            Backup backup = engine.backup(file, (_, _) -> {});
            assertThat(backup.seq()).isGreaterThanOrEqualTo(before);
            Path copy = folder.resolve("copy-" + round);
            Restore.run(file, copy, NOW);
            Engine restoredEngine = Engine.open(copy, OPTIONS);
            assertThat(CrashWriter.check(restoredEngine)).isEqualTo(backup.seq());
            restoredEngine.close();
        }
        stop.set(true);
        writer.join();
        engine.close();
    }

    private static void awaitAtLeast(AtomicLong number, long least) {
        while (number.get() < least) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aDamagedBackupIsRefusedAndLeavesNothing() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        MapDbStore store = open(original);
        new RandomChanges(random).save(store, 150);
        backup(store, file);
        StoreImage image = StoreImage.of(store);
        store.close();
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < 60; i++) {
            byte[] bad = damaged(whole, i, random);
            Files.write(file, bad);
            assertThatThrownBy(() -> MapDbStore.restore(file, restored, NOW))
                    .as("damage %d", i)
                    .isInstanceOf(StoreException.Damaged.class)
                    .hasMessageContaining(file + " is damaged at byte ");
            assertThat(restored).doesNotExist();
        }
        Files.write(file, whole);
        MapDbStore.restore(file, restored, NOW);
        MapDbStore copy = open(restored);
        assertThat(StoreImage.of(copy)).isEqualTo(image);
        copy.close();
    }

    private static byte[] damaged(byte[] whole, int how, SplittableRandom random) {
        int at = random.nextInt(whole.length);
        byte[] bad = whole.clone();
        switch (how % 3) {
            case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bad = Arrays.copyOf(whole, at);
            default -> bad = Arrays.copyOf(whole, whole.length + 1 + random.nextInt(100));
        }
        return bad;
    }

    @Test
    void aStoreIsNeverOverwritten() throws IOException {
        MapDbStore store = open(original);
        backup(store, file);
        assertThatExceptionOfType(StoreException.InUse.class)
                .isThrownBy(() -> MapDbStore.restore(file, original, NOW));
        store.close();
        assertThatExceptionOfType(StoreException.Failed.class)
                .isThrownBy(() -> MapDbStore.restore(file, original, NOW))
                .withMessageContaining("there is a store in " + original);
        Files.delete(original.resolve("manifest"));
        assertThatExceptionOfType(StoreException.Failed.class)
                .isThrownBy(() -> MapDbStore.restore(file, original, NOW));
    }

    @Test
    void anUnfinishedRestoreIsNoStoreAndCanBeRepeated() throws IOException {
        MapDbStore store = open(original);
        new RandomChanges(new SplittableRandom(4)).save(store, 100);
        StoreImage image = StoreImage.of(store);
        backup(store, file);
        store.close();
        MapDbStore.restore(file, restored, NOW);
        // As a crash just before the end leaves it.
        Files.delete(restored.resolve("manifest"));
        Files.writeString(restored.resolve(Restore.MARKER), file.toString());
        assertThatExceptionOfType(StoreException.Failed.class)
                .isThrownBy(() -> open(restored))
                .withMessageContaining("restore the backup again");
        MapDbStore.restore(file, restored, NOW);
        MapDbStore copy = open(restored);
        assertThat(StoreImage.of(copy)).isEqualTo(image);
        copy.close();
    }

    @Test
    void aBackupIsItsOwnersOnlyAndThatOfANewerJobdIsRefused() throws IOException {
        MapDbStore store = open(original);
        backup(store, file);
        store.close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        BackupHeader header;
        try (BackupReader reader = BackupReader.open(file)) {
            header = reader.header();
        }
        byte[] newer = Files.readAllBytes(file);
        byte[] head = header.encode(2).array();
        System.arraycopy(head, 0, newer, 0, head.length);
        Files.write(file, newer);
        assertThatExceptionOfType(StoreException.Newer.class)
                .isThrownBy(() -> MapDbStore.restore(file, restored, NOW));
    }

    @Test
    void aBackupThatIsGivenUpLeavesTheOldOne() throws IOException {
        MapDbStore store = open(original);
        new RandomChanges(new SplittableRandom(5)).save(store, 30);
        Files.writeString(file, "the old one");
        assertThatThrownBy(() ->
                        store.backup(
                                file,
                                (_, _) -> {
                                    throw new IOException("given up");
                                }))
                .isInstanceOf(IOException.class)
                .hasMessage("given up");
        assertThat(file).hasContent("the old one");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(file, original);
        }
        store.close();
    }

    @Test
    void collectionsOfANewerJobdAreKept() throws IOException {
        Engine engine = Engine.open(original, OPTIONS);
        byte[] key = Keys.text("of the future");
        engine.commit(draft -> draft.apply(new Op(77, key, key))).join();
        engine.checkpoint();
        engine.commit(draft -> draft.apply(new Op(78, key, key))).join();
        engine.backup(file, (_, _) -> {});
        engine.close();
        Restore.run(file, restored, NOW);
        Engine copy = Engine.open(restored, OPTIONS);
        try (View view = copy.view()) {
            assertThat(view.collections()).containsExactly(77, 78);
            Iterator<Row> rows = view.scan(78, Range.ALL);
            assertThat(rows.next().key()).isEqualTo(key);
            assertThat(rows.hasNext()).isFalse();
        }
        copy.close();
    }
}
