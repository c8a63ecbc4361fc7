package dev.jobd.client.command;

import dev.jobd.client.output.Cell;
import dev.jobd.client.output.Table;
import dev.jobd.client.output.TimeFormat;
import dev.jobd.wire.InstantText;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `next`: shows what will run, and when.
final class NextCommand implements Verb {
    private static final int COUNT = 10;

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "next [options] [JOB]")
                .example("jobctl next                 # what runs next, of all jobs")
                .example("jobctl next sync --count 5  # the next five times of one job")
                .end();
        Options.value(spec, "N", "how many (default: " + COUNT + ")", "-c", "--count");
        Options.parameters(spec, "0..1", "JOB", "its name or number");
    }

    @Override
    public int run(ParseResult words, Session session) {
        long count = Options.integer(words, "--count").orElse(COUNT);
        if (count < 1) {
            throw Options.wrong("--count", Long.toString(count), "1 or more");
        }
        Optional<String> job = Options.parameter(words);
        if (job.isPresent()) {
            ofJob(job.get(), count, session);
        } else {
            ofAll(count, session);
        }
        return ExitCode.DONE;
    }

    private static void ofJob(String name, long count, Session session) {
        Json.Obj job = session.call("get", Json.object().put("job", name)).object("job");
        Json.Builder args = Json.object().put("schedule", schedule(job)).put("count", count);
        Json.Obj reply = session.call("check", args);
        if (session.isJson()) {
            session.console().json(reply);
            return;
        }
        List<Instant> next = reply.texts("next").stream().map(InstantText::parse).toList();
        // What follows the end of a run that is not over cannot be foreseen: show what is known.
        List<Instant> known =
                job.text("schedule_text").contains("after the last run") || next.isEmpty()
                        ? job.findInstant("next").stream().toList()
                        : next;
        if (job.flag("paused")) {
            session.console().notice(job.text("name") + " is paused and will not run");
        } else if (known.isEmpty()) {
            session.console().notice(job.text("name") + " will not run by itself");
        }
        TimeFormat times = session.times();
        known.forEach(time -> session.console().line(times.full(time)));
    }

    /// A grid goes on from where it is; one time that has passed is still the job's schedule.
    private static Json.Obj schedule(Json.Obj job) {
        Json.Obj schedule = job.object("schedule");
        return schedule.text("kind").equals("once")
                ? Json.object().putAll(schedule).put("late_ok", true).build()
                : schedule;
    }

    private static void ofAll(long count, Session session) {
        List<Json.Obj> jobs = new ArrayList<>();
        session.pages(
                "list",
                Json.object().put("sort", Json.strings(List.of("next"))).build(),
                Long.MAX_VALUE,
                (job, _) -> {
                    if (job.findInstant("next").isPresent() && !job.flag("paused")) {
                        jobs.add(job);
                    }
                });
        jobs.sort(Comparator.comparing(job -> job.instant("next")));
        List<Json.Obj> first = jobs.stream().limit(count).toList();
        if (session.isJson()) {
            first.forEach(session.console()::json);
            return;
        }
        if (first.isEmpty()) {
            session.console().notice("nothing is due");
            return;
        }
        Table table =
                new Table(
                        Table.Column.fixed("TIME"),
                        Table.Column.text("JOB"),
                        Table.Column.text("COMMAND"));
        for (Json.Obj job : first) {
            table.add(
                    Cell.of(session.times().full(job.instant("next"))),
                    Cell.of(job.text("name")),
                    Cell.of(job.text("command_text")));
        }
        session.console().table(table);
    }
}
