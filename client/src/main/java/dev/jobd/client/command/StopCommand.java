package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `stop`: stops runs by the whole sequence of signal, grace and kill.
final class StopCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "stop [options] JOB[/RUN]…")
                .example("jobctl stop sync           # its newest run")
                .example("jobctl stop --wait sync/12 # until it is gone")
                .example("jobctl stop -g build        # all that is active of a group")
                .text(
                        "The run's whole process group gets its stop signal, and KILL after its"
                                + " grace. A run that waits never starts.")
                .end();
        Options.flag(spec, "return when they have ended", "-w", "--wait");
        Selection.yes(spec);
        Selection.ofRuns(spec);
    }

    @Override
    public int run(ParseResult words, Session session) {
        List<String> runs = Selection.runs(words, session, Selection.ACTIVE);
        if (!Selection.isConfirmed(words, session, "stop", "runs", runs)) {
            return ExitCode.REFUSED;
        }
        int code = Each.askOfRuns(runs, session, "stop", StopCommand::sentence);
        if (words.hasMatchedOption("--wait") && code == ExitCode.DONE) {
            Each.all(
                    runs,
                    session,
                    run -> {
                        Json.Builder args = Json.object().put("run", run);
                        args.put("stream", "none").put("follow", true);
                        session.client().follow("log", args.build(), _ -> {});
                        return ExitCode.DONE;
                    });
        }
        return code;
    }

    /// Says where a run stands that was told to stop.
    static String sentence(Json.Obj reply) {
        Json.Obj run = reply.object("run");
        return HistoryCommand.name(run) + " " + run.text("state");
    }
}
