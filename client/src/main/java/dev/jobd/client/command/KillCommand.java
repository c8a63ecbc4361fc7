package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `kill`: sends one signal to runs.
final class KillCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "kill [options] JOB[/RUN]…")
                .example("jobctl kill -s HUP server")
                .example("jobctl kill -s KILL sync/12")
                .text("To end a run, 'jobctl stop' is better: it gives it time, and then kills it.")
                .end();
        Options.value(spec, "SIGNAL", "which (default: TERM)", "-s", "--signal");
        Selection.yes(spec);
        Selection.ofRuns(spec);
    }

    @Override
    public int run(ParseResult words, Session session) {
        String signal = JobOptions.signal(words, "--signal").orElse("TERM");
        List<String> runs = Selection.runs(words, session, Selection.ALIVE);
        if (!Selection.isConfirmed(words, session, "send " + signal + " to", "runs", runs)) {
            return ExitCode.REFUSED;
        }
        return Each.ask(
                runs,
                session,
                "stop",
                run -> Json.object().put("run", run).put("signal", signal),
                reply -> "sent " + signal + " to " + HistoryCommand.name(reply.object("run")));
    }
}
