package dev.jobd.daemon.store.mapdb;

import static dev.jobd.daemon.store.mapdb.EngineTest.get;
import static dev.jobd.daemon.store.mapdb.EngineTest.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jobd.daemon.store.Committed;
import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Ten commits, each synced for itself, then damage.
@Timeout(60)
class JournalDamageTest {
    private static final int COMMITS = 10;

    @TempDir Path directory;

    private Path journal;
    private final List<Integer> frames = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        Engine engine = open();
        journal = directory.resolve(SegmentHeader.fileName(1));
        for (int key = 1; key <= COMMITS; key++) {
            frames.add((int) Files.size(journal));
            put(engine, key, "value " + key).join();
        }
        engine.abandon();
    }

    private Engine open() throws IOException {
        return Engine.open(directory, OpenOptions.STANDARD);
    }

    private void assertHolds(Engine engine, int commits) {
        for (int key = 1; key <= COMMITS; key++) {
            assertThat(get(engine, key)).isEqualTo(key <= commits ? "value " + key : "nothing");
        }
        assertThat(engine.stats().seq()).isEqualTo(commits);
    }

    private void assertDamaged(Path file, long offset) {
        StoreException.Damaged damage =
                catchThrowableOfType(StoreException.Damaged.class, this::open);
        assertThat(damage).isNotNull();
        assertThat(damage.file()).isEqualTo(file);
        assertThat(damage.offset()).isEqualTo(offset);
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ 0x10);
        }
    }

    private static void cut(Path file, long length) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(length);
        }
    }

    @Test
    void aTornTailIsCutOffWhereverItTears() throws IOException {
        byte[] whole = Files.readAllBytes(journal);
        for (long length = frames.get(8); length < whole.length; length += 3) {
            Files.write(journal, whole);
            cut(journal, length);
            Engine engine = open();
            assertHolds(engine, length < frames.get(9) ? 8 : 9);
            engine.abandon();
        }
    }

    @Test
    void commitsGoOnBehindACutTail() throws IOException {
        cut(journal, Files.size(journal) - 1);
        Engine engine = open();
        assertThat(put(engine, 10, "value 10").join().seq()).isEqualTo(10);
        engine.abandon();
        engine = open();
        assertHolds(engine, 10);
        engine.close();
    }

    @Test
    void aTailOfZerosIsCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(journal);
        for (int i = frames.get(9) + 5; i < whole.length; i++) {
            whole[i] = 0;
        }
        Files.write(journal, ByteBuffer.allocate(whole.length + 8192).put(whole).array());
        Engine engine = open();
        assertHolds(engine, 9);
        engine.close();
    }

    @Test
    void aBadCommitWithGoodOnesBehindItIsRefused() throws IOException {
        for (int bad = 0; bad < COMMITS - 1; bad++) {
            flip(journal, frames.get(bad) + 30);
            assertDamaged(journal, frames.get(bad));
            flip(journal, frames.get(bad) + 30);
        }
        Engine engine = open();
        assertHolds(engine, COMMITS);
        engine.close();
    }

    @Test
    void aBadCommitOfAnUnfinishedWriteIsNoDamage() throws IOException {
        Engine engine = open();
        CompletableFuture<Void> gate = new CompletableFuture<>();
        CompletableFuture<Committed> first = engine.commit(_ -> gate.join());
        CompletableFuture<Committed> second = put(engine, 12, "together with 13");
        CompletableFuture<Committed> third = put(engine, 13, "together with 12");
        gate.complete(null);
        first.join();
        second.join();
        third.join();
        engine.abandon();
        byte[] whole = Files.readAllBytes(journal);
        int length = whole.length;
        // Commit 11 is empty: a header only. 12 and 13 are equally long.
        int twelfth = frames.get(9) + frameLength(whole, frames.get(9));
        twelfth += frameLength(whole, twelfth);
        assertThat(twelfth).isLessThan(length);
        flip(journal, twelfth + 40);

        engine = open();
        assertThat(engine.stats().seq()).isEqualTo(11);
        assertThat(get(engine, 12)).isEqualTo("nothing");
        assertThat(get(engine, 13)).isEqualTo("nothing");

        // This one takes exactly the place of the bad one. What is behind must not follow it.
        put(engine, 12, "together with 14").join();
        engine.abandon();
        engine = open();
        assertThat(engine.stats().seq()).isEqualTo(12);
        assertThat(get(engine, 12)).isEqualTo("together with 14");
        assertThat(get(engine, 13)).isEqualTo("nothing");
        engine.close();
    }

    private static int frameLength(byte[] journal, int at) {
        return Frame.HEADER_LENGTH + ByteBuffer.wrap(journal).getInt(at + 4);
    }

    @Test
    void aMissingCommitIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(journal);
        int from = frames.get(4);
        int to = frames.get(5);
        ByteBuffer without = ByteBuffer.allocate(whole.length - (to - from));
        without.put(whole, 0, from).put(whole, to, whole.length - to);
        Files.write(journal, without.array());
        assertDamaged(journal, from);
    }

    @Test
    void aMissingSegmentIsRefused() throws IOException {
        Files.move(journal, directory.resolve("elsewhere"));
        assertDamaged(journal, 0);
    }

    @Test
    void aSegmentOfAnotherStoreIsRefused(@TempDir Path other) throws IOException {
        Engine.open(other, OpenOptions.STANDARD).abandon();
        Files.delete(journal);
        Files.copy(other.resolve(SegmentHeader.fileName(1)), journal);
        assertDamaged(journal, 0);
    }

    @Test
    void aHeaderThatCannotBeReadIsRefused() throws IOException {
        flip(journal, 20);
        assertDamaged(journal, 0);
    }

    @Test
    void aSegmentThatWasJustBeingMadeIsNoDamage() throws IOException {
        Files.write(directory.resolve(SegmentHeader.fileName(2)), new byte[17]);
        Engine engine = open();
        assertHolds(engine, COMMITS);
        engine.close();
    }

    @Test
    void aDeletedManifestIsNotANewStore() throws IOException {
        Files.delete(directory.resolve("manifest"));
        Files.delete(directory.resolve("manifest.prev"));
        assertDamaged(directory.resolve("manifest"), 0);
    }

    @Test
    void aDamagedManifestIsMadeGoodAlsoBeforeTheFirstCheckpoint() throws IOException {
        flip(directory.resolve("manifest"), 40);
        Engine engine = open();
        assertHolds(engine, COMMITS);
        assertThat(engine.stats().trouble()).isPresent();
        engine.close();
    }

    @Test
    void aManifestThatStandsInGivesNoEpochTwice() throws IOException {
        open().abandon();
        Engine engine = open();
        long newest = engine.identity().epoch();
        engine.abandon();
        Files.delete(directory.resolve("manifest"));
        engine = open();
        assertThat(engine.identity().epoch()).isGreaterThan(newest);
        engine.close();
    }

    @Test
    void recoveryKeepsTheLongestGoodPartAndReportsTheRest() throws IOException {
        flip(journal, frames.get(3) + 30);
        Engine engine = Engine.open(directory, OpenOptions.STANDARD.withRecover(true));
        assertHolds(engine, 3);
        assertThat(engine.stats().trouble())
                .hasValueSatisfying(text -> assertThat(text).contains("recovered-2.txt"));
        assertThat(Files.readString(directory.resolve("recovered-2.txt")))
                .contains("dropped commit 5 at byte " + frames.get(4))
                .contains("dropped commit 10 at byte " + frames.get(9));
        assertThat(directory.resolve("journal-00000001.dropped")).exists();
        put(engine, 4, "value 4").join();
        engine.abandon();
        engine = open();
        assertHolds(engine, 4);
        engine.close();
    }

    @Test
    void recoveryGoesOnWithoutAMissingSegment() throws IOException {
        Files.delete(journal);
        Engine engine = Engine.open(directory, OpenOptions.STANDARD.withRecover(true));
        assertHolds(engine, 0);
        engine.close();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).anyMatch(file -> file.endsWith("recovered-2.txt"));
        }
    }
}
