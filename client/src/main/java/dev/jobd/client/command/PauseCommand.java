package dev.jobd.client.command;

import dev.jobd.wire.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `pause`: pauses the schedules of jobs.
final class PauseCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "pause [options] JOB…")
                .example("jobctl pause sync")
                .text(
                        "What falls due meanwhile is recorded as skipped and not caught up. Runs"
                                + " that are active go on.")
                .end();
        Options.parameters(spec, "1..*", "JOB", "their names or numbers");
    }

    @Override
    public int run(ParseResult words, Session session) {
        return Each.ask(
                words,
                session,
                "pause",
                job -> Json.object().put("job", job),
                reply -> "paused " + reply.object("job").text("name"));
    }
}
