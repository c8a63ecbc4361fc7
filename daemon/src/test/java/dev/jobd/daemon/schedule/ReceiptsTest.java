package dev.jobd.daemon.schedule;

import static dev.jobd.daemon.schedule.TestJob.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.daemon.store.RequestKey;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.model.JobId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A command with a key is done once, for as long as its receipt is kept.
class ReceiptsTest {
    private static final int ROUND = 1_200;

    private TestDaemon daemon = TestDaemon.fresh();

    private static Command.Keyed keyed(Command.Plain command, RequestKey key, String hash) {
        return new Command.Keyed(command, key, hash, (view, applied) -> "seq " + view.seq());
    }

    private static RequestKey key(String text) {
        return new RequestKey(0, text);
    }

    private CompletableFuture<Applied> add(String name, RequestKey key, String hash) {
        return daemon.ask(keyed(job(name).add(), key, hash));
    }

    private static Optional<String> replayed(CompletableFuture<Applied> answer) {
        return answer.join().told().filter(Applied.Told::isReplayed).map(Applied.Told::result);
    }

    private long jobs() {
        return daemon.store.view().counts().jobs();
    }

    private long receipts() {
        return daemon.store.view().receiptCount();
    }

    @Test
    @Tag("P11")
    void theNextDaemonKnowsWhatWasDone() {
        long seq = add("a", key("k"), "h").join().seq();
        daemon = daemon.crash(Duration.ofMinutes(1));

        assertThat(replayed(add("a", key("k"), "h"))).contains("seq " + seq);
        assertThat(jobs()).isEqualTo(1);
        assertThatThrownBy(add("b", key("k"), "other")::join)
                .hasCauseInstanceOf(RefusedException.class);
        assertThat(replayed(add("b", key("l"), "h"))).isEmpty();
    }

    @Test
    @Tag("P11")
    void whatIsNotSavedYetIsAnsweredOnceItIs() {
        daemon.store.hold();
        CompletableFuture<Applied> first = add("a", key("k"), "h");
        CompletableFuture<Applied> second = add("a", key("k"), "h");
        CompletableFuture<Applied> other = add("b", key("k"), "other");
        CompletableFuture<Applied> stranger = add("b", new RequestKey(1, "k"), "other");

        assertThatThrownBy(other::join).hasCauseInstanceOf(RefusedException.class);
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        daemon.store.release();
        assertThat(replayed(first)).isEmpty();
        assertThat(replayed(second)).contains("seq " + first.join().seq());
        assertThat(replayed(stranger)).isEmpty();
        assertThat(jobs()).isEqualTo(2);
    }

    @Test
    @Tag("P11")
    void whatCouldNotBeSavedIsDoneWhenItIsAskedForAgain() {
        daemon.store.hold();
        CompletableFuture<Applied> first = add("a", key("k"), "h");
        CompletableFuture<Applied> second = add("a", key("k"), "h");
        daemon.store.fillDisk();
        daemon.store.release();
        daemon.turn();

        assertThatThrownBy(first::join).hasCauseInstanceOf(StoreException.Full.class);
        assertThatThrownBy(second::join).hasCauseInstanceOf(StoreException.Full.class);
        assertThat(receipts()).isZero();
        assertThat(replayed(add("a", key("k"), "h"))).isEmpty();
        assertThat(jobs()).isEqualTo(1);
    }

    /// Pauses a job, each time with a key of its own.
    private void pause(String prefix, int count) {
        for (int i = 0; i < count; i++) {
            pause(prefix + i).join();
        }
    }

    private CompletableFuture<Applied> pause(String key) {
        Command.Pause pause =
                new Command.Pause(new JobId(1), OptionalLong.empty(), true, TestJob.BY);
        return daemon.ask(keyed(pause, key(key), "h"));
    }

    @Test
    @Tag("P11")
    void aReceiptIsKeptForADayAndBesideTenThousandOthersAndThenForgotten() {
        add("a", key("add"), "h").join();
        pause("old-", Receipts.KEPT_MIN + ROUND);
        daemon.pass(Receipts.KEPT_FOR.minusSeconds(1));
        pause("day-", ROUND);
        assertThat(receipts()).isEqualTo(1 + Receipts.KEPT_MIN + 2 * ROUND);
        assertThat(replayed(pause("old-0"))).isPresent();

        daemon.pass(Duration.ofSeconds(2));
        pause("new-", 10 * ROUND);
        assertThat(receipts()).isBetween(10_000L, 11L * ROUND + 600);
        assertThat(replayed(pause("day-0"))).isPresent();
        assertThat(replayed(pause("new-0"))).isPresent();
        // It was forgotten, and so it is done once more.
        assertThat(replayed(pause("old-0"))).isEmpty();
        assertThat(replayed(pause("old-0"))).isPresent();
    }

    @Test
    @Tag("P11")
    void fewReceiptsAreKeptHoweverOldTheyAre() {
        add("a", key("add"), "h").join();
        daemon.pass(Duration.ofDays(1_000));
        pause("new-", ROUND);

        assertThat(replayed(add("a", key("add"), "h"))).isPresent();
        assertThat(receipts()).isEqualTo(1 + ROUND);
    }
}
