package dev.jobd.daemon.store;

import java.time.Instant;

/// A receipt among all of them by its age.
///
/// @param at when it was asked for, to the microsecond
/// @param key which
public record ReceiptAge(Instant at, RequestKey key) {}
