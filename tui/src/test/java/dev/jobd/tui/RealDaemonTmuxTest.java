package dev.jobd.tui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.daemon.DaemonMain;
import dev.jobd.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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
        tmux = new Tmux(folder, 80, 24, "JOBD_SOCKET=" + socket(), "PAGER=cat");
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
        tmux.waitFor("x stop");
        // The run is there before its process is; the question says how things stand now.
        tmux.keys("x");
        assertThat(tmux.waitFor("Stop 1 run?")).contains("long  run #1");
        tmux.waitFor("its process", screen -> screen.matches("(?s).*run #1  pid \\d+ .*"));
        long pid = runningPid();
        assertThat(tmux.screen()).contains("pid " + pid);
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
    @Tag("T18")
    void aDaemonThatIsKilledAndStartedAgainIsFoundAgain() throws Exception {
        add("tick", "true");
        open();
        daemon.destroyForcibly().waitFor();
        assertThat(tmux.waitFor("DISCONNECTED")).contains("tick");
        startDaemon();
        add("made-meanwhile", "true");
        tmux.waitFor("live");
        assertThat(tmux.waitFor("rows 1-2 of 2")).contains("made-meanwhile");
        tmux.keys("G", "r");
        tmux.waitFor("run now: tick (run #1)");
    }

    @Test
    void theScreensShowWhatTheDaemonKnows() throws Exception {
        add("talker", "sh", "-c", "echo one; echo two; exit 3");
        open();
        tmux.keys("r");
        tmux.waitFor("1 FAILED");
        tmux.keys("Enter");
        assertThat(tmux.waitFor("│two")).contains("every 1h", "no retries", "failed", "#1");
        tmux.keys("Enter");
        assertThat(tmux.waitFor("failed 3")).contains("talker/1 log", "one", "two");
        // An Esc and a key right after it would be one key with Alt.
        tmux.keys("Escape");
        tmux.waitFor("Output of #1");
        tmux.keys("Escape");
        tmux.waitFor("rows 1-1 of 1");
        tmux.keys("2");
        tmux.waitFor("Nothing is running.");
        tmux.keys("3");
        assertThat(tmux.waitFor("runs 1-1 of 1")).contains("talker/1", "failed");
        tmux.keys("4");
        assertThat(tmux.waitFor("SCHEDULE")).contains("talker", "every 1h");
        tmux.keys("5");
        assertThat(tmux.waitFor("slots in use")).contains("default", "jobd/");
        tmux.keys("1", "w");
        assertThat(tmux.waitFor("failed 3")).contains("It is not running", "Before");
        tmux.keys("q");
        tmux.waitFor("code=0");
    }

    @Test
    void aLogIsFollowedAndHandedToThePager() throws Exception {
        add("endless", "sh", "-c", "i=0; while :; do i=$((i+1)); echo line $i; sleep 0.05; done");
        open();
        tmux.keys("r");
        tmux.waitFor("running");
        tmux.keys("l");
        tmux.waitFor("line 30");
        tmux.keys("k");
        tmux.waitFor("not following any more");
        tmux.keys("G");
        tmux.waitFor("following   lines");
        tmux.keys("o");
        // What cat shows stands on the normal screen; then the dashboard is back.
        tmux.waitFor("back from the pager");
        tmux.waitForFlags("alternate=1 cursor=0 mouse=0");
        tmux.keys("/");
        tmux.type("line 7");
        tmux.keys("Enter");
        tmux.waitFor("not following   lines");
        tmux.keys("Escape");
        tmux.waitFor("rows 1-1 of 1");
        tmux.keys("x");
        tmux.waitFor("Stop 1 run?");
        tmux.keys("y");
        tmux.waitFor("its end", screen -> screen.matches("(?s).*\\WKILL\\W.*"));
    }

    @Test
    void aJobIsAddedChangedDeletedAndBroughtBack() throws Exception {
        add("first", "true");
        open();
        tmux.keys("a");
        tmux.waitFor("add a job");
        tmux.type("second");
        tmux.keys("Tab");
        tmux.type("echo 'two words'");
        tmux.keys("Tab", "Tab", "Tab");
        tmux.type("x");
        tmux.waitFor("! must be a duration");
        tmux.keys("BSpace");
        tmux.waitFor("jobd takes it: every 1h");
        tmux.keys("C-o");
        tmux.waitFor("added: second");
        tmux.waitFor("rows 1-2 of 2");
        tmux.keys("/");
        tmux.type("second");
        tmux.keys("Enter", "e");
        tmux.waitFor("edit second");
        tmux.waitFor("jobd takes it");
        tmux.type("-b");
        tmux.waitFor("* not saved");
        tmux.keys("C-o");
        tmux.waitFor("changed: second-b");
        tmux.keys("d");
        assertThat(tmux.waitFor("Delete 1 job?")).contains("second-b");
        tmux.keys("Enter");
        tmux.waitFor("nothing was done");
        tmux.keys("d");
        tmux.waitFor("Delete 1 job?");
        tmux.keys("y");
        tmux.waitFor("deleted: second-b");
        tmux.waitFor("No job matches");
        tmux.keys("u");
        tmux.waitFor("brought back: 1 job");
        assertThat(tmux.waitFor("1 of 2 jobs match")).contains("echo 'two words'");
    }

    @Test
    void thePauseThatEndsAndTheSkipsToComeAreShown() throws Exception {
        add("paused-job", "true");
        open();
        call(
                "pause",
                Json.object()
                        .put("job", "paused-job")
                        .put("until", Instant.now().plusSeconds(3600)));
        assertThat(tmux.waitFor("paused until")).contains("til ");
        call("resume", Json.object().put("job", "paused-job"));
        tmux.waitFor("0 paused or none", screen -> !screen.contains("paused until"));
        call("skip_next", Json.object().put("job", "paused-job").put("count", 2));
        assertThat(tmux.waitFor("skips the next 2")).contains("skip 2");
    }

    @Test
    void onAWideScreenTheJobAndWhatItsProcessUsesAreSeenBesideTheList() throws Exception {
        add("busy", "sh", "-c", "echo hello from it; exec sleep 300");
        tmux.resize(200, 50);
        tmux.command(TestPrograms.command(folder, Jobtop.class) + "; echo code=$?");
        tmux.waitFor("rows 1-1 of 1");
        tmux.keys("r");
        tmux.waitFor("the output", screen -> screen.contains("│hello from it"));
        tmux.waitFor(
                "its use",
                screen ->
                        screen.matches("(?s).*busy  +#1  +\\S+  +\\d+%  +\\d+[KM]  \\d+ procs?.*"));
        tmux.keys("z");
        tmux.waitFor("the list alone", screen -> !screen.contains("│hello from it"));
        tmux.keys("x");
        tmux.waitFor("Stop 1 run?");
        tmux.keys("y");
        tmux.waitFor("its end", screen -> screen.matches("(?s).*\\WKILL\\W.*"));
    }

    @Test
    void theNameIsCopiedToTheTerminalsClipboard() throws Exception {
        add("copied-job", "true");
        open();
        tmux.keys("y");
        tmux.waitFor("copied the name");
        assertThat(tmux.clipboard()).isEqualTo("copied-job");
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

    private void call(String op, Json.Builder args) {
        try (DaemonClient client = DaemonClient.connect(Path.of(socket()))) {
            client.call(op, args.build());
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
