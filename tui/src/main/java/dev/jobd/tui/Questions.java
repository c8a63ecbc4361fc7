package dev.jobd.tui;

import dev.jobd.client.connection.OlderDaemon;
import dev.jobd.tui.state.Answer;
import dev.jobd.tui.state.DaemonStats;
import dev.jobd.tui.state.FormContent;
import dev.jobd.tui.state.FormField;
import dev.jobd.tui.state.JobDetail;
import dev.jobd.tui.state.LogLine;
import dev.jobd.tui.state.Query;
import dev.jobd.wire.InstantText;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Operations;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks the daemon what a screen wants to know; changes nothing.
final class Questions {

    private static final int TIMES = 5;
    private static final int TAIL_LINES = 60;

    private final Line line;

    Questions(Line line) {
        this.line = line;
    }

    Answer answer(Query query) throws IOException {
        return switch (query) {
            case Query.Job(long job, int times) -> job(job, times);
            case Query.Runs runs -> runs(runs);
            case Query.Tail(var run, long bytes) -> tail(run, bytes);
            case Query.Fires(var jobs, int times) -> fires(jobs, times);
            case Query.Stats() -> new Answer.Stats(stats(line.call("stats", Json.Obj.EMPTY)));
            case Query.Check(int _, var content) -> check(content);
        };
    }

    private Json.Obj get(long job) throws IOException {
        return line.call("get", Json.object().put("job", String.valueOf(job)).build())
                .object("job");
    }

    private Answer job(long number, int times) throws IOException {
        Json.Obj job = get(number);
        JobDetail detail = FormJson.detail(job);
        return new Answer.Job(detail, next(job, times));
    }

    /// The due times: the one the daemon keeps, and those its schedule gives after it.
    private List<Instant> next(Json.Obj job, int times) throws IOException {
        List<Instant> next = new ArrayList<>();
        job.findInstant("next").ifPresent(next::add);
        String kind = job.object("schedule").text("kind");
        if (next.isEmpty()
                || times < 2
                || List.of("now", "once", "manual", "fixed-delay", "after").contains(kind)) {
            return next;
        }
        Json.Builder args = Json.object().put("job", job.integer("id")).put("count", times - 1);
        args.put("from", next.getFirst());
        for (String time : line.call("check", args.build()).texts("next")) {
            Instant at = InstantText.parse(time);
            if (at.isAfter(next.getLast())) {
                next.add(at);
            }
        }
        return next;
    }

    private Answer runs(Query.Runs asked) throws IOException {
        Json.Builder args = Json.object().put("limit", asked.limit());
        if (asked.job() != 0) {
            args.put("job", String.valueOf(asked.job()));
        }
        switch (asked.which()) {
            case ALL -> {}
            case FAILED -> args.put("failed", true);
            case ACTIVE ->
                    args.put(
                            "state",
                            Json.strings(
                                    List.of(
                                            "queued",
                                            "starting",
                                            "running",
                                            "suspended",
                                            "stopping",
                                            "retry-wait")));
        }
        if (!asked.from().isEmpty()) {
            args.put("cursor", asked.from());
        }
        Json.Obj page = line.call("runs", args.build());
        return new Answer.Runs(
                page.objects("items").stream()
                        .map(run -> RunRows.read(run, Instant.now()))
                        .toList(),
                page.findText("next").orElse(""));
    }

    private Answer tail(String run, long bytes) throws IOException {
        LogDecoder decoder = new LogDecoder();
        List<LogLine> lines = new ArrayList<>();
        Json.Builder args = Json.object().put("run", run);
        args.put("from", Json.object().put("tail", bytes).build());
        line.follow(
                "log",
                args.build(),
                push -> {
                    if (push.has("data")) {
                        LogDecoder.Piece piece = decoder.next(LogReader.bytes(push));
                        if (piece.replacesLast() && !lines.isEmpty()) {
                            lines.removeLast();
                        }
                        lines.addAll(piece.lines());
                    }
                });
        int from = Math.max(0, lines.size() - TAIL_LINES);
        return new Answer.Tail(lines.subList(from, lines.size()));
    }

    private Answer fires(List<Long> jobs, int times) throws IOException {
        Map<Long, List<Instant>> fires = new HashMap<>();
        for (long job : jobs) {
            try {
                fires.put(job, List.copyOf(next(get(job), times)));
            } catch (WireErrorException e) {
                // The job went away meanwhile.
                fires.put(job, List.of());
            }
        }
        return new Answer.Fires(fires);
    }

