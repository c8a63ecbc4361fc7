package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What completions offer, and in each shell what it makes of that.
@Timeout(60)
class CompletionTest {
    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    @BeforeEach
    void theDaemonKnowsNames() {
        daemon.answer("list", Samples.page(Samples.SYNC, Samples.BUILD));
        daemon.answer("runs", Samples.page(Samples.RUN));
        daemon.answer(
                "groups", "{'items':[" + GroupCommandTest.BUILD + "],'runs_max':512,'seq':4}");
        daemon.answer("calendars", "{'items':[{'name':'holidays','entries':0}],'seq':1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sho | show",
                "-- | --json,--quiet,--no-color,--no-start,--utc,--iso,--socket,--help",
                "--json sho | show",
                "help calen | calendar",
                "completion z | zsh",
                "list --wa | --watch",
                "list --watch --wa | ''",
                "list --state run | running",
                "history --state run | running",
                "history --state succ | succeeded",
                "list --state=ret | --state=retry-wait",
                "list -g b | build",
                "add --group=b | --group=build",
                "add --overlap rep | replace",
                "add --except h | holidays",
                "add --tz Europe/Vien | Europe/Vienna",
                "kill -s HU | HUP",
                "show s | sync",
                "stop s | sync",
                "stop sync/ | sync/12",
                "show sync/ | ''",
                "show sync s | ''",
                "stop sync make | make-18",
                "skip-next sync s | ''",
                "group pa | pause",
                "group pause b | build",
                "calendar rm h | holidays",
                "calendar set holidays h | ''",
                "add --env-file x | :files",
                "add -C x | :folders",
                "backup x | :files",
                "--socket x | :files",
                "add --every 5m -- gi | :command 4",
                "add --every 5m gi | :command 3",
                "add --every 5m git --wa | :command 3",
                "run --wait gi | :command 2",
                "at 14:00 gi | :command 2",
                "nosuch s | ''",
            })
    void aWordGoesOn(String typed, String ways) {
        assertThat(String.join(",", complete(typed.split(" ", -1)))).isEqualTo(ways);
    }

    @Test
    void aWayComesWithWhatItIs() {
        assertThat(daemon.call().jobctl("__complete", "--", "show", "").out())
                .isEqualTo("sync\twaiting: rsync -a my files/ host:\nmake-18\trunning: make\n");
        assertThat(daemon.call().jobctl("__complete", "--", "sho").out())
                .isEqualTo("show\tshow everything about a job\n");
    }

    @Test
    void onlyJobsThatBeginSoAreAskedFor() {
        complete("show", "sy");

        assertThat(daemon.asked("list").getFirst().object("filter"))
                .isEqualTo(FakeDaemon.json("{'name':{'glob':'sy*'}}"));
    }

    @Test
    void withoutADaemonNoneIsStartedAndNothingIsSaid(@TempDir Path folder) {
        Call call = new Call(folder.resolve("none")).with("JOBD_AUTOSTART", "1");

        assertThat(call.jobctl("__complete", "--", "show", ""))
                .isEqualTo(new Call.Result(0, "", ""));
        assertThat(call.jobctl("__complete", "--", "kill", "-s", "HU").out()).isEqualTo("HUP\n");
    }

    @Test
    void theWordsOfAnOptionStandInItsHelp() {
        List<String> open =
                List.of(
                        "--signal",
                        "--stop-signal",
                        "--no-retry-on",
                        "--cron",
                        "--state",
                        "--sort");
        for (String verb : Verbs.names()) {
            CommandSpec spec = Invocation.specOf(verb, Verbs.find(verb).orElseThrow());
            for (OptionSpec option : spec.options()) {
                String help = option.paramLabel() + " " + String.join("", option.description());
                if (!open.contains(option.longestName())) {
                    assertThat(OptionWords.of(verb, option.longestName()))
                            .as("%s %s", verb, option.longestName())
                            .allMatch(help::contains);
                }
            }
        }
    }

    private List<String> complete(String... words) {
        List<String> all = new ArrayList<>(List.of("__complete", "--"));
        all.addAll(List.of(words));
        return daemon.call()
                .jobctl(all.toArray(String[]::new))
                .out()
                .lines()
                .map(line -> line.split("\t", -1)[0])
                .toList();
    }
}
