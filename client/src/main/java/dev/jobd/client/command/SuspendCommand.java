package dev.jobd.client.command;

import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `suspend`: stops the processes of runs where they are.
final class SuspendCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "suspend [options] JOB[/RUN]…")
                .example("jobctl suspend encode      # its newest run")
                .example("jobctl cont encode         # and let it go on")
                .text(
                        "All processes of the run get SIGSTOP, and take no processor time until"
                                + " 'jobctl cont'. The run keeps its memory, its slots and its"
                                + " locks, and counts as active. Its timeout and --warn-after do"
                                + " not count meanwhile, its deadline does. A stop ends it as it"
                                + " is.")
                .end();
        Selection.ofRuns(spec);
    }

    @Override
    public int run(ParseResult words, Session session) {
        return Each.askOfRuns(
                Selection.runs(words, session, Set.of("running")),
                session,
                "suspend",
                reply -> HistoryCommand.name(reply.object("run")) + " is suspended");
    }
}
