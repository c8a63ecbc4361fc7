package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.ServerMessage;
import dev.jobd.wire.WireError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The verbs that change jobs and runs which are there.
@Timeout(60)
class ChangeCommandsTest {
    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    private static final String GONE = "{'job':{'id':17,'name':'sync'},'seq':6}";

    @Test
    void rmRemovesEachAndOneThatIsRefusedKeepsNoneBack() {
        daemon.refuse("remove", WireError.of(ErrorCode.STATE_CONFLICT, "'a' is running"));
        daemon.answer("remove", GONE);

        Call.Result result = daemon.call().jobctl("rm", "a", "sync", "sync");

        assertThat(result)
                .isEqualTo(new Call.Result(1, "removed sync (17)\n", "jobctl: 'a' is running\n"));
        assertThat(daemon.asked("remove"))
                .containsExactly(FakeDaemon.json("{'job':'a'}"), FakeDaemon.json("{'job':'sync'}"));
    }

    @Test
    void rmOfSeveralAsksOnATerminal() {
        daemon.answer("remove", GONE);

        assertThat(daemon.call().atTerminal(80).typing("n\n").jobctl("rm", "a", "b"))
                .isEqualTo(
                        new Call.Result(
                                1,
                                "",
                                "jobctl: remove 2 jobs: a, b? [y/N] jobctl: nothing was done\n"));
        assertThat(daemon.asked("remove")).isEmpty();
        assertThat(daemon.call().atTerminal(80).typing("y\n").jobctl("rm", "a", "b").code())
                .isZero();
        assertThat(daemon.call().atTerminal(80).jobctl("rm", "--yes", "--stop", "a", "b").code())
                .isZero();
        assertThat(daemon.asked("remove").getLast())
                .isEqualTo(FakeDaemon.json("{'job':'b','stop':true}"));
    }

    @Test
    void pauseAndResumeSayWhatComesNext() {
        daemon.answer("pause", Samples.with("job", Samples.SYNC));
        daemon.answer("resume", Samples.with("job", Samples.SYNC));

        assertThat(daemon.call().jobctl("pause", "sync").out()).isEqualTo("paused sync\n");
        assertThat(daemon.call().jobctl("resume", "sync").out())
                .isEqualTo("resumed sync; next 2026-11-25 14:35:00 (in 5m00s)\n");
    }

    @Test
    void aPauseCanEndByItself() {
        String until = "'paused':true,'paused_until':'2026-11-25T15:30:00.000Z'";
        daemon.answer("pause", Samples.with("job", Samples.SYNC.replace("'paused':false", until)));

        assertThat(daemon.call().jobctl("pause", "--for", "2h", "sync").out())
                .isEqualTo("paused sync until 2026-11-25 16:30:00 (in 2h00m)\n");
        assertThat(daemon.call().jobctl("pause", "--until", "tomorrow 9:00", "sync").code())
                .isZero();
        assertThat(daemon.asked("pause"))
                .containsExactly(
                        FakeDaemon.json("{'job':'sync','until':'2026-11-25T15:30:00.000Z'}"),
                        FakeDaemon.json("{'job':'sync','until':'2026-11-26T08:00:00.000Z'}"));
    }

    @Test
    void anEndOfAPauseThatCannotBeIsRefused() {
        assertThat(daemon.call().jobctl("pause", "--for", "soon", "sync").err())
                .startsWith("jobctl: --for is ");
        assertThat(daemon.call().jobctl("pause", "--until", "2020-01-01T08:00", "sync").err())
                .contains("--until: '2020-01-01T08:00' has passed");
        assertThat(daemon.call().jobctl("pause", "--for", "1h", "--until", "9:00", "a").err())
                .contains("--for and --until both say when it ends");
    }

    @Test
    void skipNextSaysWhatIsLeftOut() {
        String one = Samples.SYNC.replace("'paused':false", "'paused':false,'skip_next':1");
        daemon.answer("skip_next", Samples.with("job", one));

        assertThat(daemon.call().jobctl("skip-next", "sync").out())
                .isEqualTo(
                        "the next time of sync will be skipped;"
                                + " the next is 2026-11-25 14:35:00 (in 5m00s)\n");
        assertThat(daemon.call().jobctl("skip-next", "17", "0").code()).isZero();
        assertThat(daemon.asked("skip_next"))
                .containsExactly(
                        FakeDaemon.json("{'job':'sync','count':1}"),
                        FakeDaemon.json("{'job':'17','count':0}"));
        assertThat(daemon.call().jobctl("skip-next", "sync", "x").err())
                .contains("how many times to skip is 0 or more, not 'x'");
    }

