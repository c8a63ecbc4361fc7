package dev.jobd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.DaemonOptions.Asked;
import dev.jobd.daemon.config.ConfigurationSource.Given;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DaemonOptionsTest {

    @Test
    void noOptionsMeanTheUsualPlaces() {
        assertThat(parse())
                .isEqualTo(
                        new Asked.Daemon(
                                new DaemonOptions(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        false,
                                        Map.of())));
    }

    @Test
    void valuesFollowOrStandBehindAnEqualsSign() {
        assertThat(
                        parse(
                                "--state",
                                "/a",
                                "--socket=/b/../c",
                                "--config=/d.toml",
                                "--slots=3",
                                "--processes",
                                "7",
                                "--set",
                                "log.level=debug",
                                "--drain=1m30s"))
                .isEqualTo(
                        new Asked.Daemon(
                                new DaemonOptions(
                                        Optional.of(Path.of("/a")),
                                        Optional.of(Path.of("/c")),
                                        Optional.of(Path.of("/d.toml")),
                                        false,
                                        Map.of(
                                                "runs.default_slots", new Given("--slots", "3"),
                                                "runs.processes_max", new Given("--processes", "7"),
                                                "log.level", new Given("--set log.level", "debug"),
                                                "runs.drain", new Given("--drain", "1m30s")))));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(parse("--stat", "/a"))
                .isEqualTo(new Asked.Wrong("unknown option '--stat'; see jobd --help"));
        assertThat(parse("--state"))
                .isEqualTo(new Asked.Wrong("option '--state' needs a value; see jobd --help"));
        assertThat(parse("--state", "--socket", "/a"))
                .isEqualTo(new Asked.Wrong("option '--state' needs a value; see jobd --help"));
        assertThat(parse("--slots", "0"))
                .isEqualTo(
                        new Asked.Wrong(
                                "option '--slots' needs a number of 1 to 1000000, not '0'"));
        assertThat(parse("--connections", "31"))
                .isEqualTo(
                        new Asked.Wrong(
                                "option '--connections' needs a number of 32 to 999999, not '31'"));
        assertThat(parse("--logs-max", "5 GB"))
                .isEqualTo(
                        new Asked.Wrong(
                                "option '--logs-max' needs a number of bytes such as 500M or 10G,"
                                        + " from 0 to 1024T, not '5 GB'"));
        assertThat(parse("--drain", "soon"))
                .isEqualTo(
                        new Asked.Wrong(
                                "option '--drain' needs a duration such as 90s, 10m, 1h30m or 2d,"
                                        + " up to 7d, not 'soon'"));
        assertThat(parse("--set", "drain"))
                .isEqualTo(
                        new Asked.Wrong(
                                "option '--set' needs SECTION.KEY=VALUE such as runs.drain=10m, not"
                                        + " 'drain'"));
        assertThat(parse("--set", "runs.drian=1s"))
                .isEqualTo(
                        new Asked.Wrong(
                                "unknown setting 'runs.drian'; did you mean 'runs.drain'?; see jobd"
                                        + " --print-config"));
        assertThat(parse("--state="))
                .isEqualTo(new Asked.Wrong("option '--state' needs a path, not ''"));
    }

    @Test
    void theHelpHasEveryOptionOfASettingWithWhatIsUsual() {
        assertThat(DaemonHelp.text())
                .contains(
                        "  --processes N      How many processes may run at once, over all groups. (512)")
                .contains("--slots N", "--connections N", "--logs-max BYTES", "--drain DURATION");
        assertThat(DaemonHelp.text().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void helpAndVersionNeedNoMore() {
        assertThat(parse("--help", "--nonsense")).isEqualTo(new Asked.Help());
        assertThat(parse("--version")).isEqualTo(new Asked.Version());
    }

    @Test
    void theStoreCanBeLookedAt() {
        assertThat(parse("--check", "--state", "/s")).isInstanceOf(Asked.Check.class);
    }

    @Test
    void aBackupIsRestoredWhereTheStateLies() {
        assertThat(parse("--restore", "/b", "--state", "/s"))
                .isInstanceOfSatisfying(
                        Asked.Restore.class,
                        asked -> {
                            assertThat(asked.backup()).isEqualTo(Path.of("/b"));
                            assertThat(asked.options().state()).contains(Path.of("/s"));
                        });
    }

    private static Asked parse(String... arguments) {
        return DaemonOptions.parse(List.of(arguments));
    }
}
