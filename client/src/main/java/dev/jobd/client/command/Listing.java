package dev.jobd.client.command;

import dev.jobd.client.output.Cell;
import dev.jobd.client.output.Table;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// A list of the daemon's, shown as a table or as its objects.
///
/// @param op the operation that gives it
/// @param args its arguments
/// @param limit how many items at most
record Listing(String op, Json.Obj args, long limit) {

    /// Shows it.
    ///
    /// @param table the table with no rows yet
    /// @param row makes a row of an item
    /// @param nothing what to say where there is no item
    int show(Session session, Table table, Function<Json.Obj, List<Cell>> row, String nothing) {
        if (session.isJson()) {
            session.pages(op, args, limit, (item, _) -> session.console().json(item));
            return ExitCode.DONE;
        }
        Json.Obj reply = session.pages(op, args, limit, (item, _) -> table.add(row.apply(item)));
        if (table.isEmpty()) {
            session.console().notice(nothing);
        } else {
            session.console().table(table);
        }
        reply.findInstant("draining_until")
                .ifPresent(until -> session.console().notice(draining(until, session)));
        return ExitCode.DONE;
    }

    /// Returns what a daemon is about that waits for what runs, to end then.
    static String draining(Instant until, Session session) {
        return "the daemon is draining: nothing starts any more, and it ends by "
                + session.times().full(until);
    }
}
