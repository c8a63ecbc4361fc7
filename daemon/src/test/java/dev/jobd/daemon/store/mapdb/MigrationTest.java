package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jobd.daemon.store.RandomChanges;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.daemon.store.StoreImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole stores that released versions have left behind, opened by this one.
@Timeout(60)
class MigrationTest {
    @TempDir Path directory;

    static List<Path> versions() throws IOException {
        return SampleStore.versions();
    }

    private void copy(Path version) throws IOException {
        SampleStore.unzip(version, directory);
    }

    private MapDbStore open() {
        return MapDbStore.open(directory, MapDbStore.Mode.STRICT);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theStoreOfEveryVersionIsReadAndWrittenOn(Path version) throws IOException {
        copy(version);
        MapDbStore store = open();
        assertThat(StoreImage.of(store)).isEqualTo(SampleStore.image());
        assertThat(store.stats().trouble()).isEmpty();
        assertThat(store.identity().epoch()).isEqualTo(2);
        new RandomChanges(new SplittableRandom(1)).save(store, 50);
        StoreImage image = StoreImage.of(store);
        store.engine().checkpoint();
        store.close();
        store = open();
        assertThat(StoreImage.of(store)).isEqualTo(image);
        store.close();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theFilesBeforeAreReadTooIfTheNewestAreDamaged(Path version) throws IOException {
        copy(version);
        Files.delete(directory.resolve("manifest"));
        MapDbStore store = open();
        assertThat(StoreImage.of(store)).isEqualTo(SampleStore.image());
        store.close();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aNewerMajorVersionIsRefusedAndLeftAsItIs(Path version) throws IOException {
        copy(version);
        Path manifest = directory.resolve("manifest");
        String text = Files.readString(manifest, StandardCharsets.US_ASCII);
        Files.writeString(manifest, text.replaceFirst("jobd-store 1\\.\\d+", "jobd-store 2.3"));
        byte[] before = Files.readAllBytes(manifest);
        assertThatExceptionOfType(StoreException.Newer.class)
                .isThrownBy(this::open)
                .withMessage(
                        manifest
                                + " has format 2.3, written by a newer jobd; this one reads up to"
                                + " 1.1: install that jobd again, or restore a backup");
        assertThat(manifest).hasBinaryContent(before);
    }
}
