package dev.jobd.client.command;

import dev.jobd.client.output.TimeFormat;
import dev.jobd.model.DurationText;
import dev.jobd.wire.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `show`: everything about a job.
final class ShowCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "show [options] JOB")
                .example("jobctl show sync")
                .example("jobctl show --reveal --json 17")
                .end();
        Options.flag(spec, "show the values of the job's variables, too", "--reveal");
        OneJob.describe(spec);
    }

    @Override
    public int run(ParseResult words, Session session) {
        return OneJob.show(
                words, words.hasMatchedOption("--reveal"), session, job -> show(job, session));
    }

    private static void show(Json.Obj job, Session session) {
        TimeFormat times = session.times();
        Fields fields = new Fields();
        fields.put("job", job.text("name") + " (" + job.integer("id") + ")")
                .put(job.has("sh") ? "shell" : "command", job.text("command_text"))
                .put("schedule", job.text("schedule_text"))
                .put("state", job.text("state"));
        if (job.flag("paused")) {
            fields.put("paused", paused(job, times));
        }
        fields.putIf(
                        "next",
                        job.findInstant("next")
                                .map(next -> next(job, times.full(next)))
                                .or(() -> job.findText("no_next").map(why -> "none: " + why)))
                .putIf("active", job.findObject("active").map(run -> active(run, times)))
                .putIf("last", job.findObject("last").map(run -> last(run, times)))
                .put("runs", counts(job.object("counts")));
        policies(job, fields);
        fields.putIf("directory", job.findText("dir")).putIf("umask", job.findText("umask"));
        fields.putIf("env file", job.findText("env_file"));
        for (Map.Entry<String, Json> variable :
                job.findObject("env").orElse(Json.Obj.EMPTY).members().entrySet()) {
            if (variable.getValue() instanceof Json.Str(String value)) {
                fields.put("env", variable.getKey() + "=" + value);
            }
        }
        fields.put("created", times.full(job.instant("created")))
                .put(
                        "changed",
                        times.full(job.instant("updated")) + ", revision " + job.integer("rev"));
        fields.print(session.console());
    }

    private static String next(Json.Obj job, String time) {
        long skips = job.findInteger("skip_next").orElse(0);
        return skips == 0
                ? time
                : time + ", skipped" + (skips == 1 ? "" : ", as are " + (skips - 1) + " more");
    }

    private static String paused(Json.Obj job, TimeFormat times) {
        return job.findText("pause_reason").orElse("yes")
                + job.findInstant("paused_until")
                        .map(until -> ", until " + times.full(until))
                        .orElse("")
                + "; 'jobctl resume' ends it";
    }

    private static void policies(Json.Obj job, Fields fields) {
        fields.put("group", job.findText("group").orElse("default"));
        job.findInteger("priority")
                .ifPresent(value -> fields.put("priority", Long.toString(value)));
        long retries = job.findInteger("retries").orElse(0);
        fields.put(
                "retries",
                retries == 0
                        ? "none"
                        : "%d, after %s".formatted(retries, length(job, "retry_delay_ms")));
        for (PolicyOption policy : PolicyOption.values()) {
            fields.putIf(policy.title(), policy.textIn(job).map(text -> told(policy, text, job)));
        }
        fields.putIf("zone", job.findText("tz"));
        fields.putIf(
                "origin",
                job.findText("origin").map(origin -> origin + " (jobctl apply keeps it)"));
        fields.put(
                "timeout", job.find("timeout_ms").isEmpty() ? "none" : length(job, "timeout_ms"));
        fields.put(
                "stopped by",
                "%s, and KILL after %s"
                        .formatted(
                                job.findText("stop_signal").orElse("TERM"),
                                length(job, "grace_ms")));
        fields.putIf("on restart", job.findText("on_daemon_restart").map(ShowCommand::onRestart));
        job.findInteger("keep_runs")
                .ifPresent(runs ->
                        fields.put(
                                "keeps",
                                "%d runs, for %s; failed ones %d, for %s"
                                        .formatted(
                                                runs,
                                                length(job, "keep_for_ms"),
                                                5 * runs,
                                                DurationText.format(
                                                        Duration.ofMillis(
                                                                4 * job.integer("keep_for_ms"))))));
    }

    private static String told(PolicyOption policy, String text, Json.Obj job) {
        return policy == PolicyOption.MAX_RUNS
                ? text + ", " + job.findInteger("runs_made").orElse(0) + " made"
                : text;
    }

    private static String onRestart(String word) {
        return switch (word) {
            case "adopt" -> "adopt: runs go on when jobd is started again";
            case "kill" -> "kill: runs are stopped when jobd is started again";
            case "requeue" -> "requeue: runs are stopped when jobd is started again, and repeated";
            default -> word;
        };
    }

    private static String length(Json.Obj job, String member) {
        return DurationText.format(Duration.ofMillis(job.findInteger(member).orElse(0)));
    }

    private static String active(Json.Obj run, TimeFormat times) {
        StringBuilder text = new StringBuilder("run ").append(run.integer("number"));
        text.append(", ").append(run.text("state"));
        run.findInstant("started")
                .ifPresent(time -> text.append(" since ").append(times.full(time)));
        run.findInstant("retry_at")
                .ifPresent(time -> text.append(", again ").append(times.full(time)));
        run.findInteger("pid").ifPresent(pid -> text.append(", process ").append(pid));
        JobWords.reason(run, times.now()).ifPresent(why -> text.append(", ").append(why));
        return text.toString();
    }

    private static String last(Json.Obj run, TimeFormat times) {
        StringBuilder text = new StringBuilder("run ").append(run.integer("run"));
        text.append(' ').append(JobWords.outcome(run.text("outcome"), run).text());
        Optional<String> why = JobWords.reason(run);
        why.ifPresent(reason -> text.append(": ").append(reason));
        text.append(", ended ").append(times.full(run.instant("ended")));
        run.findInteger("duration_ms")
                .ifPresent(millis ->
                        text.append(", took ")
                                .append(TimeFormat.length(Duration.ofMillis(millis))));
        return text.toString();
    }

    private static String counts(Json.Obj counts) {
        return "%d ok, %d failed, %d skipped"
                .formatted(
                        counts.integer("ok"), counts.integer("failed"), counts.integer("skipped"));
    }
}
