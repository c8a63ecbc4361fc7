package dev.jobd.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.Msg;
import dev.jobd.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class JobFeedTest {

    @TempDir Path folder;
    private final Mailbox mailbox = new Mailbox();
    private final Deque<Msg> received = new ArrayDeque<>();
    private FakeDaemon fake;
    private JobFeed feed;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeDaemon(folder.resolve("s"));
        feed = new JobFeed(fake.socket(), mailbox);
    }

    @AfterEach
    void stop() throws IOException {
        feed.close();
        fake.close();
    }

    @Test
    void thePagesOfTheListComeOneByOneAndThenAllIsKnown() throws Exception {
        for (int i = 1; i <= 500; i++) {
            fake.add(FakeDaemon.job(i, "job-" + i).build());
        }
        feed.connect(1, false);
        assertThat(next(Msg.Connected.class).server()).isEqualTo("jobd/0.0.9");
        assertThat(next(Msg.JobsChanged.class).jobs()).as("a screen full first").hasSize(100);
        assertThat(next(Msg.JobsChanged.class).jobs()).hasSize(200);
        assertThat(next(Msg.JobsChanged.class).jobs()).hasSize(200);
        assertThat(next(Msg.JobsReplaced.class).jobs())
                .extracting(JobRow::number)
                .hasSize(500)
                .doesNotHaveDuplicates();
        assertThat(next(Msg.Synced.class).attempt()).isEqualTo(1);
    }

    @Test
    void aChangeIsToldWithoutAQuestion() throws Exception {
        synced();
        fake.add(FakeDaemon.job(2, "two").put("skip_next", 3).build());
        JobRow row = next(Msg.JobsChanged.class).jobs().getFirst();
        assertThat(row.name()).isEqualTo("two");
        assertThat(row.skips()).isEqualTo(3);
        fake.remove(0);
        assertThat(next(Msg.JobsChanged.class).removed()).isEqualTo(Set.of(1L));
    }

    @Test
    @Tag("T18")
    void overTheNextConnectionItGoesOnWhereItWas() throws Exception {
        synced();
        fake.add(FakeDaemon.job(2, "two").build());
        next(Msg.JobsChanged.class);
        fake.stop();
        assertThat(next(Msg.ConnectionLost.class))
                .isEqualTo(new Msg.ConnectionLost(1, "jobd went away"));
        feed.connect(2, false);
        assertThat(next(Msg.ConnectionLost.class).reason()).contains("no daemon listens");
        fake.start();
        feed.connect(3, false);
        next(Msg.Connected.class);
        assertThat(next(Msg.class)).as("nothing is read again").isEqualTo(new Msg.Synced(3));
        Json.Obj place = fake.subscriptions().getLast().object("from");
        assertThat(place.integer("seq")).isEqualTo(9);
        assertThat(fake.lists()).isEqualTo(1);
    }

    @Test
    void anotherHistoryReplacesWhatIsKnown() throws Exception {
        synced();
        fake.stop();
        next(Msg.ConnectionLost.class);
        fake.remove(0);
        fake.add(FakeDaemon.job(7, "other").build());
        fake.restore();
        fake.start();
        feed.connect(2, false);
        next(Msg.Connected.class);
        assertThat(next(Msg.JobsReplaced.class).jobs())
                .extracting(JobRow::name)
                .containsExactly("other");
        assertThat(next(Msg.class)).isEqualTo(new Msg.Synced(2));
    }

    @Test
    void aDaemonThatLetsGoOfItIsAskedForTheRest() throws Exception {
        synced();
        fake.letGo();
        next(Msg.Connected.class);
        assertThat(next(Msg.class)).isEqualTo(new Msg.Synced(1));
        assertThat(fake.subscriptions()).hasSize(2);
    }

    @Test
    void whoWantsAllOfItAfreshGetsTheList() throws Exception {
        synced();
        feed.connect(2, true);
        next(Msg.Connected.class);
        assertThat(next(Msg.JobsReplaced.class).jobs()).hasSize(1);
        assertThat(next(Msg.class)).isEqualTo(new Msg.Synced(2));
        assertThat(fake.lists()).isEqualTo(2);
    }

    @Test
    void aJobIsReadWithWhatItIsDoingAndHowItIsPaused() throws Exception {
        Instant until = Instant.parse("2026-11-23T14:00:00Z");
        fake.add(
                FakeDaemon.job(7, "tick")
                        .put("state", "running")
                        .put("paused", true)
                        .put("paused_until", until)
                        .put("active", FakeDaemon.active(12, 4211))
                        .put("something", "new")
                        .build());
        feed.connect(1, false);
        JobRow row = next(Msg.JobsReplaced.class).jobs().getFirst();
        assertThat(row.pause()).isEqualTo(new JobRow.Pause(true, until, ""));
        assertThat(row.active())
                .satisfies(run -> {
                    assertThat(run.run()).isEqualTo(12);
                    assertThat(run.pid()).isEqualTo(4211);
                });
        assertThat(row.last()).satisfies(last -> assertThat(last.isGood()).isTrue());
    }

    private void synced() throws InterruptedException {
        fake.add(FakeDaemon.job(1, "one").build());
        feed.connect(1, false);
        next(Msg.Synced.class);
    }

    /// The next message of a kind; those before it are passed over, but for a lost connection.
    private <T extends Msg> T next(Class<T> kind) throws InterruptedException {
        List<Msg> passed = new ArrayList<>();
        while (true) {
            if (received.isEmpty()) {
                received.addAll(mailbox.await(Duration.ofSeconds(10)));
            }
            Msg msg = received.removeFirst();
            if (kind.isInstance(msg)) {
                return kind.cast(msg);
            }
            passed.add(msg);
            assertThat(msg).as("before that: %s", passed).isNotInstanceOf(Msg.Tick.class);
        }
    }
}
