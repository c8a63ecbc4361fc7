package dev.jobd.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A crontab of odd lines, with a real daemon.
@Timeout(120)
final class ImportTest {
    private static final String TAB =
            """
            # m h dom mon dow command
            MAILTO=root
            CRON_TZ=Europe/Vienna
            SHELL=/bin/bash
            LEVEL="2 3"

            # Dump of the shop
            30 2 * * 1-5 cd /srv && ./dump.sh >/dev/null
            @reboot /usr/local/bin/up
            -0 0 1 jan * /bin/year
            5 4 * * sun /bin/echo 100\\%%fed%twice
            5 4 * * sun /bin/echo again
            61 * * * * /bin/no
            @never /bin/no
            * * * *
            #0 1 * * * /bin/off
            0 1 * * * /bin/hand
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

    @Test
    void oddLinesBecomeJobsOrAreToldWhyNotAndNothingIsMadeTwice() throws Exception {
        Path tab = Files.writeString(folder.resolve("tab"), TAB);
        daemon.ok("add", "--name", "hand", "--", "true");
        String[] words = {"import", "crontab", tab.toString()};
        Call.Result trial = daemon.jobctl("import", "crontab", "--dry-run", tab.toString());

        assertThat(trial.code()).isEqualTo(1);
        assertThat(trial.out()).contains("job dump (would be created)");
        assertThat(daemon.jobctl("import").err()).contains("jobctl import crontab [FILE");
        assertThat(daemon.ok("list", "--json").lines()).hasSize(1);
        Call.Result first = daemon.jobctl(words);
        assertThat(first.code()).isEqualTo(1);
        assertThat(first.out().replace(tab + ":", ""))
                .contains("2: setting  MAILTO has no counterpart")
                .contains("7: comment  the description of job dump\n")
                .contains("8: job      job dump (created)\n")
                .contains("9: job      job up (created)\n")
                .contains("11: job      job echo; what stands after the % is fed to it by printf")
                .contains("12: job      job echo-2 (created)\n")
                .contains("13: refused  column 1: the minute is 0 to 59, not 61\n")
                .contains("14: refused  column 1: '@never' is not @reboot")
                .contains("15: refused  column 1: a line is five fields")
                .contains("16: comment  a line that is switched off")
                .contains("17: refused  job 'hand' is another one and was not made by apply:")
                .contains("5 jobs of 16 lines; 4 refused");
        assertThat(first.err()).contains("cron runs these lines as well");

        assertThat(daemon.ok("show", "dump"))
                .contains("30 2 * * 1-5 (Europe/Vienna)")
                .contains("description  Dump of the shop");
        assertThat(daemon.ok("trigger", "--wait", "echo")).isNotNull();
        assertThat(daemon.ok("logs", "echo")).contains("100%");
        String jobs = daemon.ok("export");
        Call.Result second = daemon.jobctl(words);
        assertThat(second.out())
                .contains("job dump (there already, unchanged)")
                .doesNotContain("(created)");
        assertThat(daemon.ok("export")).isEqualTo(jobs);
        Files.writeString(tab, TAB.replace("30 2", "31 2"));
        assertThat(daemon.jobctl(words).out()).contains("job dump (changed)");
    }

    @Test
    void asAFileItIsWhatApplyTakes() throws Exception {
        Path tab = Files.writeString(folder.resolve("other"), "0 1 * * * x % y\n0 2 * * * hä\n");
        Path file = folder.resolve("jobs.toml");
        Call.Result written =
                daemon.jobctl(
                        "import",
                        "crontab",
                        "--output",
                        file.toString(),
                        "--prefix",
                        "c-",
                        tab.toString());

        assertThat(written.code()).isZero();
        assertThat(written.out()).isEmpty();
        assertThat(written.err()).contains("other:1: job      job c-x");
        assertThat(Files.readString(file)).contains("[jobs.c-x]\n", "cron = \"0 1 * * *\"\n");
        assertThat(daemon.ok("validate", "--offline", "-f", file.toString()))
                .contains("2 jobs, all right");
        assertThat(daemon.jobctl("import", "--dry-run", "tab").err())
                .contains("jobctl import crontab");
        assertThat(daemon.jobctl("import", "crontab", "/nowhere").err())
                .contains("cannot read /nowhere: there is no such file");
    }
}
