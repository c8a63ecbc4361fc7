package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The verb that is about groups.
@Timeout(60)
class GroupCommandTest {
    static final String BUILD =
            "{'name':'build','slots':2,'running':1,'queued':3,'taken':2,'paused':false}";

    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    private static final String WIDE =
            "{'name':'wide','slots':null,'running':0,'queued':0,'taken':0,'paused':true,"
                    + "'paused_since':'2026-11-25T13:00:00.000Z',"
                    + "'paused_until':'2026-11-25T15:30:00.000Z'}";

    private void answerList() {
        daemon.answer("groups", "{'items':[" + BUILD + "," + WIDE + "],'runs_max':512,'seq':4}");
    }

    private static String reply(String group) {
        return "{'group':" + group + ",'seq':5}";
    }

    @Test
    void groupsAreListedWithWhatIsInThem() {
        answerList();

        String table =
                """
                GROUP      SLOTS  TAKEN  RUNNING  QUEUED  PAUSED
                build          2      2        1       3  no
                wide   unlimited      0        0       0  until 2026-11-25 16:30:00 (in 2h00m)
                """;
        assertThat(daemon.call().jobctl("group").out()).isEqualTo(table);
        assertThat(daemon.call().jobctl("group", "list", "wide").out())
                .doesNotContain("build")
                .contains("wide");
        assertThat(daemon.call().jobctl("group", "--json").out()).hasLineCount(2);
        Call.Result unknown = daemon.call().jobctl("group", "list", "biuld");
        assertThat(unknown.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(unknown.err()).contains("'biuld'", "build");
    }

    @Test
    void aGroupIsMadeAndChanged() {
        daemon.answer("group_add", reply(BUILD));
        daemon.answer("group_set", reply(WIDE));

        assertThat(daemon.call().jobctl("group", "add", "build", "--slots", "2").out())
                .isEqualTo("group build has 2 slots\n");
        assertThat(daemon.call().jobctl("group", "set", "wide", "--slots", "unlimited").out())
                .isEqualTo("group wide has unlimited slots\n");
        assertThat(daemon.asked("group_add"))
                .containsExactly(FakeDaemon.json("{'group':'build','slots':2}"));
        assertThat(daemon.asked("group_set").getFirst().members())
                .containsEntry("slots", Json.NULL);
        assertThat(daemon.keys("group_add")).hasSize(1);
    }

    @Test
    void oneThatIsRefusedKeepsNoneBack() {
        daemon.refuse("group_remove", WireError.of(ErrorCode.STATE_CONFLICT, "in use"));
        daemon.answer("group_remove", "{'group':'b','seq':5}");

        assertThat(daemon.call().jobctl("group", "rm", "a", "b"))
                .isEqualTo(new Call.Result(1, "removed group b\n", "jobctl: in use\n"));
    }

    @Test
    void aGroupIsPausedAndResumed() {
        daemon.answer("group_pause", reply(WIDE));
        daemon.answer("group_resume", reply(BUILD));

        assertThat(daemon.call().jobctl("group", "pause", "--for", "2h", "wide").out())
                .isEqualTo("paused group wide until 2026-11-25 16:30:00 (in 2h00m)\n");
        assertThat(daemon.asked("group_pause"))
                .containsExactly(
                        FakeDaemon.json("{'group':'wide','until':'2026-11-25T15:30:00.000Z'}"));
        assertThat(daemon.call().jobctl("group", "resume", "build").out())
                .isEqualTo("resumed group build\n");
    }

    @Test
    void theCapIsShownAndSet() {
        answerList();
        daemon.answer("limit_runs", "{'runs_max':8,'seq':5}");

        assertThat(daemon.call().jobctl("group", "cap").out())
                .isEqualTo("at most 512 runs at once, over all groups\n");
        assertThat(daemon.call().jobctl("group", "cap", "8").out())
                .isEqualTo("at most 8 runs at once, over all groups\n");
        daemon.call().jobctl("group", "cap", "unlimited");
        assertThat(daemon.asked("limit_runs"))
                .containsExactly(
                        FakeDaemon.json("{'runs_max':8}"), FakeDaemon.json("{'runs_max':null}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "set g --slots 0 | --slots is a number from 1 to 1000000 or 'unlimited', not '0'; to start nothing: jobctl group pause GROUP",
                "set g --slots many | --slots is a number from 1 to 1000000 or 'unlimited', not 'many'",
                "set g --slots 1000001 | --slots is a number from 1 to 1000000",
                "add g | say how many: group add GROUP --slots N, or --slots unlimited",
                "set --slots 2 | say which GROUP",
                "pause g --slots 2 | --slots goes with 'group add' and 'group set'",
                "resume g --for 2h | --for goes with 'group pause'",
                "cap 0 | the cap is a number from 1",
                "cap 1 2 | unexpected '2'",
                "resmue g | did you mean 'resume'",
            })
    void aWrongWordIsRefusedWithWhatWouldBeRight(String words, String message) {
        Call.Result result = daemon.call().jobctl(("group " + words).split(" "));

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(message);
    }
}
