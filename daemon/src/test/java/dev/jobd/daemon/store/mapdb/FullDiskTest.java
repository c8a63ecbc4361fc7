package dev.jobd.daemon.store.mapdb;

import static dev.jobd.daemon.store.mapdb.EngineTest.get;
import static dev.jobd.daemon.store.mapdb.EngineTest.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jobd.daemon.store.StoreContract;
import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real file system that is really full; mounting it needs root.
@Timeout(60)
class FullDiskTest {
    @TempDir Path directory;

    @BeforeEach
    void mount() throws Exception {
        run("mount", "-t", "tmpfs", "-o", "size=8m", "jobd-test", directory.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", directory.toString());
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s", output).isZero();
    }

    private Engine open() throws IOException {
        return Engine.open(directory.resolve("state"), OpenOptions.STANDARD);
    }

    @Test
    void aFullDiskLosesNothingAndIsSurvived() throws IOException {
        Engine engine = open();
        put(engine, 1, "one").join();
        Path ballast = directory.resolve("ballast");
        fill(ballast);

        String large = "x".repeat(20_000);
        assertThat(StoreContract.failure(put(engine, 2, large)))
                .isInstanceOf(StoreException.Full.class);
        engine.recover();
        assertThat(StoreContract.failure(put(engine, 3, large)))
                .isInstanceOf(StoreException.Full.class);
        assertThat(get(engine, 1)).isEqualTo("one");

        Files.delete(ballast);
        engine.recover();
        put(engine, 4, large).join();
        engine.abandon();

        Engine next = open();
        assertThat(get(next, 1)).isEqualTo("one");
        assertThat(get(next, 2)).isEqualTo("nothing");
        assertThat(get(next, 3)).isEqualTo("nothing");
        assertThat(get(next, 4)).isEqualTo(large);
        next.close();
    }

    @Test
    void aCheckpointThatFindsNoRoomChangesNothing() throws IOException {
        Engine engine = open();
        put(engine, 1, "one").join();
        Path ballast = directory.resolve("ballast");
        fill(ballast);
        assertThat(catchThrowable(engine::checkpoint)).isNotNull();
        assertThat(engine.stats().generation()).isZero();
        assertThat(engine.stats().trouble()).isPresent();
        assertThat(get(engine, 1)).isEqualTo("one");

        Files.delete(ballast);
        put(engine, 2, "two").join();
        // Not after the next checkpoint only: that one would hide what the failed one spoilt.
        engine.abandon();

        Engine next = open();
        assertThat(get(next, 1)).isEqualTo("one");
        assertThat(get(next, 2)).isEqualTo("two");
        next.checkpoint();
        assertThat(next.stats().generation()).isEqualTo(1);
        assertThat(next.stats().trouble()).isEmpty();
        next.close();
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[4096];
            for (; ; ) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}
