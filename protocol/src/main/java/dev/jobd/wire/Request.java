package dev.jobd.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One line a client sends.
///
/// @param op the operation's name
/// @param id what the reply repeats: a string of at most 64 characters or an integer
/// @param args the operation's arguments, not yet checked
/// @param close whether the daemon closes the connection after the reply
public record Request(String op, Optional<Json> id, Json.Obj args, boolean close) {
    private static final Set<String> NAMES = Set.of("op", "id", "args", "close");
    private static final int ID_LENGTH_MAX = 64;

    /// Makes a request without id.
    public Request(String op, Json.Obj args) {
        this(op, Optional.empty(), args, false);
    }

    /// Returns the line.
    public Json.Obj toJson() {
        Json.Builder line = Json.object().put("op", op).putIf("id", id);
        if (!args.members().isEmpty()) {
            line.put("args", args);
        }
        return close ? line.put("close", true).build() : line.build();
    }

    /// Reads a line.
    ///
    /// @throws WireErrorException that names every member that is wrong
    public static Request read(Json.Obj line) {
        List<WireError.BadField> bad = new ArrayList<>();
        for (String name : line.members().keySet()) {
            if (!NAMES.contains(name)) {
                bad.add(new WireError.BadField(name, ErrorCode.UNKNOWN_FIELD, unknown(name)));
            }
        }
        String op = "";
        if (line.members().get("op") instanceof Json.Str(String text)) {
            op = text;
        } else {
            invalid(bad, "op", "'op' names the operation and is a string");
        }
        Json.Obj args = Json.Obj.EMPTY;
        if (line.members().get("args") instanceof Json.Obj object) {
            args = object;
        } else if (line.has("args")) {
            invalid(bad, "args", "'args' is an object");
        }
        if (line.has("id") && idOf(line).isEmpty()) {
            invalid(bad, "id", "'id' is an integer or a string of at most 64 characters");
        }
        if (line.has("close") && !(line.members().get("close") instanceof Json.Bool)) {
            invalid(bad, "close", "'close' is true or false");
        }
        if (!bad.isEmpty()) {
            throw new WireErrorException(WireError.of(bad));
        }
        return new Request(op, idOf(line), args, closeOf(line));
    }

    /// Returns the id that a reply to this line repeats, however wrong the rest of it is.
    public static Optional<Json> idOf(Json.Obj line) {
        return line.find("id").filter(Request::isId);
    }

    private static boolean isId(Json value) {
        return value instanceof Json.Int
                || (value instanceof Json.Str(String text) && text.length() <= ID_LENGTH_MAX);
    }

    /// Tells whether the line asks to close the connection, however wrong the rest of it is.
    public static boolean closeOf(Json.Obj line) {
        return line.members().get("close") instanceof Json.Bool(boolean close) && close;
    }

    private static void invalid(List<WireError.BadField> bad, String field, String message) {
        bad.add(new WireError.BadField(field, ErrorCode.INVALID_REQUEST, message));
    }

    private static String unknown(String name) {
        if (name.equals("jsonrpc") || name.equals("method") || name.equals("params")) {
            return "this is not JSON-RPC: a request is {\"op\":…,\"args\":{…}}; see \"describe\"";
        }
        return Suggestions.unknown("field", name, NAMES);
    }
}
