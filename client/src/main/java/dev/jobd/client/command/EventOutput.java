package dev.jobd.client.command;

import dev.jobd.client.connection.Subscription;
import dev.jobd.client.output.Cell;
import dev.jobd.client.output.Console;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;

/// Prints what happens: a line for each event, or the lines of the protocol.
final class EventOutput implements Subscription.Listener {
    private final Session session;

    EventOutput(Session session) {
        this.session = session;
    }

    @Override
    public void reset() {
        session.console()
                .notice("what happened meanwhile is no longer kept; this is what there is now");
    }

    @Override
    public void line(Json.Obj line) {
        Console console = session.console();
        if (session.isJson()) {
            Json.Builder bare = Json.object();
            line.members()
                    .forEach((name, value) -> {
                        if (!name.equals("sub")) {
                            bare.put(name, value);
                        }
                    });
            console.json(bare.build());
        } else {
            Instant at = line.findInstant("at").orElseGet(session::now);
            for (String name : line.has("snapshot") ? new String[] {"snapshot"} : events(line)) {
                line.objects(name).forEach(event -> console.line(text(at, event)));
            }
        }
        console.out().flush();
    }

    private static String[] events(Json.Obj line) {
        return line.has("events") ? new String[] {"events"} : new String[0];
    }

    private String text(Instant at, Json.Obj event) {
        StringJoiner text = new StringJoiner("  ");
        text.add(session.times().exact(at));
        text.add("%-12s".formatted(event.text("type")));
        event.findObject("job").ifPresent(job -> addJob(text, job));
        event.findObject("run").ifPresent(run -> addRun(text, run));
        if (!event.has("job") && !event.has("run")) {
            text.add(event.findText("name").orElseGet(() -> event.text("id")));
            event.findInteger("rev").ifPresent(_ -> text.add("job " + event.integer("id")));
        }
        return text.toString();
    }

    private void addJob(StringJoiner text, Json.Obj job) {
        text.add(job.text("name"));
        text.add(job.text("state"));
        Cell next = JobWords.next(job, session.times());
        if (!next.equals(Cell.EMPTY)) {
            text.add("next " + next.text());
        }
    }

    private void addRun(StringJoiner text, Json.Obj run) {
        String job = run.findText("job").orElseGet(() -> "(job " + run.integer("job_id") + ")");
        text.add(job + "/" + run.integer("number"));
        text.add(JobWords.outcome(run.text("state"), run).text());
        Cell length = JobWords.length(run.findInteger("duration_ms"));
        if (!length.equals(Cell.EMPTY)) {
            text.add("took " + length.text());
        }
        Optional<String> reason = JobWords.reason(run, session.times().now());
        reason.ifPresent(text::add);
    }
}
