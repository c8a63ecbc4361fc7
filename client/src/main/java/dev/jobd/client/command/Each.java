package dev.jobd.client.command;

import dev.jobd.wire.Json;
import dev.jobd.wire.WireErrorException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Does the same to each of several jobs or runs: one that is refused keeps none of the others
/// back.
final class Each {
    private Each() {}

    /// Asks the daemon once for each of them and says what became of it.
    ///
    /// @param args the arguments for one
    /// @param sentence says it, of a reply
    /// @return 0, or the highest code of a refusal
    static int ask(
            List<String> names,
            Session session,
            String op,
            Function<String, Json.Builder> args,
            Function<Json.Obj, String> sentence) {
        return all(
                names,
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

    /// Asks the daemon once for each of them, which are runs and all that it is to know.
    ///
    /// @param sentence says what became of it, of a reply
    /// @return 0, or the highest code of a refusal
    static int askOfRuns(
            List<String> names, Session session, String op, Function<Json.Obj, String> sentence) {
        return ask(names, session, op, run -> Json.object().put("run", run), sentence);
    }

    /// Does something for each of them.
    ///
    /// @return 0, or the highest code
    static int all(List<String> names, Session session, ToIntFunction<String> action) {
        int code = ExitCode.DONE;
        for (String name : names) {
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
