package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.daemon.store.StoreException;
import dev.jobd.model.JobId;
import dev.jobd.model.Signal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A disk that is full keeps nobody from stopping what fills it.
class UnsavedStopTest {
    private final TestDaemon daemon = TestDaemon.fresh();

    @Test
    void aStopReachesItsProcessThoughItCannotBeSavedYet() {
        daemon.ask(job("a").now().add()).join();
        daemon.begins("1/1.1");
        daemon.turn();
        daemon.launcher.takeLines();
        daemon.store.fillDisk();

        CompletableFuture<Applied> answer =
                daemon.ask(new Command.Stop(Bench.runId("1/1"), Optional.empty(), "ann"));
        daemon.turn();

        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(UnrecordedException.class)
                .hasMessageContaining("the signal was sent")
                .hasMessageContaining("no space left");
        assertThat(daemon.launcher.takeLines()).containsExactly("stop 1/1.1 15");
        assertThat(daemon.word("1/1")).isEqualTo("running");

        daemon.passAndTurn("1s");
        assertThat(daemon.word("1/1")).isEqualTo("stopping");
        daemon.ends("1/1.1", 0);
        daemon.turn();
        assertThat(daemon.word("1/1")).isEqualTo("killed");
        assertThat(daemon.conductor.heldCount()).isZero();
    }

    @Test
    void aStopReachesAProcessWhoseBeginCouldNotBeSaved() {
        daemon.ask(job("a").now().add()).join();
        daemon.turn().launcher.takeLines();
        daemon.store.fillDisk();
        daemon.begins("1/1.1");
        daemon.turn();

        CompletableFuture<Applied> answer =
                daemon.ask(new Command.Stop(Bench.runId("1/1"), Optional.empty(), "ann"));
        daemon.turn();

        assertThatThrownBy(answer::join).hasCauseInstanceOf(UnrecordedException.class);
        assertThat(daemon.launcher.takeLines()).containsExactly("stop 1/1.1 15");
        assertThat(daemon.word("1/1")).isEqualTo("starting");

        daemon.passAndTurn("1s");
        assertThat(daemon.word("1/1")).isEqualTo("stopping");
    }

    @Test
    void whatWouldStartAfterAStopThatCouldNotBeSavedDoesNotStart() {
        daemon.ask(job("a").now().retries(1, "1h").add()).join();
        daemon.begins("1/1.1");
        daemon.ends("1/1.1", 1);
        daemon.turn();
        daemon.ask(new Command.Trigger(new JobId(1), "ann")).join();
        daemon.turn().launcher.takeLines();
        daemon.store.fillDisk();

        CompletableFuture<Applied> answer =
                daemon.ask(new Command.Stop(Bench.runId("1/1"), Optional.empty(), "ann"));
        daemon.turn();

        assertThatThrownBy(answer::join).hasCauseInstanceOf(StoreException.Full.class);
        assertThat(daemon.launcher.takeLines()).as("no run is recorded for it").isEmpty();
        assertThat(daemon.word("1/1")).isEqualTo("retry-wait");
    }

    @Test
    void aStopThatCouldNotBeSavedIsForgottenWhenItsRunIsOver() {
        daemon.ask(job("a").now().add()).join();
        daemon.begins("1/1.1");
        daemon.turn();
        daemon.store.fillDisk();
        CompletableFuture<Applied> _ =
                daemon.ask(new Command.Stop(Bench.runId("1/1"), Optional.of(Signal.KILL), "ann"));
        daemon.ends("1/1.1", 0);
        daemon.turn().turn();

        daemon.passAndTurn("1s");

        assertThat(daemon.conductor.heldCount()).isZero();
        daemon.assertKnowsWhatIsStored("at the end");
    }
}
