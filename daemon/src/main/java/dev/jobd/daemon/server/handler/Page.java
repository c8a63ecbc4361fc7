package dev.jobd.daemon.server.handler;

import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Limits;
import java.util.ArrayList;
import java.util.List;

/// The items of a page, as many as were asked for and as fit on a line.
final class Page {
    private static final long LIMIT = 100;

    /// Leaves room for what stands around the items.
    private static final int BYTES_MAX = Limits.REPLY_BYTES - (64 << 10);

    private final long limit;
    private final List<String> fields;
    private final List<Json> items = new ArrayList<>();
    private long bytes;

    Page(Json.Obj args) {
        limit = args.findInteger("limit").orElse(LIMIT);
        fields = args.texts("fields");
    }

    int limit() {
        return Math.toIntExact(limit);
    }

    /// Puts an item in; returns whether there was room. The first one always has.
    boolean add(Json.Obj whole) {
        Json.Obj item = fields.isEmpty() ? whole : some(whole);
        int length = JsonText.line(item).length;
        if (items.size() >= limit || (!items.isEmpty() && bytes + length > BYTES_MAX)) {
            return false;
        }
        items.add(item);
        bytes += length;
        return true;
    }

    /// Returns the members that are wanted, in the order of all.
    private Json.Obj some(Json.Obj whole) {
        Json.Builder item = Json.object();
        whole.members()
                .forEach((name, value) -> {
                    if (fields.contains(name)) {
                        item.put(name, value);
                    }
                });
        return item.build();
    }

    /// Returns the items.
    Json.Arr items() {
        return new Json.Arr(items);
    }
}
