package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The words of `show` and `cat`: which job, and whether what looks secret in it is wanted.
final class OneJob {
    private OneJob() {}

    /// Adds the options.
    ///
    /// @param reveal what `--reveal` does
    static void describe(CommandSpec spec, String reveal) {
        Options.flag(spec, reveal, "--reveal");
        Options.parameters(spec, "1", "JOB", "its name or number");
    }

    /// Asks for the job and shows it: as it is where JSON is wanted, else as `text` does.
    static int show(ParseResult words, Session session, Consumer<Json.Obj> text) {
        String name = Options.parameter(words).orElseThrow();
        Json.Builder args = Json.object().put("job", name);
        if (words.hasMatchedOption("--reveal")) {
            args.put("reveal", true);
        }
        Json.Obj reply = session.call("get", args);
        if (session.isJson()) {
            session.console().json(reply);
        } else {
            text.accept(reply.object("job"));
        }
        return ExitCode.DONE;
    }
}
