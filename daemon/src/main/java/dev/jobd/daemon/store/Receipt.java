package dev.jobd.daemon.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What was answered to a request with a key.
///
/// @param key the key
/// @param hash a digest of the request: the key of one request is of no use for another
/// @param at when it was asked for, to the microsecond
/// @param seq the commit that holds the change, and this with it
/// @param result the answer, in the words of those who gave it
public record Receipt(RequestKey key, String hash, Instant at, long seq, String result) {
    public Receipt {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }
}
