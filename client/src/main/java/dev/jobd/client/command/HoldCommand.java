package dev.jobd.client.command;

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
                                + " counts as active, and its deadlines go on counting. One that"
                                + " waits for another attempt has it as soon as it is released. To"
                                + " keep all runs of a job from being made, there is 'jobctl pause'.")
                .end();
        Selection.ofRuns(spec);
    }

    @Override
    public int run(ParseResult words, Session session) {
        return Each.askOfRuns(
                Selection.runs(words, session, Selection.WAITING),
                session,
                "hold",
                reply -> HistoryCommand.name(reply.object("run")) + " is held");
    }
}