    @Test
    void stopIsTheWholeSequenceAndKillOneSignal() {
        daemon.answer("stop", Samples.with("run", Samples.RUN.replace("'failed'", "'stopping'")));

        assertThat(daemon.call().jobctl("stop", "sync/12").out()).isEqualTo("sync/12 stopping\n");
        assertThat(daemon.call().jobctl("kill", "-s", "hup", "sync").out())
                .isEqualTo("sent HUP to sync/12\n");
        assertThat(daemon.asked("stop"))
                .containsExactly(
                        FakeDaemon.json("{'run':'sync/12'}"),
                        FakeDaemon.json("{'run':'sync','signal':'HUP'}"));
    }

    @Test
    void aRunIsSuspendedAndContinued() {
        daemon.answer("suspend", Samples.with("run", Samples.RUN));
        daemon.answer("cont", Samples.with("run", Samples.RUN));

        assertThat(daemon.call().jobctl("suspend", "sync").out())
                .isEqualTo("sync/12 is suspended\n");
        assertThat(daemon.call().jobctl("cont", "sync/12").out()).isEqualTo("sync/12 goes on\n");
        assertThat(daemon.asked("suspend")).containsExactly(FakeDaemon.json("{'run':'sync'}"));
    }

    @Test
    void aRunIsHeldAndReleased() {
        String run = Samples.with("run", Samples.RUN.replace("'failed'", "'queued'"));
        daemon.answer("hold", run);
        daemon.answer("release", run);

        assertThat(daemon.call().jobctl("hold", "sync/12").out()).isEqualTo("sync/12 is held\n");
        assertThat(daemon.call().jobctl("release", "sync").out()).isEqualTo("sync/12 queued\n");
        assertThat(daemon.asked("hold")).containsExactly(FakeDaemon.json("{'run':'sync/12'}"));
        assertThat(daemon.asked("release")).containsExactly(FakeDaemon.json("{'run':'sync'}"));
    }

    @Test
    void stopWaitsForTheEndIfToldSo() {
        daemon.answer("stop", Samples.with("run", Samples.RUN));
        daemon.push("log", "{'ended':{'code':'eof','offset':{},'state':'killed'}}");

        assertThat(daemon.call().jobctl("stop", "-w", "sync").code()).isZero();
        assertThat(daemon.asked("log"))
                .containsExactly(FakeDaemon.json("{'run':'sync','stream':'none','follow':true}"));
    }

    @Test
    void editSendsOnlyWhatIsGivenAndTheRevisionItSaw() {
        daemon.answer("get", Samples.with("job", Samples.SYNC));
        daemon.answer("update", Samples.with("job", Samples.SYNC));

        Call.Result result =
                daemon.call()
                        .jobctl(
                                "edit",
                                "sync",
                                "--every",
                                "10m",
                                "--timeout",
                                "none",
                                "--env",
                                "A=1",
                                "--unset-env",
                                "B",
                                "--",
                                "ls",
                                "-l");

        assertThat(result.out())
                .isEqualTo("changed sync: every 5m; next 2026-11-25 14:35:00 (in 5m00s)\n");
        assertThat(daemon.asked("update"))
                .containsExactly(
                        FakeDaemon.json(
                                "{'job':17,'if_rev':3,'set':{'timeout_ms':null,'env':{'A':'1','B':null},'cmd':['ls','-l'],'schedule':{'kind':'fixed-rate','every_ms':600000}}}"));
    }

    @Test
    void editInAnEditorSendsTheDifference() {
        daemon.answer("get", Samples.with("job", Samples.SYNC));
        daemon.answer("update", Samples.with("job", Samples.SYNC));

        Call.Result result =
                daemon.call()
                        .with(
                                "EDITOR",
                                "sed -i -e 's/300000/600000/' -e '/\"umask\"/d' -e 's/\"env\": {},/\"env\": {}/'")
                        .jobctl("edit", "sync");

        assertThat(result.err()).isEmpty();
        assertThat(daemon.asked("get"))
                .containsExactly(FakeDaemon.json("{'job':'sync','reveal':true}"));
        assertThat(daemon.asked("update").getFirst().object("set"))
                .isEqualTo(FakeDaemon.json("{'schedule':{'every_ms':600000},'umask':null}"));
    }

