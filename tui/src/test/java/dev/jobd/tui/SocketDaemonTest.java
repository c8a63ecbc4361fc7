package dev.jobd.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.testing.Seeds;
import dev.jobd.tui.state.Answer;
import dev.jobd.tui.state.Effect;
import dev.jobd.tui.state.FormContent;
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
    void afterADaemonThatWentAwayTheNextCallFindsTheNewOne() throws Exception {
        assertThat(daemon.ping()).isNotNull();
        fake.stop();
        assertThatThrownBy(() -> daemon.ping()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> daemon.ping())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no daemon listens");
        fake.start();
        assertThat(daemon.ping()).isNotNull();
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
            Future<?> call = executor.submit(() -> daemon.ping());
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
