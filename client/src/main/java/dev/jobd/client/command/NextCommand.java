package dev.jobd.client.command;

import dev.jobd.client.output.Cell;
import dev.jobd.client.output.Table;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `next`: shows what will run, and when; of all jobs, of one, or of a cron expression.
final class NextCommand implements Verb {
    private static final int COUNT = 10;
    private static final String REBOOT = "@reboot";
    private static final String AT_START = "it runs each time jobd starts";
    private static final Pattern MACRO =
            Pattern.compile("@(hourly|daily|midnight|weekly|monthly|yearly|annually|reboot)");

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "next [options] [JOB|EXPR]")
                .example("jobctl next                 # what runs next, of all jobs")
                .example("jobctl next sync --count 5  # the next five times of one job")
                .example("jobctl next '30 2 * * *' --tz Europe/Vienna --from 2026-03-28")
                .text(
                        "Instead of a job there may be a cron expression: what it would do,"
                                + " without a job.",
                        "Where a zone sets its clock forward, a time of day in the gap is due"
                                + " at its end; where it is set back, once, on the first pass. Minutes"
                                + " or hours that begin with * follow the clock.")
                .end();
        Options.value(spec, "N", "how many (default: " + COUNT + ")", "-c", "--count");
        Options.value(spec, "TIME", "from when on (default: now)", "--from");
        ScheduleOptions.describeCron(spec);
        Options.parameters(
                spec, "0..1", "JOB|EXPR", "a job's name or number, or a cron expression");
    }

    @Override
    public int run(ParseResult words, Session session) {
        long count = Options.integer(words, "--count").orElse(COUNT);
        if (count < 1) {
            throw Options.wrong("--count", Long.toString(count), "1 or more");
        }
        Optional<Instant> from =
                Options.text(words, "--from").map(it -> Options.anyTime("--from", it, session));
        Optional<String> given = Options.parameter(words);
        Optional<Json.Obj> schedule = expression(words, given);
        if (schedule.isPresent()) {
            DueTimes times = DueTimes.ask("schedule", schedule.get(), from, count, session);
            times.print(session);
            if (times.isEmpty() && !session.isJson()) {
                session.console().notice(times.text() + ": " + AT_START);
            }
        } else if (given.isPresent()) {
            ofJob(given.get(), from, count, session);
        } else if (from.isPresent()) {
            throw new UsageException("--from goes with a job or a cron expression");
        } else {
            ofAll(count, session);
        }
        return ExitCode.DONE;
    }

    /// Returns the schedule of a cron expression; empty if the words name none.
    private static Optional<Json.Obj> expression(ParseResult words, Optional<String> given) {
        for (String option : List.of("--cron", "--cron-seconds")) {
            if (words.hasMatchedOption(option)) {
                if (given.isPresent()) {
                    throw new UsageException(
                            "there is " + option + " already: leave out " + given.get());
                }
                return Optional.of(
                        ScheduleOptions.cron(
                                words, option, Options.text(words, option).orElseThrow()));
            }
        }
        // The name of a job has no space.
        Optional<Json.Obj> schedule =
                given.filter(it -> it.contains(" ") || MACRO.matcher(it).matches())
                        .map(it -> ScheduleOptions.cron(words, "--cron", it));
        if (schedule.isEmpty() && words.hasMatchedOption("--tz")) {
            throw new UsageException("--tz goes with a cron expression");
        }
        return schedule;
    }

    private static void ofJob(String name, Optional<Instant> from, long count, Session session) {
        Json.Obj job = session.call("get", Json.object().put("job", name)).object("job");
        DueTimes times = DueTimes.ask("job", Json.of(job.integer("id")), from, count, session);
        if (session.isJson()) {
            session.console().json(times.reply());
            return;
        }
        if (job.flag("paused")) {
            session.console().notice(job.text("name") + paused(job, session));
        } else if (times.isEmpty()) {
            String why = job.findText("no_next").map(it -> ": " + it).orElse("");
            boolean isAtStart = why.isEmpty() && times.text().startsWith(REBOOT);
            session.console()
                    .notice(
                            job.text("name")
                                    + (isAtStart
                                            ? ": " + AT_START
                                            : " will not run by itself" + why));
        }
        // A pause skips what falls into it and counts none of it; when it ends is another question.
        boolean counts = from.isEmpty() && !job.flag("paused");
        times.print(session, counts ? job.findInteger("skip_next").orElse(0) : 0);
    }

    private static String paused(Json.Obj job, Session session) {
        return job.findInstant("paused_until")
                .map(until ->
                        " is paused until "
                                + session.times().full(until)
                                + " and will not run before")
                .orElse(" is paused and will not run");
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
