package dev.jobd.client.command;

import dev.jobd.client.output.Cell;
import dev.jobd.client.output.Table;
import dev.jobd.wire.Json;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `stats`: shows how runs of jobs went.
final class StatsCommand implements Verb {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "stats [options] [JOB…]")
                .example("jobctl stats                  # all jobs")
                .example("jobctl stats sync --since 7d")
                .example("jobctl stats -g build --json")
                .text(
                        "OK is the share that succeeded of the runs that were not skipped. P50, P95"
                                + " and MAX are how long runs took, from the start of their last"
                                + " attempt to their end, half of them, 95 of 100 and all at most;"
                                + " to one percent. LATE is how long after its due time a run"
                                + " started, for 95 of 100, and LATEST for all. RECENT has the"
                                + " durations of the newest runs, the newest at the right; ! is one"
                                + " that failed.",
                        "Only runs that are kept are counted: see --keep-runs and --keep-for of"
                                + " 'jobctl add'.")
                .end();
        Options.value(spec, "TIME", "only runs since then; 2h means two hours ago", "--since");
        Options.value(spec, "N", "at most so many jobs", "--limit");
        Selection.options(spec, "select");
        Options.parameters(spec, "0..*", "JOB", "their names or numbers");
    }

    @Override
    public int run(ParseResult words, Session session) {
        Json.Builder args = Json.object();
        if (Selection.isSelecting(words)) {
            args.putAll(Selection.filter(words));
        }
        List<String> jobs = Options.parameters(words);
        if (!jobs.isEmpty()) {
            args.put("jobs", Json.strings(jobs));
        }
        Options.since(words, "--since", session).ifPresent(time -> args.put("since", time));
        long limit = Options.integer(words, "--limit").orElse(Long.MAX_VALUE);
        return new Listing("job_stats", args.build(), limit)
                .show(session, table(), StatsCommand::row, "no job is like that");
    }

    private static Table table() {
        return new Table(
                Table.Column.text("JOB"),
                Table.Column.number("RUNS"),
                Table.Column.number("OK"),
                Table.Column.number("FAILED"),
                Table.Column.number("SKIPPED"),
                Table.Column.number("P50"),
                Table.Column.number("P95"),
                Table.Column.number("MAX"),
                Table.Column.number("LATE"),
                Table.Column.number("LATEST"),
                Table.Column.fixed("RECENT"));
    }

    private static List<Cell> row(Json.Obj job) {
        Json.Obj counts = job.object("counts");
        Json.Obj took = job.object("duration");
        Json.Obj late = job.object("late");
        String more = job.has("cut") ? "+" : "";
        return List.of(
                Cell.of(job.text("job")),
                Cell.of(job.integer("runs") + more),
                JobWords.successRate(counts),
                Cell.of(counts.integer("failed")),
                Cell.of(counts.integer("skipped")),
                JobWords.length(took.findInteger("p50_ms")),
                JobWords.length(took.findInteger("p95_ms")),
                JobWords.length(took.findInteger("max_ms")),
                JobWords.length(late.findInteger("p95_ms")),
                JobWords.length(late.findInteger("max_ms")),
                Cell.of(bars(job.objects("recent"))));
    }

    private static String bars(List<Json.Obj> recent) {
        long longest = 1;
        for (Json.Obj run : recent) {
            longest = Math.max(longest, run.integer("duration_ms"));
        }
        StringBuilder bars = new StringBuilder();
        for (Json.Obj run : recent) {
            long height = run.integer("duration_ms") * (BARS.length() - 1) / longest;
            bars.append(run.text("state").equals("succeeded") ? BARS.charAt((int) height) : '!');
        }
        return bars.toString();
    }
}
