package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `show`, `cat`, `history`, `next` and `status`: what there is to see of jobs.
@Timeout(60)
class ShowCommandTest {
    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    private static final String SYNC =
            Samples.SYNC
                    .replace("'env':{}", "'env':{'A':'b c','API_KEY':'***'}")
                    .replace("'adopt'", "'requeue'");

    @Test
    void showTellsEverythingAboutAJob() {
        daemon.answer("get", Samples.with("job", SYNC));

        assertThat(daemon.call().jobctl("show", "sync"))
                .isEqualTo(
                        new Call.Result(
                                0,
                                """
                                job         sync (17)
                                command     rsync -a my files/ host:
                                schedule    every 5m
                                state       waiting
                                next        2026-11-25 14:35:00 (in 5m00s)
                                last        run 12 failed 3, ended 2026-11-25 14:29:00 (1m00s ago), took 2.3s
                                runs        3 ok, 1 failed, 0 skipped
                                group       default
                                priority    0
                                retries     2, after 10s
                                timeout     1m
                                stopped by  TERM, and KILL after 10s
                                on restart  requeue: runs are stopped when jobd is started again, and repeated
                                keeps       50 runs, for 1d; failed ones 250, for 4d
                                directory   /data
                                umask       0022
                                env         A=b c
                                env         API_KEY=***
                                created     2026-11-25 14:00:00 (30m00s ago)
                                changed     2026-11-25 14:00:00 (30m00s ago), revision 3
                                """,
                                ""));
    }

    @Test
    void showTellsWhatRuns() {
        daemon.answer("get", Samples.with("job", Samples.BUILD));

        assertThat(daemon.call().jobctl("show", "18").out())
                .contains(
                        "active      run 1, running since 2026-11-25 14:29:55 (5s ago), process 4711\n");
    }

    @Test
    void catPrintsTheLineThatMakesTheJobAgain() {
        daemon.answer("get", Samples.with("job", SYNC));
        daemon.answer("stats", "{}");

        assertThat(daemon.call().jobctl("cat", "sync").out())
                .isEqualTo(
                        "jobctl add --every 5m --anchor 2026-11-25T13:00:00.000Z --name sync"
                                + " --retries 2 --timeout 1m --keep-for 1d --keep-runs 50"
                                + " --on-daemon-restart requeue --dir /data --env 'A=b c' --env 'API_KEY=***' -- rsync -a 'my files/' host:\n");
    }

    @Test
    void catSaysAlsoWhatIsUsualWhereTheDaemonHasOtherDefaults() {
        daemon.answer("get", Samples.with("job", SYNC));
        daemon.answer(
                "stats",
                "{'config':{'settings':[],'waiting':[],'job_defaults':{'grace_ms':1,'deadline_ms':1,"
                        + "'overlap':'queue'}}}");

        assertThat(daemon.call().jobctl("cat", "sync").out())
                .contains(" --deadline none --overlap skip ")
                .contains(" --grace 10s ")
                .doesNotContain("--misfire");
    }

    @Test
    void catNamesTheJobsAfterWhichItRuns() {
        String every =
                "{'kind':'fixed-rate','every_ms':300000,'anchor':'2026-11-25T13:00:00.000Z'}";
        String after =
                "{'kind':'after','parents':[{'job':'a','on':'ok'},{'job':'b','on':'fail'}],'one_of':true}";
        assertThat(SYNC).contains(every);
        daemon.answer("get", Samples.with("job", SYNC.replace(every, after)));
        daemon.answer("stats", "{}");

        assertThat(daemon.call().jobctl("cat", "sync").out())
                .startsWith("jobctl add --after-one-of a --after-one-of b:fail --name sync ");
    }

    @Test
    @Tag("C7")
    void catAsksForValuesAndShowDoesOnRequest() {
        daemon.answer("get", Samples.with("job", SYNC));
        daemon.answer("stats", "{}");
        daemon.call().jobctl("cat", "sync");
        daemon.call().jobctl("show", "sync");
        daemon.call().jobctl("show", "--reveal", "sync");

        assertThat(daemon.asked("get"))
                .containsExactly(
                        FakeDaemon.json("{'job':'sync','reveal':true}"),
                        FakeDaemon.json("{'job':'sync'}"),
                        FakeDaemon.json("{'job':'sync','reveal':true}"));
    }

    @Test
    void theLineThatCatPrintsMakesTheSameDefinition() {
        daemon.answer("get", Samples.with("job", SYNC));
        daemon.answer("add", Samples.with("job", SYNC));
        List<String> words = CatCommand.words(FakeDaemon.json(SYNC), Set.of());

        daemon.call().jobctl(words.subList(1, words.size()).toArray(String[]::new));

        Json.Obj sent = daemon.asked("add").getFirst().object("job");
        Json.Obj job = FakeDaemon.json(SYNC);
        assertThat(sent.members())
                .isNotEmpty()
                .allSatisfy((name, value) -> assertThat(value).isEqualTo(job.members().get(name)));
    }

    @Test
    void historyShowsRunsTheNewestFirst() {
        daemon.answer("runs", Samples.page(Samples.RUN));

        Call.Result result =
                daemon.call()
                        .jobctl(
                                "history",
                                "--failed",
                                "--since",
                                "2h",
                                "--state",
                                "failed",
                                "-n",
                                "3",
                                "sync");

        assertThat(result.out())
                .isEqualTo(
                        """
                        RUN      TRIGGER   STARTED    TOOK  OUTCOME   TRY    CPU   MEMORY  REASON
                        sync/12  schedule  1m02s ago  2.3s  failed 3    3  120ms  8.0 MiB\s\s
                        """);
        assertThat(daemon.asked("runs"))
                .containsExactly(
                        FakeDaemon.json(
                                "{'job':'sync','state':['failed'],'failed':true,'since':'2026-11-25T11:30:00.000Z','limit':3}"));
    }

