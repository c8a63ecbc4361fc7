package dev.jobd.daemon.event;

import java.time.Instant;
import java.util.List;

/// All that one commit did.
///
/// @param seq the number of the commit
/// @param at when it was made
/// @param bytes how long it is in the store
/// @param events what it did, each object once; none if nothing that is told of
public record Happening(long seq, Instant at, int bytes, List<Event> events) {
    public Happening {
        events = List.copyOf(events);
    }
}
