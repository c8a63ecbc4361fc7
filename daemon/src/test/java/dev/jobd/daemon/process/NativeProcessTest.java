package dev.jobd.daemon.process;

import static dev.jobd.daemon.process.Pool.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.NativeKernel;
import dev.jobd.model.AttemptId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NativeProcessTest extends ProcessContract {
    @Override
    Kernel kernel() {
        return new NativeKernel();
    }

    @Test
    void noSignalAtAllIsIgnored() {
        AttemptId attempt = pool.start(Pool.argv("grep", "SigIgn", "/proc/self/status"), PATIENT);
        pool.exit(attempt);
        assertThat(pool.output(attempt)).isEqualTo("SigIgn:\t0000000000000000\n");
    }

    @Test
    void noDescriptorIsLeftOpen() throws IOException {
        for (int i = 0; i < 20; i++) {
            pool.run("sleep 1000 & exit 0");
        }
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.map(NativeProcessTest::target)).noneMatch(it -> it.contains("pidfd"));
        }
    }

    @Test
    void processesOfTheJdkBesideItKeepTheirExitCodes() throws Exception {
        List<AttemptId> attempts = new ArrayList<>();
        List<Process> beside = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            attempts.add(pool.start("exit 3"));
            beside.add(new ProcessBuilder("sh", "-c", "exit 7").start());
        }
        for (int i = 0; i < 50; i++) {
            assertThat(pool.exit(attempts.get(i))).returns(3, this::code);
            assertThat(beside.get(i).waitFor()).isEqualTo(7);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException _) {
            return "gone";
        }
    }

    @Test
    void peakMemoryIsUnknownWhereItCouldBeTheDaemons() {
        assertThat(pool.run("true").usage().peakMemoryBytes()).isEmpty();
    }

    @Test
    void peakMemoryIsToldWhereItIsLargerThanTheDaemons() throws IOException {
        long own = peakOfThisProcess() + (256 << 20);
        Exit exit = pool.run("head -c " + own + " /dev/zero | tail -c " + own + " >/dev/null");
        assertThat(exit.usage().peakMemoryBytes().orElseThrow()).isBetween(own, 2 * own);
    }

    private static long peakOfThisProcess() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}
