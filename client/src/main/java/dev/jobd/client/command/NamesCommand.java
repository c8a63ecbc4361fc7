package dev.jobd.client.command;

import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireErrorException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Prints the names of the jobs, for the completions; says nothing whatever goes wrong.
final class NamesCommand implements Verb {
    /// Not among the verbs that are shown.
    static final String NAME = "__names";

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, NAME).end();
    }

    @Override
    public int run(ParseResult words, Session session) {
        try {
            session.clientOfRunningDaemon();
            session.pages(
                    "list",
                    Json.Obj.EMPTY,
                    Long.MAX_VALUE,
                    (job, _) -> session.console().line(job.text("name")));
        } catch (DaemonUnavailableException | WireErrorException _) {
            return ExitCode.DONE;
        }
        return ExitCode.DONE;
    }
}
