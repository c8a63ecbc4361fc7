package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.WireError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AddCommandTest {
    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    @Test
    void addSendsWhatTheOptionsSayAndPrintsNameNumberAndNextRun() {
        daemon.answer("add", Samples.with("job", Samples.SYNC));

        String options =
                "--every 5m --name sync --retries=2 --timeout 1m --grace 5s --stop-signal sigint"
                        + " --env A=b=c -e PATH -g net --priority -5 --dir sub/.. --umask 022"
                        + " --keep-runs 20 --keep-for 1w --on-daemon-restart requeue";
        Call.Result result =
                daemon.call().jobctl(("add " + options + " -- rsync -a --x").split(" "));

        assertThat(result)
                .isEqualTo(
                        new Call.Result(
                                0,
                                "added sync (17): every 5m; next 2026-11-25 14:35:00 (in 5m00s)\n",
                                ""));
        assertThat(daemon.asked("add"))
                .containsExactly(
                        FakeDaemon.json(
                                """
                                {'job':{'name':'sync','group':'net','priority':-5,'retries':2,
                                'timeout_ms':60000,'grace_ms':5000,'keep_runs':20,'keep_for_ms':604800000,
                                'stop_signal':'INT','on_daemon_restart':'requeue',
                                'dir':'/work dir','env':{'A':'b=c','PATH':'/bin'},'umask':'0022',
                                'cmd':['rsync','-a','--x'],
                                'schedule':{'kind':'fixed-rate','every_ms':300000}}}\
                                """
                                        .replace("\n", "")));
    }

    @Test
    void aRecurringJobGetsTheCallersDirectoryAndNoneOfItsEnvironment() {
        daemon.answer("add", Samples.with("job", Samples.SYNC));

        daemon.call().jobctl("add", "--every", "1h", "--from", "finish", "ls", "-l", "--every");

        assertThat(daemon.asked("add"))
                .containsExactly(
                        FakeDaemon.json(
                                "{'job':{'cmd':['ls','-l','--every'],'schedule':{'kind':'fixed-delay','every_ms':3600000},'dir':'/work dir'}}"));
    }

    @Test
    void aJobThatRunsOnceGetsTheCallersEnvironmentAndUmaskButNothingOfItsTerminal() {
        daemon.answer("add", Samples.with("job", Samples.BUILD));

        daemon.call()
                .with("TERM", "xterm")
                .with("SSH_TTY", "/dev/pts/1")
                .with("LD_PRELOAD", "x.so")
                .with("EDITOR", "vi")
                .with("JOBD_SOCKET", daemon.socket().toString())
                .jobctl("add", "--in", "10m", "--env", "EDITOR=ed", "--shell", "a | b");

        assertThat(daemon.asked("add").getFirst().object("job"))
                .isEqualTo(
                        FakeDaemon.json(
                                "{'sh':'a | b','env':{'EDITOR':'ed','HOME':'/home/me','JOBD_AUTOSTART':'0','JOBD_SOCKET':'%s','PATH':'/bin'},'schedule':{'kind':'once','at':'2026-11-25T13:40:00.000Z'},'dir':'/work dir','umask':'0027'}"
                                        .formatted(daemon.socket())));
    }

    @Test
    void aJobWithoutScheduleIsForTheHand() {
        daemon.answer("add", Samples.with("job", Samples.SYNC));

        daemon.call().jobctl("add", "--name", "deploy", "--", "./deploy");

        assertThat(daemon.asked("add").getFirst().object("job").object("schedule"))
                .isEqualTo(FakeDaemon.json("{'kind':'manual'}"));
    }

    @Test
    void aJobRunsAfterOthers() {
        daemon.answer("add", Samples.with("job", Samples.SYNC));

        daemon.call().jobctl("add", "--after", "build", "--after", "lint:any", "--", "./deploy");
        daemon.call().jobctl("add", "--after-one-of", "a:fail", "--", "./cry");

        assertThat(daemon.asked("add"))
                .extracting(it -> it.object("job").object("schedule"))
                .containsExactly(
                        FakeDaemon.json(
                                "{'kind':'after','parents':[{'job':'build','on':'ok'},{'job':'lint','on':'any'}],'one_of':false}"),
                        FakeDaemon.json(
                                "{'kind':'after','parents':[{'job':'a','on':'fail'}],'one_of':true}"));
        assertThat(daemon.call().jobctl("add", "--after", "build:okay", "--", "./deploy").err())
                .isEqualTo(
                        "jobctl: --after is a job's name, or with ':ok', ':fail' or ':any' behind it"
                                + " for the ends that count, not 'build:okay'\n"
                                + "jobctl: try: jobctl help add\n");
    }

    @Test
    void atAndInTakeTheTimeFirstAndOptionsBeforeOrAfterIt() {
        daemon.answer("add", Samples.with("job", Samples.BUILD));

        daemon.call().jobctl("at", "16:00", "--name", "x", "--", "make", "-j");
        daemon.call().jobctl("at", "--name", "x", "16:00", "--", "make", "-j");
        daemon.call().jobctl("in", "2h30m", "make", "-j");

        assertThat(daemon.asked("add"))
                .extracting(args -> args.object("job"))
                .allSatisfy(job -> assertThat(job.texts("cmd")).containsExactly("make", "-j"))
                .extracting(job -> job.object("schedule").text("at"))
                .containsExactly(
                        "2026-11-25T15:00:00.000Z",
                        "2026-11-25T15:00:00.000Z",
                        "2026-11-25T16:00:00.000Z");
    }

    @Test
    void printIdPrintsTheNumberOnlyAndJsonTheReply() {
        daemon.answer("add", Samples.with("job", Samples.SYNC));

        assertThat(daemon.call().jobctl("add", "--print-id", "--", "x").out()).isEqualTo("17\n");
        assertThat(daemon.call().jobctl("add", "--json", "--", "x").out())
                .startsWith("{\"job\":{\"name\":\"sync\",")
                .endsWith(",\"seq\":5}\n");
    }

    @Test
    void aTrialIsMarkedAsOne() {
        daemon.answer("add", Samples.with("job", Samples.SYNC));

        Call.Result result = daemon.call().jobctl("add", "--dry-run", "--every", "5m", "--", "x");

        assertThat(result.out()).startsWith("would add sync: every 5m; next ");
        assertThat(daemon.asked("add").getFirst().flag("dry_run")).isTrue();
    }

    @Test
    void everyRefusedFieldIsNamedByItsOption() {
        daemon.refuse(
                "add",
                WireError.of(
                        List.of(
                                new WireError.BadField(
                                        "args.job.schedule.every_ms",
                                        ErrorCode.INVALID_ARGUMENT,
                                        "100 to 5000 milliseconds"),
                                new WireError.BadField(
                                        "args.job.group",
                                        ErrorCode.INVALID_ARGUMENT,
                                        "no such group"))));

        Call.Result result = daemon.call().jobctl("add", "--every", "1ms", "--", "x");

        assertThat(result)
                .isEqualTo(
                        new Call.Result(
                                2,
                                "",
                                "jobctl: --every: 100 to 5000 milliseconds\njobctl: no such group\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--every 5m | say what to run, such as: jobctl add --every 5m -- COMMAND",
                "--every 5 -- x | --every is a duration such as 90s, 10m, 1h30m or 2d, not '5'",
                "--every 5m --at 16:00 -- x | a job has one schedule: --every and --at exclude each other",
                "--every 5m --from start -- x | --from is 'finish', not 'start'",
                "--from finish -- x | --from goes with --every",
                "--shell a -- x | --shell has the whole command; leave out 'x'",
                "--cron x --every 5s -- x | a job has one schedule: --every and --cron exclude each other",
                "--tz UTC -- x | --tz goes with --cron, --between or --except",
                "--at 14:00 -- x | --at: '14:00' is no time: that has passed today; say 'tomorrow 14:00'",
                "--name 12 -- x | --name is 1 to 128 letters, digits, '.', '_', '@' or '-', and not digits only, not '12'",
                "--env =x -- x | --env is NAME=VALUE or NAME, not '=x'",
                "--env NOPE -- x | --env NOPE: you have no such variable; say --env NOPE=VALUE",
                "--stop-signal FOO -- x | --stop-signal is a signal such as TERM, HUP or 9, not 'FOO'",
                "--umask 9 -- x | --umask is three or four octal digits such as 0022, not '9'",
                "--retries many -- x | --retries is an integer, not 'many'",
                "--evry 5m -- x | unknown option '--evry'; did you mean '--every'?",
                "--name --every 5m -- x | --name needs a value: NAME",
            })
    void badUsageIsNamedWithWhatWouldBeRightAndNothingIsAsked(String words, String sentence) {
        Call.Result result = daemon.call().jobctl(("add " + words).split(" "));

        assertThat(result)
                .isEqualTo(
                        new Call.Result(
                                2, "", "jobctl: " + sentence + "\njobctl: try: jobctl help add\n"));
        assertThat(daemon.asked("add")).isEmpty();
    }
}
