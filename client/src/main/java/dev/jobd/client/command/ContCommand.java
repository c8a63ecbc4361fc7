package dev.jobd.client.command;

import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `cont`: lets runs go on that are suspended.
final class ContCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "cont [options] JOB[/RUN]…")
                .example("jobctl cont encode         # its newest run")
                .text("All processes of the run get SIGCONT. Its timeout goes on counting.")
                .end();
        Selection.ofRuns(spec);
    }

    @Override
    public int run(ParseResult words, Session session) {
        return Each.askOfRuns(
                Selection.runs(words, session, Set.of("running")),
                session,
                "cont",
                reply -> HistoryCommand.name(reply.object("run")) + " goes on");
    }
}
