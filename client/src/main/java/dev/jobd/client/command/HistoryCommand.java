package dev.jobd.client.command;

import dev.jobd.client.output.Cell;
import dev.jobd.client.output.Table;
import dev.jobd.client.output.TimeFormat;
import dev.jobd.wire.Json;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `history`: shows runs and how they ended, the newest first.
final class HistoryCommand implements Verb {
    private static final int LIMIT = 25;

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "history [options] [JOB]")
                .example("jobctl history sync")
                .example("jobctl history --failed --since 2h")
                .end();
        Options.flag(spec, "only runs that neither succeeded nor were skipped", "--failed");
        Options.values(spec, "STATE", "only runs in a state, such as running", "--state");
        Options.value(spec, "TIME", "only runs since then; 2h means two hours ago", "--since");
        Options.value(spec, "N", "at most so many (default: " + LIMIT + ")", "-n", "--limit");
        Options.parameters(spec, "0..1", "JOB", "its name or number");
    }

    @Override
    public int run(ParseResult words, Session session) {
        Json.Builder args = Json.object();
        Options.parameter(words).ifPresent(job -> args.put("job", job));
        List<String> states = Options.texts(words, "--state");
        if (!states.isEmpty()) {
            args.put("state", Json.strings(states));
        }
        if (words.hasMatchedOption("--failed")) {
            args.put("failed", true);
        }
        Options.since(words, "--since", session).ifPresent(time -> args.put("since", time));
        long limit = Options.integer(words, "--limit").orElse(LIMIT);
        return new Listing("runs", args.build(), limit)
                .show(session, table(), run -> row(run, session), "no runs");
    }

    private static Table table() {
        return new Table(
                Table.Column.text("RUN"),
                Table.Column.fixed("TRIGGER"),
                Table.Column.fixed("STARTED"),
                Table.Column.number("TOOK"),
                Table.Column.fixed("OUTCOME"),
                Table.Column.number("TRY"),
                Table.Column.number("CPU"),
                Table.Column.number("MEMORY"),
                Table.Column.text("REASON"));
    }

    private static List<Cell> row(Json.Obj run, Session session) {
        TimeFormat times = session.times();
        Optional<String> retry = run.findInstant("retry_at").map(at -> "again " + times.of(at));
        return List.of(
                Cell.of(name(run)),
                Cell.of(trigger(run)),
                JobWords.time(run.findInstant("started"), times),
                JobWords.length(run.findInteger("duration_ms")),
                JobWords.outcome(run.text("state"), run),
                Cell.of(run.integer("attempt")),
                JobWords.length(run.findInteger("cpu_ms")),
                JobWords.bytes(run.findInteger("max_rss")),
                Cell.of(JobWords.reason(run, times.now()).or(() -> retry).orElse("")));
    }

    private static String trigger(Json.Obj run) {
        return run.findInteger("retry_of").isPresent()
                ? "retry of " + run.integer("retry_of")
                : run.text("trigger");
    }

    /// Returns the name of a run: by its job's name, or its number if the job is gone.
    static String name(Json.Obj run) {
        return run.findText("job")
                .map(job -> job + "/" + run.integer("number"))
                .orElseGet(() -> run.text("id"));
    }
}