    @Test
    void nextShowsWhatRunsNextOfAllJobs() {
        daemon.answer("list", Samples.page(Samples.BUILD, Samples.SYNC));

        assertThat(daemon.call().jobctl("next").out())
                .isEqualTo(
                        """
                        TIME                            JOB   COMMAND
                        2026-11-25 14:35:00 (in 5m00s)  sync  rsync -a my files/ host:
                        """);
    }

    @Test
    void nextOfOneJobAsksWhatItsScheduleSays() {
        daemon.answer("get", Samples.with("job", SYNC));
        daemon.answer(
                "check",
                "{'schedule':{'kind':'manual'},'text':'every 5m','next':['2026-11-25T13:35:00.000Z','2026-11-25T13:40:00.000Z']}");

        assertThat(daemon.call().jobctl("next", "sync", "-c", "2").out())
                .isEqualTo("2026-11-25 14:35:00 (in 5m00s)\n2026-11-25 14:40:00 (in 10m00s)\n");
        assertThat(daemon.asked("check").getFirst().integer("count")).isEqualTo(2);
    }

    @Test
    void nextAndShowSayWhyNoTimeComes() {
        String ended =
                SYNC.replaceFirst("'next':'[^']*'", "'next':null,'no_next':'3 of 3 runs are made'");
        daemon.answer("get", Samples.with("job", ended));
        daemon.answer(
                "check",
                "{'schedule':{'kind':'manual'},'text':'every 5m, 3 runs','next':[],"
                        + "'no_next':'3 of 3 runs are made'}");

        assertThat(daemon.call().jobctl("next", "sync").err())
                .contains("sync will not run by itself: 3 of 3 runs are made");
        assertThat(daemon.call().jobctl("show", "sync").out())
                .contains("none: 3 of 3 runs are made\n");
    }

    @Test
    void nextOfOneThatIsDueAtEachStartSaysSo() {
        daemon.answer("get", Samples.with("job", SYNC));
        daemon.answer(
                "check",
                "{'schedule':{'kind':'cron','cron':'@reboot'},'text':'@reboot','next':[]}");

        assertThat(daemon.call().jobctl("next", "sync").err())
                .contains("sync: it runs each time jobd starts");
        assertThat(daemon.call().jobctl("next", "@reboot").err())
                .contains("@reboot: it runs each time jobd starts");
    }

    @Test
    void statusShowsTheDaemon() {
        daemon.answer(
                "stats",
                "{'server':'jobd/0.1.0','pid':42,'started':'2026-11-25T12:30:00.000Z','uptime_ms':3600000,'jobs':{'total':3,'waiting':2,'running':1,'idle':0},'runs':{'active':1,'ended':9},'groups':[{'name':'default','slots':2,'running':1,'queued':0},{'name':'wide','slots':null,'running':0,'queued':0}],'connections':1,'subscriptions':2,'receipts':12,'paths':{'state':'/state','socket':'/other'}}");

        assertThat(daemon.call().jobctl("status").out())
                .isEqualTo(
                        """
                        daemon       jobd/0.1.0, process 42
                        up           1h00m, since 2026-11-25 13:30:00
                        jobs         3: 2 waiting, 1 running
                        runs         1 active, 9 ended
                        group        default: 1 of 2 slots, 0 queued
                        group        wide: 0 of unlimited slots, 0 queued
                        connections  1
                        followers    2
                        remembered   12 requests with a key
                        socket       %s
                        state        /state
                        """
                                .formatted(daemon.socket()));
    }

    @Test
    void statusAndListSayThatTheDaemonDrains() {
        String draining = "'draining_until':'2026-11-25T13:40:00.000Z'";
        daemon.answer(
                "stats",
                "{'server':'jobd/0.1.0','pid':42,'started':'2026-11-25T12:30:00.000Z','uptime_ms':1,%s,'jobs':{'total':0},'runs':{},'groups':[],'connections':1,'subscriptions':0,'paths':{}}"
                        .formatted(draining));
        daemon.answer(
                "list",
                "{'items':[],'seq':1,'now':'2026-11-25T13:30:00.000Z',%s}".formatted(draining));

        assertThat(daemon.call().jobctl("status").out())
                .contains(
                        "draining     nothing starts any more, ends by 2026-11-25 14:40:00 (in 10m00s)\n");
        assertThat(daemon.call().jobctl("list").err())
                .contains(
                        "jobctl: the daemon is draining: nothing starts any more, and it ends by"
                                + " 2026-11-25 14:40:00 (in 10m00s)\n");
    }

    @Test
    void whatIsNotThereHasACodeOfItsOwn() {
        daemon.refuse(
                "get",
                WireError.of(ErrorCode.NOT_FOUND, "no job 'snyc' (did you mean 'sync'?)")
                        .at("args.job")
                        .with("suggestions", Json.strings(List.of("sync"))));

        assertThat(daemon.call().jobctl("show", "snyc"))
                .isEqualTo(
                        new Call.Result(3, "", "jobctl: no job 'snyc' (did you mean 'sync'?)\n"));
        assertThat(daemon.call().jobctl("show", "--json", "snyc").out())
                .startsWith("{\"ok\":false,\"error\":{\"code\":\"not_found\",");
    }
}
