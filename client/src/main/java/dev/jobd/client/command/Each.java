package dev.jobd.client.command;

import dev.jobd.wire.Json;
import dev.jobd.wire.WireErrorException;
import java.util.LinkedHashSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import picocli.CommandLine.ParseResult;

/// Does the same to each of several jobs or runs: one that is refused keeps none of the others
/// back.
final class Each {
    private Each() {}

    /// Asks the daemon once for each parameter and says what became of it.
    ///
    /// @param args the arguments for a parameter
    /// @param sentence says it, of a reply
    /// @return 0, or the highest code of a refusal
    static int ask(
            ParseResult words,
            Session session,
            String op,
            Function<String, Json.Builder> args,
            Function<Json.Obj, String> sentence) {
        return all(
                words,
                session,
                name -> {
                    Json.Obj reply = session.call(op, args.apply(name));
                    if (session.isJson()) {
                        session.console().json(reply);
                    } else {
                        session.console().line(sentence.apply(reply));
                    }
                    return ExitCode.DONE;
                });
    }

    /// Asks the daemon once for each parameter, which are runs and all that it is to know.
    ///
    /// @param sentence says what became of it, of a reply
    /// @return 0, or the highest code of a refusal
    static int askOfRuns(
            ParseResult words, Session session, String op, Function<Json.Obj, String> sentence) {
        return ask(words, session, op, run -> Json.object().put("run", run), sentence);
    }

    /// Does something for each parameter, however often it is named.
    ///
    /// @return 0, or the highest code
    static int all(ParseResult words, Session session, ToIntFunction<String> action) {
        int code = ExitCode.DONE;
        for (String name : new LinkedHashSet<>(Options.parameters(words))) {
            try {
                code = Math.max(code, action.applyAsInt(name));
            } catch (WireErrorException e) {
                Errors.tell(e.error(), session);
                code = Math.max(code, ExitCode.of(e.error()));
            }
        }
        return code;
    }
}