    /// What the daemon says of a form; a job that is changed is checked like a new one, but for its
    /// name, where the daemon cannot check a change without making it.
    private Answer check(FormContent content) throws IOException {
        FormJson.Read form = FormJson.read(content, Instant.now());
        Map<String, String> problems = new LinkedHashMap<>(form.problems());
        if (problems.isEmpty()) {
            try {
                dryRun(content, form);
            } catch (WireErrorException e) {
                if (OlderDaemon.isUnknown(e.error(), "dry_run")) {
                    // Such a daemon says what is wrong once the form is sent.
                    return schedule(form, problems);
                }
                problems.putAll(FormJson.problems(e.error()));
                problems.putIfAbsent(FormField.NAME.id(), e.error().message());
                if (problems.size() > 1 && !e.error().field().isEmpty()) {
                    problems.remove(FormField.NAME.id(), e.error().message());
                }
            }
        }
        return schedule(form, problems);
    }

    private void dryRun(FormContent content, FormJson.Read form) throws IOException {
        if (content.job() != 0 && Operations.require("update").args().names().contains("dry_run")) {
            Json.Builder args = Json.object().put("job", String.valueOf(content.job()));
            args.put("set", Wishes.patch(FormJson.changes(content, Instant.now())));
            line.call("update", args.put("dry_run", true).build());
            return;
        }
        Json.Builder job = Json.object().putAll(form.job());
        if (content.job() != 0 && !content.isChanged(FormField.NAME.id())) {
            Map<String, Json> members = new LinkedHashMap<>(form.job().members());
            members.remove("name");
            job = Json.object().putAll(new Json.Obj(members));
        }
        line.call(
                "add",
                Json.object().put("job", withoutNulls(job.build())).put("dry_run", true).build());
    }

    /// A patch unsets variables by null, which a new job does not have.
    private static Json.Obj withoutNulls(Json.Obj job) {
        Json.Obj env = job.findObject("env").orElse(Json.Obj.EMPTY);
        Map<String, Json> kept = new LinkedHashMap<>(env.members());
        kept.values().removeIf(value -> value instanceof Json.Null);
        return job.has("env")
                ? Json.object().putAll(job).put("env", new Json.Obj(kept)).build()
                : job;
    }

    private Answer schedule(FormJson.Read form, Map<String, String> problems) throws IOException {
        if (!form.job().has("schedule") || problems.containsKey(FormField.WHEN.id())) {
            return new Answer.Check(problems, "", List.of());
        }
        try {
            Json.Builder args = Json.object().put("schedule", form.job().object("schedule"));
            Json.Obj checked = line.call("check", args.put("count", TIMES).build());
            List<Instant> next = checked.texts("next").stream().map(InstantText::parse).toList();
            return new Answer.Check(problems, checked.text("text"), next);
        } catch (WireErrorException e) {
            problems.put(FormField.WHEN.id(), e.error().message());
            return new Answer.Check(problems, "", List.of());
        }
    }

    private static DaemonStats stats(Json.Obj stats) {
        List<DaemonStats.GroupRow> groups = new ArrayList<>();
        for (Json.Obj group : stats.objects("groups")) {
            groups.add(
                    new DaemonStats.GroupRow(
                            group.text("name"),
                            group.findInteger("slots").orElse(-1),
                            group.findInteger("taken").orElse(group.integer("running")),
                            group.integer("queued")));
        }
        Map<String, Map<String, String>> facts = new LinkedHashMap<>();
        for (String about : List.of("jobs", "runs", "paths", "store_stats", "limits")) {
            facts.put(about, texts(stats.findObject(about).orElse(Json.Obj.EMPTY)));
        }
        Map<String, String> daemon = new LinkedHashMap<>();
        stats.members()
                .forEach((name, value) -> {
                    if (!(value instanceof Json.Obj) && !(value instanceof Json.Arr)) {
                        daemon.put(name, text(value));
                    }
                });
        facts.put("daemon", daemon);
        return new DaemonStats(
                stats.text("server"),
                stats.integer("pid"),
                Duration.ofMillis(stats.integer("uptime_ms")),
                groups,
                stats.findInstant("draining_until").orElse(null),
                facts);
    }

    private static Map<String, String> texts(Json.Obj object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.members().forEach((name, value) -> texts.put(name, text(value)));
        return texts;
    }

    private static String text(Json value) {
        return value instanceof Json.Str(String text) ? text : JsonText.of(value);
    }
}
