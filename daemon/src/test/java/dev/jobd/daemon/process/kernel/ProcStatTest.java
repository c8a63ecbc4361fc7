package dev.jobd.daemon.process.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcStatTest {
    /// Pid, name, state, flags, start and the end of the environment; nothing else matters.
    private static final String LINE =
            "42 (%s) %s 1 40 41 0 -1 %d 5 6 7 8 9 10 11 12 20 0 1 0 777"
                    + " 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46"
                    + " 47 48 49 50 %d 0\n";

    @Test
    void aNameMayHoldAnything() {
        ProcStat stat = stat("a) S 1 (b", "S", 0, 99);
        assertThat(stat.pid()).isEqualTo(42);
        assertThat(stat.state()).isEqualTo('S');
        assertThat(stat.group()).isEqualTo(40);
        assertThat(stat.session()).isEqualTo(41);
        assertThat(stat.startTicks()).isEqualTo(777);
        assertThat(stat.environmentEnd()).isEqualTo(99);
    }

    @Test
    void aProcessWithoutAnEnvironmentIsJustExecutingAProgram() {
        assertThat(stat("sh", "R", 0x40_0000, 0).isExecuting()).isTrue();
        assertThat(stat("sh", "R", 0x40_0000, 99).isExecuting()).isFalse();
        assertThat(stat("kworker/0:1", "I", 0x20_0000, 0).isExecuting()).isFalse();
        assertThat(stat("sh", "Z", 0x40_0004, 0).isExecuting()).isFalse();
    }

    @Test
    void aProcessIsGoneFromItsExitOn() {
        assertThat(stat("sh", "Z", 0, 0).isGone()).isTrue();
        assertThat(stat("sh", "R", 0x40_0004, 0).isGone()).isTrue();
        assertThat(stat("sh", "S", 0x40_0000, 99).isGone()).isFalse();
    }

    @Test
    void whatIsNoSuchLineIsNone() {
        assertThat(ProcStat.parse("")).isEmpty();
        assertThat(ProcStat.parse("42 (sh) S 1 40")).isEmpty();
        assertThat(ProcStat.parse(LINE.formatted("sh", "S", 0, 0).replace("40", "x"))).isEmpty();
    }

    @Test
    void theFieldsAreThoseOfTheKernel() throws IOException {
        ProcStat self = ProcStat.parse(Files.readString(Path.of("/proc/self/stat"))).orElseThrow();
        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.environmentEnd()).isPositive();
        assertThat(self.isGone()).isFalse();
        assertThat(self.isExecuting()).isFalse();
        assertThat(ProcFiles.stat(2).map(ProcStat::isExecuting).orElse(false)).isFalse();
    }

    private static ProcStat stat(String name, String state, int flags, int environmentEnd) {
        return ProcStat.parse(LINE.formatted(name, state, flags, environmentEnd)).orElseThrow();
    }
}
