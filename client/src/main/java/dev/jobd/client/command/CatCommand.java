package dev.jobd.client.command;

import dev.jobd.model.DurationText;
import dev.jobd.model.ShellWords;
import dev.jobd.wire.Json;
import dev.jobd.wire.ScheduleJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `cat`: prints the command line that would make a job again.
final class CatCommand implements Verb {
    private static final Map<String, String> LENGTHS =
            Map.of(
                    "--retry-delay", "retry_delay_ms",
                    "--timeout", "timeout_ms",
                    "--grace", "grace_ms",
                    "--keep-for", "keep_for_ms");

    private static final Map<String, String> USUAL =
            Map.of("--retry-delay", "10s", "--grace", "10s", "--keep-for", "90d");

    /// What is said of a member that a job does not have, where the daemon's own default is
    /// another.
    private record Absent(String member, String option, String value) {}

    private static final List<Absent> ABSENT =
            List.of(
                    new Absent("timeout_ms", "--timeout", "none"),
                    new Absent("deadline_ms", "--deadline", "none"),
                    new Absent("start_within_ms", "--start-within", "none"),
                    new Absent("warn_after_ms", "--warn-after", "none"),
                    new Absent("overlap", "--overlap", "skip"),
                    new Absent("misfire", "--misfire", "once"),
                    new Absent("catchup_window_ms", "--catchup-window", "24h"));

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "cat [options] JOB")
                .example("jobctl cat sync")
                .example("jobctl cat sync | ssh other sh")
                .text(
                        "It has the values of the job's variables; that it was asked for stands in the daemon's audit log.")
                .end();
        OneJob.describe(spec);
    }

    @Override
    public int run(ParseResult words, Session session) {
        return OneJob.show(
                words,
                true,
                session,
                job -> session.console().line(ShellWords.join(words(job, defaults(session)))));
    }

    /// Returns the members that the daemon gives to new jobs which say nothing of them.
    private static Set<String> defaults(Session session) {
        return session.call("stats", Json.object())
                .findObject("config")
                .flatMap(config -> config.findObject("job_defaults"))
                .map(it -> it.members().keySet())
                .orElse(Set.of());
    }

    /// Returns the words of the command line. A time that has passed is marked as welcome, so that
    /// the line still works.
    ///
    /// @param defaults members that have to be said also where they are as usual
    static List<String> words(Json.Obj job, Set<String> defaults) {
        List<String> words = new ArrayList<>(List.of("jobctl", "add"));
        schedule(job.object("schedule"), words);
        job.findText("tz").ifPresent(zone -> put(words, "--tz", zone));
        put(words, "--name", job.text("name"));
        putUnless(words, "--group", job.findText("group").orElse("default"), "default");
        putUnless(words, "--priority", number(job, "priority"), "0");
        String noRetries = defaults.contains("retries") ? "" : "0";
        putUnless(words, "--retries", number(job, "retries"), noRetries);
        for (String option : List.of("--retry-delay", "--timeout", "--grace", "--keep-for")) {
            job.findInteger(LENGTHS.getOrDefault(option, ""))
                    .ifPresent(millis -> {
                        String text = DurationText.format(Duration.ofMillis(millis));
                        boolean isSaid = defaults.contains(LENGTHS.getOrDefault(option, ""));
                        String usual = isSaid ? "" : USUAL.getOrDefault(option, "");
                        putUnless(words, option, text, usual);
                    });
        }
        for (PolicyOption policy : PolicyOption.values()) {
            policy.textIn(job).ifPresent(text -> put(words, policy.option(), text));
        }
        ABSENT.stream()
                .filter(it -> defaults.contains(it.member()) && isAbsent(job, it.member()))
                .forEach(it -> put(words, it.option(), it.value()));
        String usualRuns = defaults.contains("keep_runs") ? "" : "1000";
        job.findInteger("keep_runs")
                .ifPresent(runs -> putUnless(words, "--keep-runs", Long.toString(runs), usualRuns));
        putUnless(words, "--stop-signal", job.findText("stop_signal").orElse("TERM"), "TERM");
        String restart = job.findText("on_daemon_restart").orElse("adopt");
        String usualRestart = defaults.contains("on_daemon_restart") ? "" : "adopt";
        putUnless(words, "--on-daemon-restart", restart, usualRestart);
        process(job, words);
        return words;
    }

    private static void process(Json.Obj job, List<String> words) {
        job.findText("dir").ifPresent(dir -> put(words, "--dir", dir));
        putUnless(words, "--umask", job.findText("umask").orElse("0022"), "0022");
        job.findText("env_file").ifPresent(file -> put(words, "--env-file", file));
        job.findObject("env")
                .orElse(Json.Obj.EMPTY)
                .members()
                .forEach((name, value) -> {
                    if (value instanceof Json.Str(String text)) {
                        put(words, "--env", name + "=" + text);
                    }
                });
        if (job.has("sh")) {
            put(words, "--shell", job.text("sh"));
        } else {
            words.add("--");
            words.addAll(job.texts("cmd"));
        }
    }

    private static boolean isAbsent(Json.Obj job, String member) {
        return !job.has(member) || Json.NULL.equals(job.members().get(member));
    }

    private static void schedule(Json.Obj schedule, List<String> words) {
        String kind = schedule.text("kind");
        switch (kind) {
            case "once" -> {
                put(words, "--at", schedule.text("at"));
                words.add("--late-ok");
            }
            case "fixed-rate" -> {
                put(words, "--every", every(schedule));
                schedule.findText("anchor").ifPresent(anchor -> put(words, "--anchor", anchor));
            }
            case "fixed-delay" -> {
                put(words, "--every", every(schedule));
                put(words, "--from", "finish");
            }
            case "cron" -> {
                schedule.findText("cron").ifPresent(cron -> put(words, "--cron", cron));
                schedule.findText("cron_seconds")
                        .ifPresent(cron -> put(words, "--cron-seconds", cron));
                schedule.findText("tz").ifPresent(zone -> put(words, "--tz", zone));
            }
            case "after" -> {
                String option = schedule.flag("one_of") ? "--after-one-of" : "--after";
                ScheduleJson.parents(schedule).forEach(it -> put(words, option, it.text()));
            }
            case "now" -> words.set(1, "run");
            default -> {}
        }
    }

    private static String every(Json.Obj schedule) {
        return DurationText.format(Duration.ofMillis(schedule.integer("every_ms")));
    }

    private static String number(Json.Obj job, String member) {
        return Long.toString(job.findInteger(member).orElse(0));
    }

    private static void put(List<String> words, String option, String value) {
        words.add(option);
        words.add(value);
    }

    private static void putUnless(List<String> words, String option, String value, String usual) {
        if (!value.equals(usual)) {
            put(words, option, value);
        }
    }
}
