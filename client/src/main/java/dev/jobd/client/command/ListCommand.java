package dev.jobd.client.command;

import dev.jobd.client.output.Cell;
import dev.jobd.client.output.Table;
import dev.jobd.client.output.TimeFormat;
import dev.jobd.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `list`: shows the jobs.
final class ListCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "list [options] [NAME]")
                .example("jobctl                      # the same as: jobctl list")
                .example("jobctl list 'backup-*' --sort next")
                .example("jobctl list --state running --state queued")
                .example("jobctl list --watch         # print a line whenever one changes")
                .end();
        Options.values(
                spec,
                "STATE",
                "only jobs that are waiting, queued, starting, running, stopping, retry-wait,"
                        + " paused, finished or idle",
                "--state");
        Options.values(spec, "GROUP", "only jobs of a group", "-g", "--group");
        Options.values(spec, "KEY", "name, id, next or state; -KEY turns it around", "--sort");
        Options.value(spec, "N", "at most so many", "--limit");
        Options.flag(spec, "go on, and print each line that changes", "--watch");
        Options.parameters(spec, "0..1", "NAME", "only jobs of that name; * and ? may stand in it");
    }

    @Override
    public int run(ParseResult words, Session session) {
        Json.Obj args = arguments(words);
        long limit = Options.integer(words, "--limit").orElse(Long.MAX_VALUE);
        if (words.hasMatchedOption("--watch")) {
            return new ListWatch(session, args, limit).run();
        }
        return new Listing("list", args, limit)
                .show(session, table(), job -> row(job, session.times()), nothing(args));
    }

    private static String nothing(Json.Obj args) {
        return args.has("filter")
                ? "no job is like that; 'jobctl list' shows all"
                : "no jobs; 'jobctl help add' shows how to make one";
    }

    private static Json.Obj arguments(ParseResult words) {
        Json.Builder filter = Json.object();
        putAll(filter, "state", Options.texts(words, "--state"));
        Options.parameter(words)
                .ifPresent(glob -> filter.put("name", Json.object().put("glob", glob).build()));
        putAll(filter, "group", Options.texts(words, "--group"));
        Json.Builder args = Json.object();
        if (!filter.build().members().isEmpty()) {
            args.put("filter", filter.build());
        }
        putAll(args, "sort", Options.texts(words, "--sort"));
        return args.build();
    }

    private static void putAll(Json.Builder object, String name, List<String> values) {
        if (!values.isEmpty()) {
            object.put(name, Json.strings(values));
        }
    }

    static Table table() {
        return new Table(
                Table.Column.number("ID"),
                Table.Column.text("NAME"),
                Table.Column.text("SCHEDULE"),
                Table.Column.fixed("STATE"),
                Table.Column.fixed("NEXT"),
                Table.Column.fixed("LAST"),
                Table.Column.fixed("ENDED"),
                Table.Column.number("TOOK"),
                Table.Column.number("OK"));
    }

    static List<Cell> row(Json.Obj job, TimeFormat times) {
        Optional<Json.Obj> last = job.findObject("last");
        return List.of(
                Cell.of(job.integer("id")),
                Cell.of(job.text("name")),
                Cell.of(job.text("schedule_text")),
                JobWords.state(job.text("state")),
                JobWords.next(job, times),
                last.map(run -> JobWords.outcome(run.text("outcome"), run)).orElse(Cell.EMPTY),
                JobWords.time(last.flatMap(run -> run.findInstant("ended")), times),
                JobWords.length(
                        last.map(run -> run.findInteger("duration_ms"))
                                .orElse(OptionalLong.empty())),
                JobWords.successRate(job.object("counts")));
    }
}
