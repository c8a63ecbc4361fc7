package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Asks for the job that `show` and `cat` are about.
final class OneJob {
    private OneJob() {}

    /// Adds the parameter.
    static void describe(CommandSpec spec) {
        Options.parameters(spec, "1", "JOB", "its name or number");
    }

    /// Asks for the job and shows it: as it is where JSON is wanted, else as `text` does.
    ///
    /// @param reveal whether the values of its variables are wanted
    static int show(ParseResult words, boolean reveal, Session session, Consumer<Json.Obj> text) {
        String name = Options.parameter(words).orElseThrow();
        Json.Obj reply = session.call("get", args(Json.of(name), reveal));
        if (session.isJson()) {
            session.console().json(reply);
        } else {
            text.accept(reply.object("job"));
        }
        return ExitCode.DONE;
    }

    /// Returns the arguments of `get`. What it reveals stands in the daemon's audit log.
    static Json.Builder args(Json job, boolean reveal) {
        Json.Builder args = Json.object().put("job", job);
        return reveal ? args.put("reveal", true) : args;
    }
}
