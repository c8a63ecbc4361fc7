package dev.jobd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.DaemonOptions.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
                                        OptionalInt.empty(),
                                        DaemonOptions.PROCESSES_MAX,
                                        256,
                                        10L << 30,
                                        false,
                                        Duration.ZERO)));
    }

    @Test
    void valuesFollowOrStandBehindAnEqualsSign() {
        assertThat(
                        parse(
                                "--state",
                                "/a",
                                "--socket=/b/../c",
                                "--slots=3",
                                "--processes",
                                "7",
                                "--connections=1000",
                                "--logs-max=500M",
                                "--drain=1m30s"))
                .isEqualTo(
                        new Asked.Daemon(
                                new DaemonOptions(
                                        Optional.of(Path.of("/a")),
                                        Optional.of(Path.of("/c")),
                                        OptionalInt.of(3),
                                        7,
                                        1000,
                                        500L << 20,
                                        false,
                                        Duration.ofSeconds(90))));
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
                        new Asked.Wrong("option '--slots' needs a number of 1 to 999999, not '0'"));
        assertThat(parse("--connections", "31"))
                .isEqualTo(
                        new Asked.Wrong(
                                "option '--connections' needs a number of 32 to 999999, not '31'"));
        assertThat(parse("--logs-max", "5 GB"))
                .isEqualTo(
                        new Asked.Wrong(
                                "option '--logs-max' needs a number of bytes such as 500M or 10G,"
                                        + " not '5 GB'"));
        assertThat(parse("--drain", "soon"))
                .isEqualTo(
                        new Asked.Wrong(
                                "option '--drain' needs a duration such as 90s, 10m, 1h30m or 2d,"
                                        + " not 'soon'"));
        assertThat(parse("--state="))
                .isEqualTo(new Asked.Wrong("option '--state' needs a path, not ''"));
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
