package dev.jobd.tui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.daemon.DaemonMain;
import dev.jobd.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The dashboard, the real daemon, real processes and a real terminal.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RealDaemonTmuxTest {

    @TempDir Path folder;
    private Process daemon;
    private Tmux tmux;

    @BeforeEach
    void start() throws Exception {
        startDaemon();
        tmux = new Tmux(folder, 80, 24, "JOBD_SOCKET=" + socket());
    }

    @AfterEach
    void stop() throws Exception {
        tmux.close();
        daemon.destroy();
        daemon.waitFor();
    }

    @Test
    void aJobIsRunStoppedPausedAndResumed() throws Exception {
        add("long", "sleep", "300");
        open();
        tmux.waitFor("waiting");
        tmux.keys("r");
        tmux.waitFor("run now: long (run #1)");
        tmux.waitFor("running");
        long pid = runningPid();
        tmux.keys("x");
        assertThat(tmux.waitFor("Stop 1 run?")).contains("long  run #1", "pid " + pid);
        tmux.keys("y");
        // Other than SIGKILL, of which the question and the notice speak.
        tmux.waitFor("its end", screen -> screen.matches("(?s).*\\WKILL\\W.*"));
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        tmux.keys("p");
        tmux.waitFor("paused: long");
        tmux.waitFor("1 paused");
        tmux.keys("p");
        tmux.waitFor("resumed: long");
        tmux.keys("q");
        tmux.waitFor("code=0");
    }

    @Test
    void aFailureIsSeen() throws Exception {
        add("bad", "false");
        open();
        tmux.keys("r");
        assertThat(tmux.waitFor("1 FAILED")).contains("! bad");
    }

    @Test
    void aDaemonThatIsKilledAndStartedAgainIsFoundAgain() throws Exception {
        add("tick", "true");
        open();
        daemon.destroyForcibly().waitFor();
        assertThat(tmux.waitFor("DISCONNECTED")).contains("tick");
        startDaemon();
        tmux.waitFor("live");
        tmux.keys("r");
        tmux.waitFor("run now: tick (run #1)");
    }

    private void startDaemon() throws IOException {
        daemon =
                TestPrograms.start(
                        folder,
                        DaemonMain.class,
                        List.of(
                                "--state",
                                folder.resolve("state").toString(),
                                "--socket",
                                socket()));
        assertThat(daemon.inputReader(UTF_8).readLine()).startsWith("ready pid=");
    }

    private String socket() {
        return folder.resolve("run/s").toString();
    }

    private void add(String name, String... argv) {
        Json.Obj job =
                Json.object()
                        .put("name", name)
                        .put("cmd", Json.strings(List.of(argv)))
                        .put(
                                "schedule",
                                Json.object()
                                        .put("kind", "fixed-rate")
                                        .put("every_ms", 3_600_000)
                                        .build())
                        .build();
        try (DaemonClient client = DaemonClient.connect(Path.of(socket()))) {
            client.call("add", Json.object().put("job", job).build());
        }
    }

    private long runningPid() {
        try (DaemonClient client = DaemonClient.connect(Path.of(socket()))) {
            Json.Obj answer = client.call("list", Json.Obj.EMPTY);
            return answer.objects("items").getFirst().object("active").integer("pid");
        }
    }

    private void open() throws IOException, InterruptedException {
        tmux.command(TestPrograms.command(folder, Jobtop.class) + "; echo code=$?");
        tmux.waitFor("rows 1-1 of 1");
    }
}
