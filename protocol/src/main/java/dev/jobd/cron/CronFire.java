package dev.jobd.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// One time at which an expression fires.
///
/// @param at when
/// @param named the local time that the expression names; in the gap of a clock that is set forward
///   it does not exist, and several of them fire at one instant, the end of the gap
public record CronFire(Instant at, LocalDateTime named) {

    /// Tells whether it fires at another local time than is named.
    public boolean isMoved(ZoneId zone) {
        return !named.equals(LocalDateTime.ofInstant(at, zone));
    }
}
