package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ListCommandTest {
    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    @Test
    void jobctlAloneListsTheJobsWithRelativeTimes() {
        daemon.answer("list", Samples.page(Samples.SYNC, Samples.BUILD));

        Call.Result result = daemon.call().jobctl();

        assertThat(result.out())
                .isEqualTo(
                        """
                        ID  NAME     SCHEDULE       STATE    NEXT      LAST      ENDED      TOOK   OK
                        17  sync     every 5m       waiting  in 5m00s  failed 3  1m00s ago  2.3s  75%
                        18  make-18  once, at once  running  -         -         -             -    -
                        """);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aPausedJobIsNotDue() {
        String paused = Samples.SYNC.replace("'paused':false", "'paused':true");
        daemon.answer("list", Samples.page(paused));

        assertThat(daemon.call().jobctl("list").out()).doesNotContain("in 5m00s");
        assertThat(daemon.call().jobctl("next").err()).isEqualTo("jobctl: nothing is due\n");
    }

    @Test
    void aPauseThatEndsByItselfSaysWhen() {
        String until = "'paused':true,'paused_until':'2026-11-25T15:30:00.000Z'";
        daemon.answer("list", Samples.page(Samples.SYNC.replace("'paused':false", until)));

        assertThat(daemon.call().jobctl("list").out()).contains("resumes in 2h00m");
    }

    @Test
    void thatNoJobFitsIsNotThatThereIsNone() {
        daemon.answer("list", Samples.page());

        assertThat(daemon.call().jobctl("list", "frob").err())
                .isEqualTo("jobctl: no job is like that; 'jobctl list' shows all\n");
        assertThat(daemon.call().jobctl("list").err()).contains("no jobs; 'jobctl help add'");
    }

    @Test
    void exactTimesAreLocalOrUtc() {
        daemon.answer("list", Samples.page(Samples.SYNC));

        assertThat(daemon.call().jobctl("list", "--iso").out())
                .contains("  2026-11-25T14:35:00+01:00  ");
        assertThat(daemon.call().jobctl("--utc", "list").out())
                .contains("  2026-11-25T13:35:00.000Z  ");
    }

    @Test
    void theColumnsAreThoseThatAreAskedForAndNoMoreIsFetched() {
        daemon.answer("list", Samples.page(Samples.SYNC, Samples.BUILD));

        assertThat(daemon.call().jobctl("list", "--columns", "name,last,group,command").out())
                .isEqualTo(
                        """
                        NAME     LAST      GROUP    COMMAND
                        sync     failed 3  default  rsync -a my files/ host:
                        make-18  -         default  make
                        """);
        assertThat(daemon.asked("list").getFirst().texts("fields"))
                .containsExactlyInAnyOrder("name", "last", "group", "command_text");
        Call.Result wrong = daemon.call().jobctl("list", "--columns", "name,lsat");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("unknown column 'lsat'").contains("last");
        assertThat(daemon.asked("list")).hasSize(1);
    }

    @Test
    void onANarrowTerminalLongTextIsCutAndInAPipeNothingIs() {
        String job = Samples.SYNC.replace("'name':'sync'", "'name':'" + "x".repeat(100) + "'");
        daemon.answer("list", Samples.page(job));

        assertThat(daemon.call().atTerminal(80).jobctl().out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80))
                .anySatisfy(line -> assertThat(line).contains("xxx…"));
        assertThat(daemon.call().jobctl().out()).contains("x".repeat(100));
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        daemon.answer("list", Samples.page(Samples.SYNC));

        assertThat(daemon.call().atTerminal(200).with("NO_COLOR", "").jobctl().out())
                .contains("\033[31mfailed 3\033[0m");
        assertThat(daemon.call().atTerminal(200).jobctl().out()).doesNotContain("\033");
        assertThat(daemon.call().atTerminal(200).with("NO_COLOR", "").jobctl("--no-color").out())
                .doesNotContain("\033");
    }

    @Test
    void pagesAreAskedForUntilThereAreNoMore() {
        daemon.answer(
                "list",
                "{'items':["
                        + Samples.SYNC
                        + "],'next':'c1','seq':5,'now':'2026-11-25T13:30:00.000Z'}");
        daemon.answer("list", Samples.page(Samples.BUILD));

        Call.Result result =
                daemon.call()
                        .jobctl(
                                "list", "--json", "--state", "running", "--state", "waiting", "-g",
                                "default", "--sort", "-next", "*a*");

        assertThat(result.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("{\"name\":\"sync\""),
                        line -> assertThat(line).startsWith("{\"name\":\"make-18\""));
        assertThat(daemon.asked("list"))
                .containsExactly(
                        FakeDaemon.json(
                                "{'filter':{'state':['running','waiting'],'name':{'glob':'*a*'},'group':['default']},'sort':['-next'],'limit':1000}"),
                        FakeDaemon.json(
                                "{'filter':{'state':['running','waiting'],'name':{'glob':'*a*'},'group':['default']},'sort':['-next'],'limit':1000,'cursor':'c1'}"));
    }

    @Test
    void noJobsIsSaidBesideTheDataAndOnlyIfWanted() {
        daemon.answer("list", Samples.page());

        assertThat(daemon.call().jobctl())
                .isEqualTo(
                        new Call.Result(
                                0,
                                "",
                                "jobctl: no jobs; 'jobctl help add' shows how to make one\n"));
        assertThat(daemon.call().jobctl("-q")).isEqualTo(new Call.Result(0, "", ""));
    }

    @Test
    void aNameThatWouldDriveTheTerminalIsShownAsText() {
        String evil = Samples.SYNC.replace("'name':'sync'", "'name':'a\\u001b[2J\\u009b\\u202eb'");
        daemon.answerWrongly("list", Samples.page(evil));

        assertThat(daemon.call().jobctl().out()).contains("a\\e[2J\\u009b\\u202eb  ");
    }
}