    @Test
    void nothingIsLostOfWhatTheDaemonRefuses() throws IOException {
        daemon.answer("get", Samples.with("job", Samples.SYNC));
        daemon.refuse(
                "update",
                WireError.of(ErrorCode.REV_MISMATCH, "job 'sync' is at revision 4, not 3"));

        Call.Result result =
                daemon.call().with("EDITOR", "sed -i s/300000/600000/").jobctl("edit", "sync");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("jobctl: job 'sync' is at revision 4, not 3\n")
                .containsPattern("your text is in /\\S+\\.json\n");
        Path file = fileNamedIn(result);
        assertThat(file)
                .content()
                .contains("# NOT ACCEPTED: job 'sync' is at revision 4, not 3")
                .contains("600000");
        Files.delete(file);
    }

    @Test
    void aTextThatIsNoJsonIsSaidWithItsLine() throws IOException {
        daemon.answer("get", Samples.with("job", Samples.SYNC));

        Call.Result result =
                daemon.call()
                        .with("EDITOR", "sed -i 's/\"group\":/group:/'")
                        .jobctl("edit", "sync");

        assertThat(result.code()).isEqualTo(2);
        Files.delete(fileNamedIn(result));
        assertThat(result.err()).contains("invalid JSON at byte ").contains("(line 11)");
        assertThat(daemon.asked("update")).isEmpty();
    }

    @Test
    void anEditorThatChangesNothingChangesNothing() {
        daemon.answer("get", Samples.with("job", Samples.SYNC));

        assertThat(daemon.call().with("VISUAL", "true").jobctl("edit", "sync"))
                .isEqualTo(new Call.Result(0, "", "jobctl: nothing was changed\n"));
    }

    @Test
    void anEditorThatFailsIsNamedAndLeavesNothingBehind() {
        daemon.answer("get", Samples.with("job", Samples.SYNC));

        assertThat(daemon.call().with("EDITOR", "false").jobctl("edit", "sync").err())
                .startsWith(
                        "jobctl: the editor 'false' failed with code 1, so nothing was changed; VISUAL or EDITOR names another\n");
    }

    @Test
    void whatTheEditorsTextHasWrongIsSaidWithoutTheProtocolsPath() throws IOException {
        daemon.answer("get", Samples.with("job", Samples.SYNC));
        daemon.refuse(
                "update",
                WireError.of(ErrorCode.INVALID_ARGUMENT, "'retries' must be an integer, not -5")
                        .at("args.set.retries"));

        Call.Result result =
                daemon.call().with("EDITOR", "sed -i s/300000/600000/").jobctl("edit", "sync");

        Files.delete(fileNamedIn(result));
        assertThat(result.err()).startsWith("jobctl: 'retries' must be an integer, not -5\n");
    }

    @Test
    void shutdownReturnsWhenTheDaemonIsGone() {
        daemon.answer("stats", "{'paths':{'state':'/nowhere','socket':'/nowhere/socket'}}")
                .answer("shutdown", "{}");

        assertThat(daemon.call().jobctl("shutdown", "--drain", "1m"))
                .isEqualTo(new Call.Result(0, "", "jobctl: the daemon has ended\n"));
        assertThat(daemon.asked("shutdown")).containsExactly(FakeDaemon.json("{'drain_ms':60000}"));
    }

    @Test
    void aConnectionThatEndsBeforeTheAnswerIsSaid() {
        daemon.lines("trigger", notice());

        assertThat(daemon.call().jobctl("trigger", "sync"))
                .isEqualTo(
                        new Call.Result(
                                4,
                                "",
                                "jobctl: the daemon closed the connection: silent for too long\n"));
    }

    private static Path fileNamedIn(Call.Result result) {
        return Path.of(result.err().replaceAll("(?s).*your text is in (\\S+).*", "$1"));
    }

    private static Json.Obj notice() {
        return new ServerMessage.Closing("idle_timeout", "silent for too long").toJson();
    }
}
