package dev.jobd.client.command;

import dev.jobd.client.output.Cell;
import dev.jobd.client.output.Table;
import dev.jobd.client.output.TimeFormat;
import dev.jobd.wire.Json;
import dev.jobd.wire.Suggestions;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lock`: shows who holds locks and who waits for them.
final class LockCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "lock [list] [options]")
                .example("jobctl lock")
                .example("jobctl add --cron @daily --lock db --name backup -- ./backup.sh")
                .text(
                        "A job's --lock names a lock; it need not be made. Runs of jobs that share"
                                + " one never run together. A run takes all its locks at once or"
                                + " none, and holds them while it has a process, also over a"
                                + " restart of jobd. Who waits first has it first, by priority and"
                                + " due time.")
                .end();
        Options.parameters(spec, "0..1", "WORD", "list");
    }

    @Override
    public int run(ParseResult words, Session session) {
        Options.parameter(words)
                .filter(word -> !word.equals("list"))
                .ifPresent(word -> {
                    throw new UsageException(Suggestions.unknown("action", word, List.of("list")));
                });
        Json.Obj reply = session.call("locks", Json.object());
        Table table =
                new Table(
                        Table.Column.text("LOCK"),
                        Table.Column.text("HELD BY"),
                        Table.Column.number("FOR"),
                        Table.Column.number("WAIT"),
                        Table.Column.text("NEXT"));
        for (Json.Obj lock : reply.objects("items")) {
            if (session.isJson()) {
                session.console().json(lock);
            }
            table.add(
                    Cell.of(lock.text("name")),
                    lock.findText("held_by").map(Cell::of).orElse(Cell.EMPTY),
                    lock.findInstant("held_since")
                            .map(since -> Duration.between(since, reply.instant("now")))
                            .map(time -> Cell.of(TimeFormat.length(time)))
                            .orElse(Cell.EMPTY),
                    Cell.of(lock.integer("waiting_count")),
                    lock.texts("waiting").stream().findFirst().map(Cell::of).orElse(Cell.EMPTY));
        }
        if (!session.isJson() && table.isEmpty()) {
            session.console().notice("no lock is held");
        } else if (!session.isJson()) {
            session.console().table(table);
        }
        return ExitCode.DONE;
    }
}
