package dev.jobd.client.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `release`: lets runs go that are held.
final class ReleaseCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "release [options] JOB[/RUN]…")
                .example("jobctl release sync        # its newest run")
                .text(
                        "It waits for its turn from then on, behind those of the same priority and time.")
                .end();
        Selection.ofRuns(spec);
    }

    @Override
    public int run(ParseResult words, Session session) {
        return Each.askOfRuns(
                Selection.runs(words, session, Selection.WAITING),
                session,
                "release",
                StopCommand::sentence);
    }
}
