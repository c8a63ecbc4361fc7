package dev.jobd.client.command;

import dev.jobd.client.output.Console;
import dev.jobd.client.output.Table;
import dev.jobd.wire.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Prints the jobs once, and then a line whenever a job changes: plain lines, which a screen reader
/// and a pipe can follow as well. Times that merely pass are no change.
final class ListWatch {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Session session;
    private final Json.Obj args;
    private final long limit;
    private final Map<Long, Seen> shown = new HashMap<>();
    private boolean hasHead;

    /// What was printed of a job.
    private record Seen(String name, List<Object> content) {}

    ListWatch(Session session, Json.Obj args, long limit) {
        this.session = session;
        this.args = args;
        this.limit = limit;
    }

    /// Goes on until the process or its thread is told to end.
    int run() {
        while (true) {
            step();
            try {
                Thread.sleep(EVERY);
            } catch (InterruptedException _) {
                return ExitCode.DONE;
            }
        }
    }

    private void step() {
        Console console = session.console();
        Table changed = ListCommand.table();
        Set<Long> present = new HashSet<>();
        session.pages(
                "list",
                args,
                limit,
                (job, _) -> {
                    present.add(job.integer("id"));
                    if (hasChanged(job)) {
                        show(job, changed);
                    }
                });
        if (!changed.isEmpty()) {
            List<String> lines = changed.lines(console.width(), console.hasColor());
            lines.stream().skip(hasHead ? 1 : 0).forEach(line -> console.out().print(line + "\n"));
            hasHead = true;
        }
        shown.entrySet()
                .removeIf(entry -> {
                    boolean isGone = !present.contains(entry.getKey());
                    if (isGone) {
                        console.notice("removed " + entry.getValue().name());
                    }
                    return isGone;
                });
        console.out().flush();
    }

    private boolean hasChanged(Json.Obj job) {
        Seen now =
                new Seen(
                        job.text("name"),
                        List.of(
                                job.text("state"),
                                job.integer("rev"),
                                job.findObject("last").orElse(Json.Obj.EMPTY)));
        return !now.equals(shown.put(job.integer("id"), now));
    }

    private void show(Json.Obj job, Table changed) {
        if (session.isJson()) {
            session.console().json(job);
        } else {
            changed.add(ListCommand.row(job, session.times()));
        }
    }
}
