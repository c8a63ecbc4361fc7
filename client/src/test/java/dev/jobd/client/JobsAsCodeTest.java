package dev.jobd.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Jobs as files, with a real daemon.
@Timeout(120)
final class JobsAsCodeTest {
    private static final String FILE =
            """
            [groups.db]
            slots = 2

            [calendars.holidays]
            days = [2026-12-25]

            [jobs.backup]
            description = "nightly dump"
            command = ["./backup.sh", "--full"]
            cron = "30 2 * * *"
            tz = "Europe/Vienna"
            group = "db"
            except = "holidays"
            retries = 3
            env = { TOKEN = "hush" }

            [jobs.sync]
            shell = "true"
            every = "5m"
            """;

    @TempDir static Path folder;

    private static RealDaemon daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = RealDaemon.start(folder);
    }

    @AfterAll
    static void end() throws Exception {
        daemon.kill();
    }

    @AfterEach
    void removeAll() {
        apply("", "--prune", "--stop");
    }

    private static Call.Result apply(String text, String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "apply";
        words[1] = "-f";
        words[2] = "-";
        System.arraycopy(options, 0, words, 3, options.length);
        return daemon.jobctl(daemon.socket(), text, words);
    }

    private static String applied(String text, String... options) {
        Call.Result result = apply(text, options);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        return result.out();
    }

    @Test
    void aFileIsMadeTrueAndTheSecondTimeNothingIsDone() {
        assertThat(applied(FILE, "--dry-run"))
                .contains("created   job sync")
                .contains("would be: ");
        assertThat(daemon.ok("list", "--json")).isEmpty();
        assertThat(applied(FILE)).contains("created   job backup; next ").contains("2 created");
        assertThat(applied(FILE)).isEqualTo("4 unchanged\n");
        assertThat(daemon.ok("show", "backup"))
                .contains("description  nightly dump")
                .contains("origin       files (jobctl apply keeps it)");
    }

    @Test
    void whatIsChangedIsShownInTheWordsOfTheFile() {
        applied(FILE);
        String changed =
                FILE.replace("retries = 3", "retry-delay = \"1m\"")
                        .replace("hush", "other")
                        .replace("30 2", "40 2")
                        .replace("slots = 2", "slots = \"unlimited\"");

        assertThat(applied(changed).replaceAll("; next .*", ""))
                .isEqualTo(
                        """
                        changed   group db
                                    slots: 2 → unlimited
                        changed   job backup
                                    schedule: 30 2 * * * (Europe/Vienna) → 40 2 * * * (Europe/Vienna)
                                    retries: 3 → 0
                                    retry-delay: 10s → 1m
                                    env.TOKEN: *** → ***
                        2 changed, 2 unchanged
                        """);
    }

    @Test
    void whatIsExportedMakesTheSameOnAnEmptyDaemon() throws Exception {
        applied(FILE);
        for (String format : new String[] {"toml", "json"}) {
            String exported = daemon.ok("export", "--format", format);
            assertThat(exported).contains("hush");
            applied("", "--prune");
            assertThat(daemon.ok("list", "--json")).isEmpty();
            applied(exported);
            assertThat(daemon.ok("export", "--format", format)).isEqualTo(exported);
        }
    }

    @Test
    void aMaskedFileChangesNoValueAndMakesNone() throws Exception {
        applied(FILE);
        Path file = folder.resolve("masked.toml");
        daemon.ok("export", "--mask", "--output", file.toString());
        String masked = Files.readString(file);

        assertThat(masked).contains("TOKEN = \"***\"").doesNotContain("hush");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(applied(masked)).isEqualTo("4 unchanged\n");
        assertThat(daemon.ok("show", "--reveal", "backup")).contains("TOKEN=hush");
        applied("", "--prune");
        Call.Result refused = apply(masked);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("standard input:")
                .contains("stands for a value that is not shown, and there is none yet");
        assertThat(daemon.ok("list", "--json")).isEmpty();
    }

    @Test
    void oneOffJobsThatAreOverAreLeftOutOfAnExportAndThatIsSaid() {
        daemon.ok("run", "--wait", "--name", "once", "--", "true");
        applied(FILE);
        Call.Result exported = daemon.jobctl("export");

        assertThat(exported.out()).contains("[jobs.sync]").doesNotContain("jobs.once");
        assertThat(exported.err()).contains("left out: ").contains("one-off job");
        daemon.ok("rm", "once");
    }

    @Test
    void whatTheDaemonRefusesHasItsPlaceInTheFile() {
        Call.Result refused =
                apply(
                        """
                        [jobs.a]
                        shell = "true"

                        [jobs.b]
                        shell = "true"
                        group = "bd"
                        except = ["none"]
                        """);

        assertThat(refused.code()).isNotZero();
        assertThat(refused.err())
                .contains("standard input:6:1: no group 'bd'")
                .contains("standard input:7:1: no calendar 'none'")
                .contains("2 things are wrong; nothing was changed");
        assertThat(daemon.ok("list", "--json")).isEmpty();
        assertThat(
                        daemon.jobctl(
                                        daemon.socket(),
                                        "[jobs.a]\nshell = 1\n",
                                        "validate",
                                        "-f",
                                        "-")
                                .code())
                .isEqualTo(1);
        assertThat(daemon.jobctl(daemon.socket(), FILE, "validate", "-f", "-").out())
                .isEqualTo("2 jobs, 2 groups and calendars, all right\n");
    }

    @Test
    void pruningAsksAtATerminalAndRemovesOnlyItsOwn() throws Exception {
        applied(FILE);
        daemon.ok("add", "--name", "hand", "--", "true");
        Path file =
                Files.writeString(
                        folder.resolve("one.toml"),
                        "[jobs.sync]\nshell = \"true\"\nevery = \"5m\"\n");
        String[] prune = {"apply", "--prune", file.toString()};
        Call.Result no = new Call(daemon.socket()).atTerminal(80).typing("n\n").jobctl(prune);

        assertThat(no.err())
                .contains("remove 1 job: backup? [y/N]")
                .contains("nothing was changed");
        assertThat(no.code()).isEqualTo(1);
        assertThat(daemon.ok("list", "--json")).contains("backup");
        Call.Result yes = new Call(daemon.socket()).atTerminal(80).typing("y\n").jobctl(prune);
        assertThat(yes.out()).contains("removed   job backup").contains("1 removed, 1 unchanged");
        assertThat(daemon.ok("list", "--json")).contains("hand").doesNotContain("backup");
        daemon.ok("rm", "hand");
    }

    @Test
    void thousandsAreOneChange() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            many.append("[jobs.job-%d]\nshell = \"echo %s\"\n".formatted(i, "x".repeat(400)));
        }
        long before = seq();
        assertThat(applied(many.toString())).contains("3000 created, 0 unchanged");
        assertThat(seq()).isEqualTo(before + 1);
    }

    private static long seq() {
        String reply = daemon.ok("rpc", "{\"op\":\"groups\"}");
        return Long.parseLong(reply.replaceAll("(?s).*\"seq\":(\\d+).*", "$1"));
    }
}
