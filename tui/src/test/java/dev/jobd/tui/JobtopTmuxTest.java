package dev.jobd.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole program on a real terminal, against a daemon behind a real socket.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class JobtopTmuxTest {

    private static final String CLEAN = "alternate=0 cursor=1 mouse=0";

    @TempDir Path folder;
    private FakeDaemon daemon;
    private Tmux tmux;

    @BeforeEach
    void start() throws Exception {
        daemon = new FakeDaemon(folder.resolve("jobd.sock"));
        daemon.add(FakeDaemon.job(1, "tick").build());
        daemon.add(FakeDaemon.job(2, "backup").build());
        tmux = new Tmux(folder, 80, 24, "JOBD_SOCKET=" + daemon.socket());
    }

    @AfterEach
    void stop() throws Exception {
        tmux.close();
        daemon.close();
    }

    @Test
    void theListShowsAndKeysActOnTheSelectedJob() throws Exception {
        open();
        tmux.keys("g", "r");
        tmux.waitFor("run now: backup");
        tmux.keys("j", "p");
        tmux.waitFor("paused: tick");
        assertThat(daemon.asked())
                .containsExactly("trigger {\"job\":\"2\"}", "pause {\"job\":\"1\"}");
        quit();
    }

    @Test
    void stoppingAsksAndEnterMeansNo() throws Exception {
        daemon.set(0, running());
        open();
        tmux.waitFor("running");
        tmux.keys("g", "x");
        assertThat(tmux.waitFor("Stop 1 run?")).contains("tick  run #12", "pid 4211");
        tmux.keys("Enter");
        tmux.waitFor("nothing was done");
        assertThat(daemon.asked()).isEmpty();
        tmux.keys("x");
        tmux.waitFor("Stop 1 run?");
        tmux.keys("y");
        tmux.waitFor("stopping: tick run #12");
        assertThat(daemon.asked()).containsExactly("stop {\"run\":\"1/12\"}");
        quit();
    }

    @ParameterizedTest
    @Tag("T8")
    @ValueSource(strings = {"q", "C-c"})
    void quittingLeavesTheTerminalAsItWas(String key) throws Exception {
        String before = settings();
        open();
        assertThat(tmux.flags()).isEqualTo("alternate=1 cursor=0 mouse=0");
        tmux.keys(key);
        tmux.waitFor("code=0");
        assertClean(before);
    }

    @ParameterizedTest
    @Tag("T8")
    @ValueSource(strings = {"TERM:143", "INT:130", "HUP:129"})
    void aSignalLeavesTheTerminalAsItWas(String signalAndCode) throws Exception {
        String signal = signalAndCode.substring(0, signalAndCode.indexOf(':'));
        String before = settings();
        open();
        signal(signal);
        tmux.waitFor("code=" + signalAndCode.substring(signal.length() + 1));
        assertClean(before);
    }

    @Test
    @Tag("T8")
    void aSignalAmidDrawingLeavesTheTerminalAsItWas() throws Exception {
        String before = settings();
        open();
        for (int i = 0; i < 30; i++) {
            tmux.keys("?", "Escape", "C-l");
        }
        signal("TERM");
        tmux.waitFor("code=143");
        assertClean(before);
    }

    @Test
    @Tag("T8")
    void anErrorInTheProgramIsToldOnTheNormalScreen() throws Exception {
        String before = settings();
        tmux.command(TestPrograms.command(folder, CrashingJobtop.class) + "; echo code=$?");
        tmux.waitFor("rows 1-");
        tmux.keys("5");
        String screen = tmux.waitFor("code=1");
        assertThat(screen).contains("jobtop stopped on an internal error", "on purpose");
        assertClean(before);
    }

    @Test
    @Tag("T9")
    void suspendingGivesTheShellBackAndForegroundReturns() throws Exception {
        String before = settings();
        open();
        tmux.keys("C-z");
        tmux.waitFor("code=148");
        assertClean(before);
        tmux.command("fg");
        tmux.waitFor("tick");
        tmux.waitForFlags("alternate=1 cursor=0 mouse=0");
        tmux.keys("G", "r");
        tmux.waitFor("run now: tick");
        tmux.keys("q");
        tmux.waitFor("ready$");
        assertClean(before);
    }

    @Test
    @Tag("T5")
    void aResizeStormEndsInAnUndamagedScreen() throws Exception {
        open();
        for (int i = 0; i < 40; i++) {
            tmux.resize(60 + i % 7 * 10, 12 + i % 5 * 6);
        }
        tmux.resize(100, 30);
        String screen =
                tmux.waitFor(
                        "the whole screen",
                        text -> {
                            String[] lines = text.split("\n", -1);
                            // A frame made for the size before could end the same.
                            return lines.length == 31
                                    && lines[0].stripTrailing().length() == 99
                                    && lines[27].startsWith(" backup")
                                    && lines[29].contains("q quit");
                        });
        assertThat(screen.lines().filter(line -> line.contains("NAME"))).hasSize(1);
        assertThat(screen.lines().filter(JobtopTmuxTest::isOfBackup)).hasSize(2);
        quit();
    }

    @Test
    @Tag("T18")
    void aLostDaemonIsSaidAndComesBack() throws Exception {
        open();
        daemon.stop();
        String lost = tmux.waitFor("DISCONNECTED");
        assertThat(tmux.waitFor("connection lost")).contains("STALE", "actions disabled");
        assertThat(lost).contains("backup");
        tmux.keys("r");
        tmux.waitFor("not sent - no connection to jobd");
        daemon.start();
        tmux.waitFor("live");
        assertThat(daemon.asked()).as("a refused action is not sent later").isEmpty();
        quit();
    }

    @Test
    @Tag("T18")
    void aSilentDaemonCountsAsLostAndComesBack() throws Exception {
        open();
        daemon.silence(true);
        tmux.waitFor("no answer for 3s");
        daemon.silence(false);
        tmux.waitFor("live");
        quit();
    }

    @Test
    void aRefusalOfTheDaemonIsShown() throws Exception {
        daemon.add(FakeDaemon.job(13, "unlucky").build());
        open();
        tmux.waitFor("unlucky");
        tmux.keys("G", "r");
        tmux.waitFor("run unlucky: no luck");
        quit();
    }

    @Test
    @Tag("T9")
    void keysThatOtherProgramsStopOrEndByDoNothing() throws Exception {
        open();
        tmux.keys("C-s", "C-\\", "C-q", "G", "t");
        assertThat(tmux.waitFor("its clock time", it -> it.matches("(?s).*> . tick .*")))
                .contains("rows 1-2 of 2");
        quit();
    }

    @Test
    @Tag("T12")
    void theMouseIsTakenWhenAskedForAndGivenBack() throws Exception {
        String before = settings();
        open();
        tmux.keys("g");
        tmux.type("\u001b[<0;10;5M");
        tmux.keys("m");
        tmux.waitFor("mouse on");
        tmux.waitForFlags("alternate=1 cursor=0 mouse=1");
        assertThat(tmux.screen()).as("before that a click is nothing").contains("> + backup");
        tmux.type("\u001b[<0;10;5M");
        tmux.waitFor("> + tick");
        tmux.type("\u001b[<64;10;5M");
        tmux.waitFor("> + backup");
        tmux.keys("C-z");
        tmux.waitFor("code=148");
        assertClean(before);
        tmux.command("fg");
        tmux.waitForFlags("alternate=1 cursor=0 mouse=1");
        tmux.keys("q");
        tmux.waitFor("ready$");
        assertClean(before);
    }

    @Test
    @Tag("T6")
    void theTerminalIsSetUpByFewProcessesFoundByPath() throws Exception {
        Path script = folder.resolve("bin/stty");
        Files.createDirectories(folder.resolve("bin"));
        String real = "PATH=${PATH#*:} exec stty \"$@\"";
        Files.writeString(script, "#!/bin/sh\necho \"$@\" >> " + folder + "/calls\n" + real + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        tmux.command("PATH=" + folder.resolve("bin") + ":$PATH");
        open();
        quit();
        assertThat(Files.readAllLines(folder.resolve("calls")))
                .as("settings, size, raw; and back")
                .hasSize(4)
                .startsWith("-g", "size");
    }

    @Test
    @Tag("T7")
    void javaSaysNothingBesideTheScreenAndNeedsNoNativeAccess() throws Exception {
        String command = TestPrograms.command(folder, Jobtop.class, "--illegal-native-access=deny");
        tmux.command(command + " 2> " + folder + "/errors; echo code=$?");
        tmux.waitFor("rows 1-2 of 2");
        quit();
        assertThat(folder.resolve("errors")).isEmptyFile();
    }

    @Test
    @Tag("T11")
    void aPasteStartsNothing() throws Exception {
        open();
        tmux.paste("rpx\ny\nq");
        tmux.keys("/");
        tmux.paste("tick");
        tmux.waitFor("1 of 2 jobs match");
        tmux.keys("Escape");
        tmux.waitFor("rows 1-2 of 2");
        assertThat(daemon.asked()).isEmpty();
        quit();
    }

    @Test
    @Tag("T19")
    void noKeystrokeIsDropped() throws Exception {
        open();
        tmux.keys("/");
        String typed = "abcdefghijklmnopqrstuvwxyz0123456789";
        for (int i = 0; i < typed.length(); i++) {
            tmux.type(typed.substring(i, i + 1));
        }
        tmux.waitFor("/" + typed);
        tmux.keys("Escape");
        tmux.waitFor("rows 1-2 of 2");
        quit();
    }

    @Test
    @Tag("T13")
    @Tag("T14")
    void wideAndHostileNamesStayInTheirColumns() throws Exception {
        daemon.set(0, named(1, "\u2705 pizza \uD83C\uDF55"));
        daemon.set(1, named(2, "\u65E5\u672C\u8A9E"));
        daemon.add(named(3, "e\u0301t\u00E9"));
        daemon.add(named(4, "\u001b[31mred\u0007\u009b2J\u202Egnp.exe"));
        open();
        String screen = tmux.waitFor("rows 1-4 of 4");
        assertThat(screen)
                .contains("\u2705 pizza \uD83C\uDF55", "\u65E5\u672C\u8A9E", "e\u0301t\u00E9")
                .contains("\u241B[31mred\u2407?2J?gnp.exe");
        assertThat(tmux.colours()).doesNotContain("\u001b[31mred");
        quit();
    }

    @Test
    @Tag("T1")
    void withoutATerminalItSaysSoAndEnds() throws Exception {
        tmux.command(
                TestPrograms.command(folder, Jobtop.class) + " | cat; echo code=${PIPESTATUS[0]}");
        assertThat(tmux.waitFor("code=2")).contains("needs a terminal; use jobctl list --watch");
    }

    @Test
    @Tag("T16")
    void theEndOfTheTerminalEndsTheProgram() throws Exception {
        open();
        ProcessHandle jobtop = TestPrograms.process(folder, Jobtop.class);
        tmux.close();
        jobtop.onExit().get(20, TimeUnit.SECONDS);
        tmux = new Tmux(folder, 80, 24);
    }

    private static boolean isOfBackup(String line) {
        return line.contains("backup") && !line.contains("next:");
    }

    private static Json.Obj running() {
        return FakeDaemon.job(1, "tick")
                .put("state", "running")
                .put("active", FakeDaemon.active(12, 4211))
                .build();
    }

    private static Json.Obj named(long id, String name) {
        return FakeDaemon.job(id, name).build();
    }

    private void open() throws IOException, InterruptedException {
        tmux.command(TestPrograms.command(folder, Jobtop.class) + "; echo code=$?");
        tmux.waitFor("backup or a list", screen -> screen.contains("rows 1-"));
    }

    private void quit() throws IOException, InterruptedException {
        tmux.keys("q");
        tmux.waitFor("code=0");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code =
                new ProcessBuilder(
                                "kill",
                                "-" + name,
                                String.valueOf(TestPrograms.process(folder, Jobtop.class).pid()))
                        .start()
                        .waitFor();
        assertThat(code).isZero();
    }

    private String settings() throws IOException, InterruptedException {
        tmux.command("stty -g > " + folder + "/stty; echo sa\"\"ved");
        tmux.waitFor("saved");
        return Files.readString(folder.resolve("stty"));
    }

    private void assertClean(String before) throws IOException, InterruptedException {
        tmux.waitForFlags(CLEAN);
        tmux.command("clear; stty -g > " + folder + "/stty2; echo writ\"\"ten");
        String screen = tmux.waitFor("written");
        assertThat(Files.readString(folder.resolve("stty2"))).isEqualTo(before);
        assertThat(screen).doesNotContain("SCHEDULE");
    }
}
