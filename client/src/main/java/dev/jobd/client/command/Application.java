package dev.jobd.client.command;

import dev.jobd.client.connection.ConnectionLostException;
import dev.jobd.client.output.ProgressLine;
import dev.jobd.wire.ApplyOperations;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Limits;
import dev.jobd.wire.WireErrorException;
import java.util.ArrayList;
import java.util.List;

/// Sends what is to be applied: on one line if it fits, else piece by piece, and all of it takes
/// effect as one with the last.
final class Application {
    /// How much of a line is filled: what else stands on it is short.
    private static final long PIECE_BYTES = Limits.LINE_BYTES * 3L / 4;

    private static final long PIECE_MEMBERS = JsonParser.MEMBERS_MAX * 3L / 4;
    private static final int TRIES_MAX = 3;

    private final Session session;
    private final String key = RequestKeys.make();

    Application(Session session) {
        this.session = session;
    }

    /// Sends it and returns the reply.
    ///
    /// @param content the lists of `apply`
    /// @param options its other arguments
    Json.Obj send(Json.Obj content, Json.Obj options) {
        List<Json.Obj> pieces = pieces(content);
        Json.Obj last = pieces.removeLast();
        int staged = pieces.stream().mapToInt(ApplyOperations::count).sum();
        Json.Builder args = Json.object().putAll(last).putAll(options);
        if (staged == 0) {
            return session.call(ApplyOperations.APPLY, args);
        }
        args.put("staged", staged);
        boolean isTrial = options.flag("dry_run");
        // The same key each time: what was done before its answer was lost is not done again.
        Json.Obj whole = (isTrial ? args : args.put("key", key)).build();
        for (int tries = 1; ; tries++) {
            try {
                stage(pieces, staged);
                return session.call(ApplyOperations.APPLY, Json.object().putAll(whole));
            } catch (ConnectionLostException lost) {
                if (tries == TRIES_MAX) {
                    throw lost;
                }
                session.reconnect(lost);
            } catch (WireErrorException refused) {
                boolean isGone =
                        refused.error().field().filter("args.staged"::equals).isPresent()
                                || refused.error().is(ErrorCode.BUSY);
                if (!isGone || tries == TRIES_MAX) {
                    throw refused;
                }
            }
        }
    }

    private void stage(List<Json.Obj> pieces, int all) {
        ProgressLine progress = new ProgressLine(session.console(), "sending");
        int done = 0;
        try {
            for (Json.Obj piece : pieces) {
                progress.at(done, all);
                session.call(ApplyOperations.STAGE, Json.object().putAll(piece));
                done += ApplyOperations.count(piece);
            }
        } finally {
            progress.end();
        }
    }

    private static List<Json.Obj> pieces(Json.Obj content) {
        List<Json.Obj> pieces = new ArrayList<>();
        Json.Builder piece = Json.object();
        long bytes = 0;
        long members = 0;
        for (String list : ApplyOperations.LISTS) {
            List<Json> items = new ArrayList<>();
            for (Json.Obj item : content.objects(list)) {
                long length = JsonText.lengthAbout(item);
                long size = size(item);
                if (bytes > 0 && (bytes + length > PIECE_BYTES || members + size > PIECE_MEMBERS)) {
                    pieces.add(piece.put(list, new Json.Arr(List.copyOf(items))).build());
                    piece = Json.object();
                    items.clear();
                    bytes = 0;
                    members = 0;
                }
                items.add(item);
                bytes += length;
                members += size;
            }
            if (!items.isEmpty()) {
                piece.put(list, new Json.Arr(items));
            }
        }
        pieces.add(piece.build());
        return pieces;
    }

    private static long size(Json value) {
        return switch (value) {
            case Json.Obj object ->
                    object.members().values().stream().mapToLong(it -> 1 + size(it)).sum();
            case Json.Arr array -> array.items().stream().mapToLong(it -> 1 + size(it)).sum();
            case Json.Str _, Json.Int _, Json.Num _, Json.Bool _, Json.Null _ -> 0;
        };
    }
}
