package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import dev.jobd.wire.JobJson;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The options for those rules of a job that are told only where they are not as usual.
@Timeout(60)
class PolicyOptionTest {
    private static final String ALL =
            "--weight 3 --lock db,disk --max-load 1.5 --retry-factor 1.5 --retry-max-delay 10m --retry-jitter full"
                    + " --retry-on fail,not-started,1,10-20 --no-retry-on 2 --success-codes 3"
                    + " --snooze-code none --pause-after-failures 5 --overlap queue-all:3"
                    + " --misfire all --catchup-window 7d --jitter 5m --starts 2026-12-01T08:00:00.000Z --ends 2027-01-01T00:00:00.000Z"
                    + " --max-runs 12 --between 22:00-06:00 --except holidays,sales --deadline 2h --start-within 5m --warn-after 1h"
                    + " --leave-children yes --description nightly";

    private static final String ALL_AS_JSON =
            """
            'weight':3,'locks':['db','disk'],'max_load':1.5,'retry_factor':1.5,'retry_max_delay_ms':600000,'retry_jitter':'full',
            'retry_on':'fail,not-started,1,10-20','no_retry_on':'2','success_codes':'3',
            'snooze_code':'none','pause_after_failures':5,'overlap':'queue-all:3',
            'misfire':'all','catchup_window_ms':604800000,'jitter_ms':300000,'starts':'2026-12-01T08:00:00.000Z',
            'ends':'2027-01-01T00:00:00.000Z','max_runs':12,'between':'22:00-06:00',
            'except':['holidays','sales'],'deadline_ms':7200000,
            'start_within_ms':300000,'warn_after_ms':3600000,'leave_children':true,'description':'nightly'\
            """;

    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    private Json.Obj asked() {
        return daemon.asked("add").getFirst().object("job");
    }

    private static Json.Obj json(String members) {
        return FakeDaemon.json("{" + members.replace("\n", "") + "}");
    }

    @Test
    void everyOptionIsSentAndFitsTheProtocol() {
        daemon.answer("add", Samples.with("job", Samples.SYNC));

        daemon.call().jobctl(("add --every 5m " + ALL + " -- make").split(" "));

        Json.Obj all = json(ALL_AS_JSON);
        assertThat(asked().members()).containsAllEntriesOf(all.members());
        JobJson.check(asked(), "args.job");
        assertThat(all.members().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        List.of(PolicyOption.values()).stream().map(PolicyOption::member).toList());
    }

    @Test
    void catAndShowHaveWhatIsNotAsUsual() {
        Json.Obj job =
                Json.object()
                        .putAll(FakeDaemon.json(Samples.SYNC))
                        .putAll(json(ALL_AS_JSON))
                        .build();
        daemon.answer("get", Samples.with("job", JsonText.of(job)));
        daemon.answer("stats", "{}");

        assertThat(daemon.call().jobctl("cat", "sync").out()).contains(" " + ALL + " ");
        assertThat(daemon.call().jobctl("show", "sync").out())
                .contains("lock                  db,disk\n")
                .contains("max runs              12, 0 made\n")
                .contains("between               22:00-06:00\n")
                .contains("retry max delay       10m\n", "snooze code           none\n");
    }

    @Test
    void locksAreGivenOneByOneOrTogether() {
        daemon.answer("add", Samples.with("job", Samples.SYNC));

        daemon.call().jobctl("add --lock a --lock b,c x".split(" "));

        assertThat(asked().texts("locks")).containsExactly("a", "b", "c");
    }

    @Test
    void noneTakesALimitAway() {
        daemon.answer("add", Samples.with("job", Samples.SYNC));

        daemon.call()
                .jobctl(
                        "add --retry-max-delay none --pause-after-failures none --no-retry-on none --lock none --max-load none --jitter none --starts none --ends none --max-runs none --between none --except none --description none x"
                                .split(" "));

        assertThat(asked().members())
                .containsAllEntriesOf(
                        json("'retry_max_delay_ms':null,'pause_after_failures':null,'no_retry_on':'none','locks':[],'max_load':null,'jitter_ms':0,'starts':null,'ends':null,'max_runs':null,'between':null,'except':[],'description':null")
                                .members());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "--weight 0 | --weight is a number from 1, not '0'",
                "--max-load low | --max-load is a number such as 2 or 1.5, not 'low'",
                "--retry-factor fast | --retry-factor is a number such as 2 or 1.5, not 'fast'",
                "--pause-after-failures 0 | --pause-after-failures is a number from 1 or 'none', not '0'",
                "--max-runs 0 | --max-runs is a number from 1 or 'none', not '0'",
                "--starts someday | --starts: ",
                "--jitter soon | --jitter is ",
                "--leave-children maybe | --leave-children is yes or no, not 'maybe'",
                "--retry-max-delay soon | --retry-max-delay is ",
            })
    void aWrongValueIsRefusedByName(String options, String message) {
        Call.Result result = daemon.call().jobctl(("add " + options + " x").split(" "));

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(message);
    }
}
