package dev.jobd.client.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What cron takes, and what it comes to.
class CrontabTest {
    private static List<CrontabLine> read(String text) {
        return read(text, false);
    }

    private static List<CrontabLine> read(String text, boolean hasUsers) {
        Crontab crontab = new Crontab(new Crontab.Whose("me", false), "");
        crontab.read("tab", text, hasUsers, "");
        return crontab.lines();
    }

    private static List<String> report(List<CrontabLine> lines) {
        return lines.stream()
                .map(it -> it.number() + " " + it.kind().word() + " " + it.message())
                .toList();
    }

    private static Json.Obj job(String text) {
        return read(text).getLast().job().orElseThrow();
    }

    @Test
    void everyLineHasItsEntry() {
        List<CrontabLine> lines =
                read(
                        """
                        # m h  dom mon dow   command
                        MAILTO=ops@example.com

                        # Dump of the shop,
                        # every night.
                        30 2 * * mon-fri cd /srv && ./dump.sh --full
                        #0 5 * * * /old/job
                        @Daily /usr/local/bin/clean
                        61 * * * * /bin/no
                        * * * * *
                        hello
                        @often /bin/x
                        -*/5 * * * * /usr/bin/quiet
                        """);

        assertThat(report(lines))
                .containsExactly(
                        "1 comment a comment",
                        "2 setting MAILTO has no counterpart: jobd sends no mail, but keeps the"
                                + " output and the end of each run (jobctl history --failed, jobctl"
                                + " logs JOB, jobctl events)",
                        "4 comment the description of job dump",
                        "5 comment the description of job dump",
                        "6 job job dump",
                        "7 comment a line that is switched off: no job is made of it",
                        "8 job job clean",
                        "9 refused column 1: the minute is 0 to 59, not 61",
                        "10 refused column 10: a command is missing",
                        "11 refused column 1: a line is five fields of a time, or a word such as"
                                + " @daily, and then a command",
                        "12 refused column 1: '@often' is not @reboot, @yearly, @annually, @monthly,"
                                + " @weekly, @daily, @midnight, @hourly",
                        "13 job job quiet; the '-', which keeps cron from logging it, means nothing"
                                + " here");
        Json.Obj dump = lines.get(4).job().orElseThrow();
        assertThat(dump.text("description")).isEqualTo("Dump of the shop,\nevery night.");
        assertThat(dump.text("sh")).isEqualTo("cd /srv && ./dump.sh --full");
        assertThat(dump.object("schedule").text("cron")).isEqualTo("30 2 * * mon-fri");
        assertThat(lines.get(6).job().orElseThrow().object("schedule").text("cron"))
                .isEqualTo("@daily");
    }

    @Test
    void settingsHoldForTheLinesBelowThem() {
        List<CrontabLine> lines =
                read(
                        """
                        0 1 * * * first
                        PATH = /opt/bin:/usr/bin
                        GREETING="hello  world"
                        'ODD' = 'a "b" '
                        CRON_TZ=Europe/Vienna
                        SHELL=/bin/bash
                        HOME=/srv
                        RANDOM_DELAY=10
                        0\t2  *\t* * second
                        @reboot third
                        """);

        assertThat(lines.getFirst().job().orElseThrow().has("env")).isFalse();
        Json.Obj second = lines.get(8).job().orElseThrow();
        assertThat(second.texts("cmd")).containsExactly("/bin/bash", "-c", "second");
        assertThat(second.object("schedule").text("cron")).isEqualTo("0 2 * * *");
        assertThat(second.object("schedule").text("tz")).isEqualTo("Europe/Vienna");
        assertThat(second.text("dir")).isEqualTo("/srv");
        assertThat(second.integer("jitter_ms")).isEqualTo(600_000);
        assertThat(second.object("env"))
                .isEqualTo(
                        Json.object()
                                .put("PATH", "/opt/bin:/usr/bin")
                                .put("GREETING", "hello  world")
                                .put("ODD", "a \"b\" ")
                                .put("HOME", "/srv")
                                .build());
        assertThat(lines.get(9).job().orElseThrow().object("schedule").has("tz")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '\0',
            value = {
                "date +\\%F¦date +%F",
                "mail -s hi root%Dear root,%%it's done¦printf '%s\\n' 'Dear root,' '' 'it'\\''s done' | mail -s hi root",
                "cat; wc%a\\%b¦printf '%s\\n' 'a%b' | { cat; wc~}",
                "grep a\\b c\\\\¦grep a\\b c\\\\",
                "wc%a%b%¦printf '%s\\n' 'a' 'b' | wc",
                "wc%¦wc",
            })
    void percentSignsAreWhatTheyAreToCron(String command, String shell) {
        assertThat(job("* * * * * " + command).text("sh")).isEqualTo(shell.replace('~', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "/usr/bin/backup.sh --all|backup",
                "cd / && run-parts --report /etc/cron.hourly|cron.hourly",
                "test -x /usr/sbin/anacron && nice -n 10 /usr/sbin/anacron -s|anacron",
                "[ -d /x ] && A=1 sudo -u www flock -n /run/l php /srv/tasks.php >/dev/null 2>&1|tasks",
                "/usr/bin/python3 /opt/task.py|task",
                "\"/opt/my tools/x\" y|my",
                "@#!|job",
                "12|job-12",
            })
    void namesAreThoseOfThePrograms(String command, String name) {
        assertThat(job("* * * * * " + command).text("name")).isEqualTo(name);
    }

    @Test
    void linesOfOneNameAreNumberedInTheirOrder() {
        List<CrontabLine> lines = read("0 1 * * * x\n0 2 * * * x\n0 3 * * * x\n");
        assertThat(lines.stream().map(it -> it.job().orElseThrow().text("name")))
                .containsExactly("x", "x-2", "x-3");
    }

    @Test
    void aLineOfAnotherUserIsRefusedWhereJobsRunAsOneOnly() {
        List<CrontabLine> lines =
                read("0 1 * * * me true\n0 1 * * * www-data /usr/bin/x y\n0 1 * * * root\n", true);

        assertThat(report(lines))
                .containsExactly(
                        "1 job job true",
                        "2 refused column 11: it is to run as 'www-data', and jobs of this jobd run"
                                + " as 'me': import it as that user, with a jobd of its own",
                        "3 refused column 11: a command is missing after the user");
        Crontab others = new Crontab(new Crontab.Whose("root", true), "c-");
        others.read("tab", "0 1 * * * www-data /usr/bin/x y\n", true, "web-");
        Json.Obj job = others.lines().getFirst().job().orElseThrow();
        assertThat(job.text("user")).isEqualTo("www-data");
        assertThat(job.text("name")).isEqualTo("c-web-x");
    }

    @Test
    void noJobIsMadeInAZoneThatIsNotKnown() {
        assertThat(report(read("CRON_TZ=Mars/Base\n0 1 * * * x\n")))
                .containsExactly(
                        "1 refused 'Mars/Base' is not a time zone such as Europe/Vienna; no job"
                                + " below is taken",
                        "2 refused column 11: its time zone 'Mars/Base' is not known");
    }
}
