package dev.jobd.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.daemon.config.ConfigurationSource.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationTest {
    @TempDir Path folder;

    private Path file;
    private final Map<String, Given> options = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void file() {
        file = folder.resolve("config.toml");
    }

    private Configuration read(String text) throws IOException {
        Files.writeString(file, text);
        return source().read();
    }

    private ConfigurationSource source() {
        return new ConfigurationSource(options, environment, file, false);
    }

    private List<String> problems(String text) throws IOException {
        Files.writeString(file, text);
        List<String> all =
                org.assertj.core.api.Assertions.catchThrowableOfType(
                                ConfigurationException.class, () -> source().read())
                        .problems();
        return all.stream().map(it -> it.replace(file.toString(), "FILE")).toList();
    }

    @Test
    void withoutAFileEverythingIsStandard() {
        Configuration read = source().read();

        assertThat(read.file()).isEmpty();
        assertThat(read.get(SettingList.PROCESSES_MAX)).isEqualTo(512);
        assertThat(read.origin(SettingList.PROCESSES_MAX).text()).isEqualTo("default");
        assertThat(read.differences(Configuration.standard())).isEmpty();
    }

    @Test
    void anOptionGoesBeforeTheEnvironmentThatBeforeTheFile() throws IOException {
        String text = "[runs]\ndrain = \"1m\"\nprocesses_max = 3\nlate_after = \"5s\"\n";
        environment.put("JOBD_RUNS_PROCESSES_MAX", "4");
        environment.put("JOBD_RUNS_DRAIN", "2m");
        environment.put("JOBD_LOG_LEVEL", "");
        options.put("runs.drain", new Given("--drain", "3m"));

        Configuration read = read(text);

        assertThat(read.get(SettingList.DRAIN)).isEqualTo(Duration.ofMinutes(3));
        assertThat(read.origin(SettingList.DRAIN).text()).isEqualTo("option --drain");
        assertThat(read.get(SettingList.PROCESSES_MAX)).isEqualTo(4);
        assertThat(read.origin(SettingList.PROCESSES_MAX).text())
                .isEqualTo("environment JOBD_RUNS_PROCESSES_MAX");
        assertThat(read.get(SettingList.LATE_AFTER)).isEqualTo(Duration.ofSeconds(5));
        assertThat(read.origin(SettingList.LATE_AFTER).text()).isEqualTo(file + ":4:1");
        assertThat(read.origin(SettingList.LOG_LEVEL).text()).isEqualTo("default");
    }

    @Test
    void allThatIsWrongIsSaidAtOnceWithItsPlaceAndWhatWouldBeRight() throws IOException {
        String text =
                """
                drain = "1m"
                [runs]
                drian = "1m"
                processes_max = 0
                drain = 5
                [rums]
                path = "/bin"
                [log]
                level = "verbose"
                socket = "/x"
                frobnicate = true
                [history]
                logs_max = [1]
                """;
        environment.put("JOBD_JOBS_OVERLAP", "twice");

        assertThat(problems(text))
                .containsExactlyInAnyOrder(
                        "FILE:1:1: unknown setting 'drain'; did you mean 'runs.drain'?",
                        "FILE:3:1: unknown setting 'runs.drian'; did you mean 'runs.drain'?",
                        "FILE:4:1: runs.processes_max must be a number of 1 to 999999, without"
                                + " quotes, not 0",
                        "FILE:5:1: runs.drain must be a duration such as 90s, 10m, 1h30m or 2d, up"
                                + " to 7d, in quotes, not 5",
                        "FILE:7:1: unknown setting 'rums.path'; did you mean 'runs.path'?",
                        "FILE:9:1: log.level must be one of error, warn, info, debug, in quotes,"
                                + " not \"verbose\"",
                        "FILE:10:1: 'log.socket' is not set here, since jobctl must know it too:"
                                + " use --socket or JOBD_SOCKET",
                        "FILE:11:1: unknown setting 'log.frobnicate'; jobd --print-config shows"
                                + " all there are",
                        "FILE:13:1: history.logs_max must be a number of bytes such as 500M or"
                                + " 10G, from 0 to 1024T, in quotes, not a list or table",
                        "environment JOBD_JOBS_OVERLAP: jobs.overlap must be skip, queue,"
                                + " queue-all:N, replace or allow:N with N from 1 to 1000, not"
                                + " 'twice'");
    }

    @Test
    void whatIsNoTomlIsSaidWithItsPlace() throws IOException {
        assertThat(problems("[runs]\ndrain = \n\n[log\nlevel = \"info\"\n"))
                .hasSizeGreaterThan(1)
                .allMatch(it -> it.startsWith("FILE:"))
                .anyMatch(it -> it.startsWith("FILE:2:"))
                .anyMatch(it -> it.startsWith("FILE:4:"));
        assertThat(problems("[runs]\ndrain = \"1s\"\ndrain = \"2s\"\n"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("FILE:3:1: this is no TOML: ");
    }

    @Test
    void aFileThatWasNamedMustBeThere() {
        assertThatThrownBy(() -> new ConfigurationSource(Map.of(), Map.of(), file, true).read())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the configuration file " + file + " is not there");
    }

    @Test
    void thePrintedFileIsReadBackAsItIs() throws IOException {
        Configuration read =
                read(
                        "[jobs]\ntimeout = \"1h\"\noverlap = \"queue-all:3\"\n[history]\nlogs_max = 5000\n");

        String printed = SampleFile.of(read);

        assertThat(read(printed).differences(read)).isEmpty();
        assertThat(printed)
                .contains("\n# drain = \"0s\"\n")
                .contains("\n# processes_max = 512\n")
                .contains("\ntimeout = \"1h\"   # " + file + ":2:1\n")
                .contains("\n# deadline =    # none\n")
                .contains("How many processes may run at once, over all groups.");
        for (Setting<?> setting : SettingList.ALL) {
            assertThat(printed).contains("\n[" + setting.section() + "]\n");
            assertThat(printed).containsPattern("\n(# )?" + setting.key() + " = ");
        }
    }

    @Test
    void everyStandardValueIsRightAndIsReadBackFromAFile() throws IOException {
        String all =
                SampleFile.of(Configuration.standard()).replaceAll("(?m)^# (\\w+ = .*)$", "$1");
        String filled = all.replaceAll("(?m)^\\w+ = +# .*$", "");

        Configuration read = read(filled);

        assertThat(read.differences(Configuration.standard())).isEmpty();
        assertThat(SettingList.ALL)
                .allSatisfy(
                        it -> assertThat(read.isChosen(it)).isEqualTo(it.standard().isPresent()));
        assertThat(SettingList.ALL).extracting(Setting::variable).doesNotHaveDuplicates();
    }

    @Test
    void aReloadAppliesWhatItCanAndSaysWhatWaits() throws IOException {
        Configuration started = read("[history]\ncommits = 20000\n[runs]\ndrain = \"1m\"\n");
        LiveConfiguration live = new LiveConfiguration(source(), started);
        Configuration[] told = new Configuration[1];
        live.onChange(next -> told[0] = next);
        Files.writeString(file, "[history]\ncommits = 30000\n[runs]\nprocesses_max = 7\n");

        LiveConfiguration.Reload reload = live.reload();

        assertThat(ReloadText.of(reload))
                .isEqualTo(
                        "the configuration was read; now runs.processes_max is 7 (was 512),"
                                + " runs.drain is 0s (was 1m); only after a restart"
                                + " history.commits is 30000 (was 20000)");
        assertThat(live.get().get(SettingList.COMMITS)).isEqualTo(20_000);
        assertThat(told[0].get(SettingList.PROCESSES_MAX)).isEqualTo(7);
        assertThat(live.waiting()).hasSize(1);
    }

    @Test
    void aWrongFileChangesNothing() throws IOException {
        Configuration started = read("[runs]\ndrain = \"1m\"\n");
        LiveConfiguration live = new LiveConfiguration(source(), started);
        live.onChange(_ -> {
            throw new AssertionError("told");
        });
        Files.writeString(file, "[runs]\ndrain = \"2m\"\nprocesses_max = \"many\"\n");

        assertThatThrownBy(live::reload).isInstanceOf(ConfigurationException.class);

        assertThat(live.get()).isSameAs(started);
        assertThat(live.waiting()).isEmpty();
    }
}
