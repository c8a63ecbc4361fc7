package dev.jobd.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.ProcFiles;
import dev.jobd.daemon.process.kernel.Sight;
import dev.jobd.model.AttemptId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A pool for each test, and nothing left running after it.
@Timeout(60)
abstract class PoolFixture {
    @TempDir Path directory;
    Pool pool;

    abstract Kernel kernel();

    @BeforeEach
    void open() {
        pool = new Pool(directory, this::kernel);
    }

    @AfterEach
    void close() {
        pool.close();
        Pool.killAll(directory);
    }

    int code(Exit exit) {
        return switch (exit) {
            case Exit.Code(int code, var _) -> code;
            case Exit.Signalled _, Exit.NotStarted _, Exit.Unknown _ ->
                    throw new AssertionError(exit);
        };
    }

    int signal(Exit exit) {
        return switch (exit) {
            case Exit.Signalled(int signal, var _) -> signal;
            case Exit.Code _, Exit.NotStarted _, Exit.Unknown _ -> throw new AssertionError(exit);
        };
    }

    /// Returns the living processes of an attempt. A killed one may take a moment to be gone; those
    /// it would find then are waited for.
    List<Long> survivors(AttemptId attempt) {
        String mark = "JOBD_RUN_ID=" + directory + ":" + attempt;
        List<Long> alive = new ArrayList<>();
        ProcFiles.pids()
                .filter(pid -> ProcFiles.look(pid, mark) == Sight.WANTED)
                .filter(pid -> !isDying(pid))
                .forEach(alive::add);
        return alive;
    }

    private static boolean isDying(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("ShdPnd:") || line.startsWith("SigPnd:"))
                    .anyMatch(line -> (Long.parseLong(line.substring(8).strip(), 16) & 0x100) != 0);
        } catch (IOException _) {
            return true;
        }
    }

    Path fifo(String name) throws IOException {
        Path fifo = directory.resolve(name);
        try {
            assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
        return fifo;
    }
}
