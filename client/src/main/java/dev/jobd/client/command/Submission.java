package dev.jobd.client.command;

import dev.jobd.client.output.Console;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Sends a new job and says what became of it.
///
/// @param isTrial whether the daemon is only to check it
/// @param showsIdOnly whether its number is all that is wanted
record Submission(boolean isTrial, boolean showsIdOnly) {

    /// Adds the options.
    static void describe(CommandSpec spec) {
        Options.flag(spec, "check it and show what it would be, but do not create it", "--dry-run");
        Options.flag(spec, "print the job's number and nothing else", "--print-id");
    }

    /// Reads the options.
    static Submission of(ParseResult words) {
        return new Submission(
                words.hasMatchedOption("--dry-run"), words.hasMatchedOption("--print-id"));
    }

    /// Sends the job and returns the reply.
    Json.Obj send(Json.Obj job, Session session) {
        Json.Builder args = Json.object().put("job", job);
        if (isTrial) {
            args.put("dry_run", true);
        }
        Json.Obj reply = session.call("add", args);
        show(reply, session);
        return reply;
    }

    /// Returns what sends many jobs in the same way.
    JobBatches batches(Session session) {
        return new JobBatches(session, isTrial, showsIdOnly);
    }

    private void show(Json.Obj reply, Session session) {
        Console console = session.console();
        Json.Obj job = reply.object("job");
        if (session.isJson()) {
            console.json(reply);
        } else if (showsIdOnly) {
            console.line(Long.toString(job.integer("id")));
        } else {
            console.line(sentence(job, reply, session));
        }
    }

    /// Returns the run's name by its job's name, which is what a person goes on with.
    private static String nameOf(Json.Obj run, Json.Obj job) {
        String id = run.text("id");
        return job.text("name") + id.substring(id.indexOf('/'));
    }

    private String sentence(Json.Obj job, Json.Obj reply, Session session) {
        Optional<Instant> next = job.findInstant("next");
        Optional<String> run =
                isTrial
                        ? Optional.empty()
                        : reply.findObject("run").map(started -> nameOf(started, job));
        StringBuilder text = new StringBuilder(isTrial ? "would add " : "added ");
        text.append(job.text("name"));
        if (!isTrial) {
            text.append(" (").append(job.integer("id")).append(')');
        }
        text.append(": ").append(job.text("schedule_text"));
        next.ifPresent(time -> text.append("; next ").append(session.times().full(time)));
        run.ifPresent(id -> text.append("; run ").append(id));
        return text.toString();
    }
}
