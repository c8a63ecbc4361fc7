package dev.jobd.tui.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRowTest {

    @ParameterizedTest
    @CsvSource({
        "queued, QUEUED",
        "starting, RUNNING",
        "running, RUNNING",
        "suspended, SUSPENDED",
        "stopping, STOPPING",
        "retry-wait, RETRYING",
        "paused, PAUSED",
        "something-new, UNKNOWN",
        "finished, FAILED",
        "waiting, FAILED",
        "idle, FAILED"
    })
    void theDaemonsWordGivesTheState(String status, JobState state) {
        // The sample's last run timed out.
        assertThat(Rows.in(status, 1, "job").state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "slot, waits for a slot", "hold, held until its release"})
    void whatKeepsARunFromStartingIsSaid(String word, String text) {
        assertThat(new ActiveRun(1, 1, null, null, 0, word).waiting()).isEqualTo(text);
    }

    @Test
    void everyStateHasAMarkAndAWordOfItsOwn() {
        assertThat(Arrays.stream(JobState.values()).map(JobState::mark)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(JobState.values()).map(JobState::word))
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
    }

    @Test
    void whatWasGoingOnIsUnknownWithoutTheDaemon() {
        assertThat(JobState.RUNNING.withoutDaemon()).isEqualTo(JobState.UNKNOWN);
        assertThat(JobState.LATE.withoutDaemon()).isEqualTo(JobState.UNKNOWN);
        assertThat(JobState.FAILED.withoutDaemon()).isEqualTo(JobState.FAILED);
        assertThat(JobState.PAUSED.withoutDaemon()).isEqualTo(JobState.PAUSED);
    }
}
