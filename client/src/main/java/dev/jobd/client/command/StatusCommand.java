package dev.jobd.client.command;

import dev.jobd.client.output.TimeFormat;
import dev.jobd.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `status`: shows the state of the daemon; starts none.
final class StatusCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "status [options]")
                .example("jobctl status")
                .example("jobctl status --json")
                .text("Exits with 4 if no daemon runs; starts none.")
                .end();
    }

    @Override
    public int run(ParseResult words, Session session) {
        session.clientOfRunningDaemon();
        Json.Obj stats = session.call("stats", Json.object());
        if (session.isJson()) {
            session.console().json(stats);
            return ExitCode.DONE;
        }
        Fields fields = new Fields();
        fields.put("daemon", stats.text("server") + ", process " + stats.integer("pid"))
                .put(
                        "up",
                        "%s, since %s"
                                .formatted(
                                        TimeFormat.length(
                                                Duration.ofMillis(stats.integer("uptime_ms"))),
                                        session.times().exact(stats.instant("started"))))
                .putIf(
                        "draining",
                        stats.findInstant("draining_until")
                                .map(until ->
                                        "nothing starts any more, ends by "
                                                + session.times().full(until)))
                .put("jobs", counts(stats.object("jobs"), "total"))
                .put("runs", counts(stats.object("runs"), ""));
        groups(stats, fields);
        fields.put("connections", Long.toString(stats.integer("connections")));
        stats.findInteger("subscriptions")
                .ifPresent(count -> fields.put("followers", Long.toString(count)));
        stats.findInteger("receipts")
                .ifPresent(count -> fields.put("remembered", count + " requests with a key"));
        stats.findObject("counters").ifPresent(it -> counters(it, fields));
        stats.findObject("config").ifPresent(it -> configuration(it, fields));
        fields.put("socket", session.address().socket().toString());
        stats.object("paths")
                .members()
                .forEach((name, path) -> {
                    if (path instanceof Json.Str(String text) && !name.equals("socket")) {
                        fields.put(name, text);
                    }
                });
        fields.print(session.console());
        return ExitCode.DONE;
    }

    private static void counters(Json.Obj counters, Fields fields) {
        fields.put(
                "since then",
                "%d runs started: %d succeeded, %d failed, %d lost, %d skipped, %d missed, %d late"
                        .formatted(
                                counters.integer("runs_started"),
                                counters.integer("runs_succeeded"),
                                counters.integer("runs_failed")
                                        + counters.integer("runs_signalled")
                                        + counters.integer("runs_timed_out")
                                        + counters.integer("runs_not_started"),
                                counters.integer("runs_lost"),
                                counters.integer("runs_skipped"),
                                counters.integer("runs_missed"),
                                counters.integer("runs_late")));
        fields.put(
                "requests",
                "%d, %d of them refused"
                        .formatted(
                                counters.integer("requests"),
                                counters.integer("requests_refused")));
    }

    /// Shows what somebody has set, and where.
    private static void configuration(Json.Obj configuration, Fields fields) {
        configuration.findText("file").ifPresent(file -> fields.put("config", file));
        for (Json.Obj one : configuration.objects("settings")) {
            fields.put(
                    "set",
                    "%s = %s (%s; default %s)"
                            .formatted(
                                    one.text("name"),
                                    one.text("value"),
                                    one.text("source"),
                                    one.text("default")));
        }
        configuration
                .objects("waiting")
                .forEach(one -> fields.put("not yet", ReloadCommand.waiting(one)));
    }

    private static void groups(Json.Obj stats, Fields fields) {
        for (Json.Obj group : stats.objects("groups")) {
            long taken = group.findInteger("taken").orElse(group.integer("running"));
            fields.put(
                    "group",
                    "%s: %d of %s slots, %d queued%s"
                            .formatted(
                                    group.text("name"),
                                    taken,
                                    GroupCommand.slotsOf(group),
                                    group.integer("queued"),
                                    group.flag("paused") ? ", paused" : ""));
        }
        stats.findInteger("runs_max")
                .ifPresent(runs -> fields.put("cap", runs + " runs at once, over all groups"));
    }

    /// Returns `3: 2 waiting, 1 running`.
    private static String counts(Json.Obj counts, String total) {
        List<String> parts = new ArrayList<>();
        counts.members()
                .forEach((name, count) -> {
                    if (count instanceof Json.Int(long number)
                            && number > 0
                            && !name.equals(total)) {
                        parts.add(number + " " + name);
                    }
                });
        String all = String.join(", ", parts);
        return counts.findInteger(total).isPresent() && !all.isEmpty()
                ? counts.integer(total) + ": " + all
                : all.isEmpty() ? "none" : all;
    }
}
