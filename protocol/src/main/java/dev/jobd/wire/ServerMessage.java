package dev.jobd.wire;

import java.util.Optional;

/// One line the daemon sends. The three kinds are told apart by one member each: `ok`, `sub`,
/// `closing`.
public sealed interface ServerMessage {

    /// Returns the line.
    Json.Obj toJson();

    /// The answer to a request that was done.
    record Result(Optional<Json> id, Json.Obj result) implements ServerMessage {
        @Override
        public Json.Obj toJson() {
            return Json.object().putIf("id", id).put("ok", true).put("result", result).build();
        }
    }

    /// The answer to a request that was refused; nothing was changed.
    record Failure(Optional<Json> id, WireError error) implements ServerMessage {
        @Override
        public Json.Obj toJson() {
            return Json.object()
                    .putIf("id", id)
                    .put("ok", false)
                    .put("error", error.toJson())
                    .build();
        }
    }

    /// A line that answers no request but belongs to a subscription.
    ///
    /// @param sub the subscription
    /// @param body the whole line, `sub` included
    record Push(String sub, Json.Obj body) implements ServerMessage {
        @Override
        public Json.Obj toJson() {
            return body;
        }
    }

    /// The daemon closes the connection after this line.
    record Closing(String code, String message) implements ServerMessage {
        @Override
        public Json.Obj toJson() {
            Json.Obj why = Json.object().put("code", code).put("message", message).build();
            return Json.object().put("closing", why).build();
        }
    }

    /// Reads a line of the daemon; members of a newer daemon are passed over.
    ///
    /// @throws UnexpectedJsonException if it is none of the kinds
    static ServerMessage read(Json.Obj line) {
        if (line.has("ok")) {
            return line.flag("ok")
                    ? new Result(line.find("id"), line.object("result"))
                    : new Failure(line.find("id"), WireError.read(line.object("error")));
        }
        if (line.has("sub")) {
            return new Push(line.text("sub"), line);
        }
        if (line.has("closing")) {
            Json.Obj why = line.object("closing");
            return new Closing(why.text("code"), why.text("message"));
        }
        throw new UnexpectedJsonException("a line of the daemon has 'ok', 'sub' or 'closing'");
    }
}
