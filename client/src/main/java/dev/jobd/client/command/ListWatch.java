package dev.jobd.client.command;

import dev.jobd.client.connection.EventStream;
import dev.jobd.client.connection.Subscription;
import dev.jobd.client.output.Console;
import dev.jobd.client.output.Table;
import dev.jobd.wire.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Prints the jobs once, and then a line whenever a job changes: plain lines, which a screen reader
/// and a pipe can follow as well. Times that merely pass are no change.
///
/// The daemon tells of each change itself. When it ends, this waits for the next one and goes on
/// where it was.
final class ListWatch implements Subscription.Listener {
    private final Session session;
    private final List<JobColumn> columns;
    private final Map<Long, Seen> shown = new HashMap<>();

    /// The jobs of a snapshot that is under way, and those it has not told of yet.
    private final Set<Long> unconfirmed = new HashSet<>();

    private Table rows;
    private boolean hasHead;
    private boolean isTold;

    /// What was printed of a job.
    private record Seen(String name, List<Object> content) {}

    ListWatch(Session session, List<JobColumn> columns) {
        this.session = session;
        this.columns = columns;
        rows = ListCommand.table(columns);
    }

    /// Goes on until the process or its thread is told to end.
    ///
    /// @param filter the arguments that choose among the jobs
    int run(Json.Obj filter) {
        Json.Obj args =
                Json.object()
                        .putAll(filter)
                        .put("topics", Json.strings(List.of("job")))
                        .put("from", "snapshot")
                        .build();
        new EventStream(
                        session::connectToRunning,
                        new Subscription(args, this),
                        session.console()::notice)
                .run(session.client());
        return ExitCode.DONE;
    }

    @Override
    public void reset() {
        isTold = false;
        unconfirmed.addAll(shown.keySet());
    }

    @Override
    public void line(Json.Obj line) {
        if (line.has("snapshot")) {
            line.objects("snapshot").forEach(it -> take(it.object("job")));
            return;
        }
        if (line.has("events")) {
            line.objects("events").forEach(this::happened);
        }
        if (line.has("synced")) {
            isTold = true;
            Set.copyOf(unconfirmed).forEach(id -> left(id, "removed"));
            unconfirmed.clear();
        }
        if (isTold && !line.has("left")) {
            print();
        }
    }

    private void happened(Json.Obj event) {
        if (event.has("job")) {
            take(event.object("job"));
        } else {
            left(event.integer("id"), event.has("filtered") ? "no longer listed:" : "removed");
        }
    }

    private void take(Json.Obj job) {
        unconfirmed.remove(job.integer("id"));
        if (!hasChanged(job)) {
            return;
        }
        if (session.isJson()) {
            session.console().json(job);
        } else {
            rows.add(ListCommand.row(columns, job, session.times()));
        }
    }

    private void left(long id, String how) {
        Seen gone = shown.remove(id);
        if (gone != null) {
            // Rows that came before stand before it.
            print();
            session.console().notice(how + " " + gone.name());
        }
    }

    private void print() {
        Console console = session.console();
        if (!rows.isEmpty()) {
            List<String> lines = rows.lines(console.width(), console.hasColor());
            lines.stream().skip(hasHead ? 1 : 0).forEach(line -> console.out().print(line + "\n"));
            hasHead = true;
            rows = rows.next();
        }
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
}
