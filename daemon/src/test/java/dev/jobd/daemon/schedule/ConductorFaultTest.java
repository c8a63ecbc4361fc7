package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Attempt;
import dev.jobd.model.Outcome;
import dev.jobd.model.Signal;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What a fault of ours in one decision may do, and the order of actions that rest on one commit.
class ConductorFaultTest {
    private final TestDaemon daemon = TestDaemon.fresh();

    @Test
    void actionsWithoutChangesKeepTheirOrder() {
        daemon.ask(job("a").now().add()).join();
        daemon.begins("1/1.1");
        daemon.store.hold();
        daemon.turn();
        daemon.launcher.takeLines();
        for (Signal signal : new Signal[] {Signal.HUP, Signal.CONT, Signal.USR1}) {
            CompletableFuture<Applied> _ = daemon.ask(Bench.signalling("1/1", signal));
        }
        daemon.store.release();
        assertThat(daemon.launcher.takeLines())
                .containsExactly("signal 1/1.1 1", "signal 1/1.1 18", "signal 1/1.1 10");
    }

    @Test
    void newsThatMeetAFaultAreTriedAgainAndTheirJobIsLoadedAgain() {
        daemon.ask(job("a").now().retries(1, "10s").add()).join();
        daemon.begins("1/1.1");
        daemon.turn();
        // No retry can come after the last instant there is.
        Message.News impossible =
                new Message.Ended(
                        Bench.attemptId("1/1.1"),
                        new Outcome.Failed(1),
                        Attempt.Usage.UNKNOWN,
                        Optional.empty(),
                        Instant.MAX);
        daemon.conductor.news(impossible, daemon.now());
        daemon.turn();
        assertThat(daemon.conductor.heldCount()).isEqualTo(1);
        daemon.assertKnowsWhatIsStored("after the fault");
        assertThat(daemon.word("1/1")).isEqualTo("running");

        daemon.passAndTurn("1s").turn().passAndTurn("1s").turn();
        assertThat(daemon.conductor.heldCount()).as("not for ever").isZero();
        daemon.ends("1/1.1", 0);
        daemon.turn().passAndTurn("1s");
        assertThat(daemon.word("1/1")).isEqualTo("succeeded");
    }
}
