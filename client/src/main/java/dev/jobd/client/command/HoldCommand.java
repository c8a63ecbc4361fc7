package dev.jobd.client.command;

import dev.jobd.wire.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `hold`: keeps runs that wait from starting.
final class HoldCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "hold [options] JOB[/RUN]…")
                .example("jobctl hold sync           # its newest run")
                .example("jobctl release sync        # and let it go")
                .text(
                        "A run that is held starts when it is released, whatever is free before. It"
                                + " counts as active, and its deadlines go on counting. To keep all"
                                + " runs of a job from being made, there is 'jobctl pause'.")
                .end();
        Options.parameters(spec, "1..*", "JOB", "jobs (their newest runs) or runs");
    }

    @Override
    public int run(ParseResult words, Session session) {
        return Each.ask(
                words,
                session,
                "hold",
                run -> Json.object().put("run", run),
                reply -> HistoryCommand.name(reply.object("run")) + " is held");
    }
}
