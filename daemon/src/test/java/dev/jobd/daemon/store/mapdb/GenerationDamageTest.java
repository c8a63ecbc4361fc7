package dev.jobd.daemon.store.mapdb;

import static dev.jobd.daemon.store.mapdb.EngineTest.get;
import static dev.jobd.daemon.store.mapdb.EngineTest.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two generations and a journal, then damage to files.
@Timeout(60)
class GenerationDamageTest {
    @TempDir Path directory;

    private Path older;
    private Path newer;

    @BeforeEach
    void write() throws IOException {
        Engine engine = open();
        put(engine, 1, "first").join();
        put(engine, 2, "second").join();
        engine.checkpoint();
        put(engine, 1, "changed").join();
        engine.checkpoint();
        put(engine, 3, "third").join();
        engine.abandon();
        older = directory.resolve("states-00000001.db");
        newer = directory.resolve("states-00000002.db");
    }

    private Engine open() throws IOException {
        return Engine.open(directory, OpenOptions.STANDARD);
    }

    private void assertAllThere() throws IOException {
        Engine engine = open();
        assertThat(get(engine, 1)).isEqualTo("changed");
        assertThat(get(engine, 2)).isEqualTo("second");
        assertThat(get(engine, 3)).isEqualTo("third");
        assertThat(engine.stats().seq()).isEqualTo(4);
        put(engine, 4, "fourth").join();
        engine.close();
        Engine next = open();
        assertThat(get(next, 1)).isEqualTo("changed");
        assertThat(get(next, 4)).isEqualTo("fourth");
        assertThat(next.stats().trouble()).isEmpty();
        next.close();
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void nothingIsMissingWithoutDamage() throws IOException {
        assertAllThere();
    }

    @Test
    void anyFlippedBitIsFound() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 8; i++) {
            int at = random.nextInt((int) Files.size(newer));
            flip(newer, at);
            DataFile.Entry entry = entry();
            assertThatExceptionOfType(StoreException.Damaged.class)
                    .as("byte %d", at)
                    .isThrownBy(() -> openFile(entry));
            flip(newer, at);
            openFile(entry);
        }
    }

    private DataFile.Entry entry() throws IOException {
        Path manifest = directory.resolve("manifest");
        return Manifest.decode(manifest, Files.readAllBytes(manifest)).files().getFirst();
    }

    private void openFile(DataFile.Entry entry) throws IOException {
        try (StoreDirectory held = StoreDirectory.open(directory)) {
            DataFile.open(held, entry).letGo();
        }
    }

    @Test
    void aFlippedBitIsMadeGoodByTheGenerationBefore() throws IOException {
        flip(newer, (int) Files.size(newer) - 1);
        assertAllThere();
    }

    @Test
    void aCutFileIsMadeGoodByTheGenerationBefore() throws IOException {
        Files.write(newer, new byte[100]);
        assertAllThere();
    }

    @Test
    void aMissingFileIsMadeGoodByTheGenerationBefore() throws IOException {
        Files.delete(newer);
        assertAllThere();
    }

    @Test
    void aDamagedManifestIsMadeGoodByTheOneBefore() throws IOException {
        flip(directory.resolve("manifest"), 40);
        assertAllThere();
    }

    @Test
    void aMissingManifestIsMadeGoodByTheOneBefore() throws IOException {
        Files.delete(directory.resolve("manifest"));
        assertAllThere();
    }

    @Test
    void damageOfTheGenerationBeforeIsNoTrouble() throws IOException {
        flip(older, 100);
        assertAllThere();
    }

    @Test
    void whatWasMadeGoodIsSaid() throws IOException {
        Files.delete(newer);
        Engine engine = open();
        assertThat(engine.stats().trouble())
                .hasValueSatisfying(text -> assertThat(text).contains(newer.toString()));
        engine.abandon();
    }

    @Test
    void damageOfBothGenerationsIsRefused() throws IOException {
        flip(older, 100);
        flip(newer, 100);
        assertThatExceptionOfType(StoreException.Damaged.class)
                .isThrownBy(this::open)
                .satisfies(damage -> assertThat(damage.file()).isEqualTo(older));
    }

    @Test
    void aStoreOfANewerMajorVersionIsRefused() throws IOException {
        Path manifest = directory.resolve("manifest");
        String text = Files.readString(manifest, StandardCharsets.US_ASCII);
        Files.writeString(manifest, text.replace("jobd-store 1.1", "jobd-store 2.3"));
        assertThatExceptionOfType(StoreException.Newer.class)
                .isThrownBy(this::open)
                .satisfies(newer -> assertThat(newer.version()).isEqualTo("2.3"));
    }
}
