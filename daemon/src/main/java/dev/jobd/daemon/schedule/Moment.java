package dev.jobd.daemon.schedule;

import java.time.Instant;

/// A point in time on both clocks of the machine.
///
/// @param wall the civil time, which people and daemons set: due times are on it
/// @param nanos the monotonic time in nanoseconds since some fixed point, which never steps and
///   stands still while the machine sleeps: timeouts are on it
public record Moment(Instant wall, long nanos) {}
