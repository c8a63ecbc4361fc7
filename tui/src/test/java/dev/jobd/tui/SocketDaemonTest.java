package dev.jobd.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.testing.Seeds;
import dev.jobd.tui.state.Answer;
import dev.jobd.tui.state.Effect;
import dev.jobd.tui.state.FormContent;
import dev.jobd.tui.state.JobRow;
import dev.jobd.tui.state.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SocketDaemonTest {

    @TempDir Path folder;
    private FakeDaemon fake;
    private SocketDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeDaemon(folder.resolve("s"));
        daemon = new SocketDaemon(fake.socket());
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        fake.close();
    }

    @Test
    void everyPageOfTheListIsRead() throws Exception {
        for (int i = 1; i <= 2_500; i++) {
            fake.add(FakeDaemon.job(i, "job-" + i).build());
        }
        assertThat(daemon.list().jobs())
                .hasSize(2_500)
                .extracting(JobRow::number)
                .doesNotHaveDuplicates();
    }

    @Test
    void theListIsReadAgainOnlyWhenSomethingWasCommittedOrTheConnectionIsNew() throws Exception {
        fake.add(FakeDaemon.job(1, "one").build());
        assertThat(daemon.list().jobs()).hasSize(1);
        assertThat(daemon.list().jobs()).hasSize(1);
        assertThat(fake.lists()).isEqualTo(1);
        fake.add(FakeDaemon.job(2, "two").build());
        assertThat(daemon.list().jobs()).hasSize(2);
        assertThat(fake.lists()).isEqualTo(2);
        daemon.close();
        assertThat(daemon.list().jobs()).hasSize(2);
        assertThat(fake.lists()).isEqualTo(3);
    }

    @Test
    void aJobIsReadWithWhatItIsDoing() throws Exception {
        fake.add(
                FakeDaemon.job(7, "tick")
                        .put("state", "running")
                        .put("paused", true)
                        .put("active", FakeDaemon.active(12, 4211))
                        .put("something", "new")
                        .build());
        JobRow row = daemon.list().jobs().getFirst();
        assertThat(row.name()).isEqualTo("tick");
        assertThat(row.paused()).isTrue();
        assertThat(row.active())
                .satisfies(run -> {
                    assertThat(run.run()).isEqualTo(12);
                    assertThat(run.pid()).isEqualTo(4211);
                });
        assertThat(row.last()).satisfies(last -> assertThat(last.isGood()).isTrue());
    }

    @Test
    void afterADaemonThatWentAwayTheNextCallFindsTheNewOne() throws Exception {
        assertThat(daemon.list().jobs()).isEmpty();
        fake.stop();
        assertThatThrownBy(() -> daemon.list()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> daemon.list())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no daemon listens");
        fake.start();
        assertThat(daemon.list().jobs()).isEmpty();
    }

    @Test
    void closingEndsACallThatWaits() throws Exception {
        fake.silence(true);
        // Also one that is just being connected, which takes some tries to hit.
        for (int i = 0; i < Seeds.bound(200, 20_000); i++) {
            closeWhileItWaits();
            fake.stop();
            fake.start();
        }
    }

    private void closeWhileItWaits() throws InterruptedException {
        try (var executor = Executors.newSingleThreadExecutor()) {
            Future<?> call = executor.submit(() -> daemon.list());
            while (!fake.hasConnection()) {
                Thread.onSpinWait();
            }
            daemon.close();
            assertThatThrownBy(call::get).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void whatAnOlderDaemonDoesNotKnowIsSaidWithWhatToDo() {
        fake.becomeOld();

        assertThatThrownBy(() -> daemon.send(new Effect.Pause(1, "tick")))
                .isInstanceOf(Daemon.RefusedException.class)
                .hasMessageStartingWith("unknown field: the daemon that runs (jobd/0.0.9) is older")
                .hasMessageContaining("'jobctl shutdown'");
    }

    @Test
    void aFormIsNotCheckedByADaemonThatCannotTry() throws Exception {
        fake.becomeOld();
        Map<String, String> values = Map.of("name", "tick", "command", "true", "kind", "manual");
        FormContent content = new FormContent(0, 0, values, Map.of());

        assertThat(daemon.ask(new Query.Check(1, content)))
                .isInstanceOfSatisfying(
                        Answer.Check.class, it -> assertThat(it.problems()).isEmpty());
        assertThat(fake.asked()).allMatch(it -> !it.startsWith("add") || it.contains("dry_run"));
    }

    @Test
    void aRefusalIsNoLossOfTheConnection() throws Exception {
        assertThatThrownBy(() -> daemon.send(new Effect.Trigger(13, "unlucky")))
                .isInstanceOf(Daemon.RefusedException.class)
                .hasMessage("no luck");
        assertThat(daemon.send(new Effect.Stop(1, 12, "tick")).text())
                .isEqualTo("stopping: tick run #12");
        assertThat(fake.asked()).last().isEqualTo("stop {\"run\":\"1/12\"}");
    }
}
