package dev.jobd.client.command;

import dev.jobd.client.output.Cell;
import dev.jobd.client.output.Table;
import dev.jobd.client.output.TimeFormat;
import dev.jobd.wire.Json;
import java.util.List;
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
        Options.values(
                spec,
                "OUTCOME",
                "only jobs whose last run so ended: succeeded, failed, signalled, timed-out,"
                        + " killed, not-started, missed or lost",
                "--last");
        Options.value(spec, "TIME", "only jobs that are due before then", "--due-before");
        Options.values(
                spec,
                "KEY",
                "name, id, next, state, group, priority, last or created; -KEY turns it around",
                "--sort");
        Options.value(
                spec,
                "NAMES",
                "these columns: " + String.join(",", JobColumn.names()),
                "--columns");
        Options.value(spec, "N", "at most so many", "--limit");
        Options.flag(spec, "go on, and print each line that changes", "--watch");
        Options.parameters(spec, "0..1", "NAME", "only jobs of that name; * and ? may stand in it");
    }

    @Override
    public int run(ParseResult words, Session session) {
        Json.Obj args = arguments(words, session);
        List<JobColumn> columns =
                Options.text(words, "--columns").map(JobColumn::of).orElse(JobColumn.USUAL);
        long limit = Options.integer(words, "--limit").orElse(Long.MAX_VALUE);
        if (words.hasMatchedOption("--watch")) {
            for (String option : List.of("--sort", "--limit")) {
                if (words.hasMatchedOption(option)) {
                    throw new UsageException(
                            option + " is of no use with --watch: a line comes when a job changes");
                }
            }
            return new ListWatch(session, columns).run(filter(words, session));
        }
        if (session.isJson()) {
            return new Listing("list", args, limit)
                    .show(session, table(columns), _ -> List.of(), nothing(args));
        }
        Json.Obj some =
                Json.object()
                        .putAll(args)
                        .put("fields", Json.strings(JobColumn.fields(columns)))
                        .build();
        return new Listing("list", some, limit)
                .show(
                        session,
                        table(columns),
                        job -> row(columns, job, session.times()),
                        nothing(args));
    }

    private static String nothing(Json.Obj args) {
        return args.has("filter")
                ? "no job is like that; 'jobctl list' shows all"
                : "no jobs; 'jobctl help add' shows how to make one";
    }

    private static Json.Obj arguments(ParseResult words, Session session) {
        Json.Builder args = Json.object().putAll(filter(words, session));
        putAll(args, "sort", Options.texts(words, "--sort"));
        return args.build();
    }

    /// Returns the argument `filter`, if there is anything in it.
    static Json.Obj filter(ParseResult words, Session session) {
        Json.Builder filter = Json.object();
        putAll(filter, "state", Options.texts(words, "--state"));
        Options.parameter(words)
                .ifPresent(glob -> filter.put("name", Json.object().put("glob", glob).build()));
        putAll(filter, "group", Options.texts(words, "--group"));
        putAll(filter, "last", Options.texts(words, "--last"));
        Options.text(words, "--due-before")
                .map(text -> Options.anyTime("--due-before", text, session))
                .ifPresent(time -> filter.put("next", Json.object().put("before", time).build()));
        Json.Builder args = Json.object();
        if (!filter.build().members().isEmpty()) {
            args.put("filter", filter.build());
        }
        return args.build();
    }

    private static void putAll(Json.Builder object, String name, List<String> values) {
        if (!values.isEmpty()) {
            object.put(name, Json.strings(values));
        }
    }

    /// Returns a table with no rows yet.
    static Table table(List<JobColumn> columns) {
        return new Table(columns.stream().map(JobColumn::column).toArray(Table.Column[]::new));
    }

    /// Returns the row of a job.
    static List<Cell> row(List<JobColumn> columns, Json.Obj job, TimeFormat times) {
        return columns.stream().map(column -> column.cell().apply(job, times)).toList();
    }
}
