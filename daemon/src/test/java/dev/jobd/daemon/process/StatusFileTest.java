package dev.jobd.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatusFileTest {
    private static final String BEGIN =
            "B 6f-boot 4711 (s) h) S 1 4711 4711 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 99887 0\n";
    private static final String TIMES = "0m0.01s 0m0.02s\n1m2.50s 0m0,003000s\n";

    @Test
    void anEmptyFileSaysNothing() {
        StatusFile status = StatusFile.parse("");
        assertThat(status.begin()).isEmpty();
        assertThat(status.exitCode()).isEmpty();
        assertThat(status.notExecuted()).isEmpty();
    }

    @Test
    void theBeginningNamesTheSupervisor() {
        StatusFile status = StatusFile.parse(BEGIN);
        assertThat(status.begin())
                .hasValueSatisfying(begin -> {
                    assertThat(begin.bootId()).isEqualTo("6f-boot");
                    assertThat(begin.stat().pid()).isEqualTo(4711);
                    assertThat(begin.stat().group()).isEqualTo(4711);
                    assertThat(begin.stat().startTicks()).isEqualTo(99887);
                });
        assertThat(status.exitCode()).isEmpty();
    }

    @Test
    void theEndHasTheCodeAndTheCpuTimeOfAllProcesses() {
        StatusFile status = StatusFile.parse(BEGIN + TIMES + "E 3\n");
        assertThat(status.exitCode()).hasValue(3);
        assertThat(status.cpu()).contains(Duration.ofMillis(10 + 20 + 62_500 + 3));
    }

    @Test
    void aTornLineSaysNothing() {
        String whole = BEGIN + TIMES + "E 37\n";
        for (int length = 0; length < whole.length(); length++) {
            StatusFile status = StatusFile.parse(whole.substring(0, length));
            assertThat(status.exitCode()).as("%d bytes", length).isEmpty();
            assertThat(status.begin().isPresent())
                    .as("%d bytes", length)
                    .isEqualTo(length >= BEGIN.length());
        }
    }

    @Test
    void aCommandThatWasNotExecutedIsToldFromOneThatExitedSo() {
        assertThat(StatusFile.parse(BEGIN + "N 127\n" + TIMES + "E 127\n").notExecuted())
                .hasValue(127);
        assertThat(StatusFile.parse(BEGIN + TIMES + "E 127\n").notExecuted()).isEmpty();
    }

    @Test
    void aBeginningThatIsNoneIsNotTakenForOne() {
        assertThat(StatusFile.parse("B boot garbage\n").begin()).isEmpty();
        assertThat(StatusFile.parse("B \n").begin()).isEmpty();
    }
}
