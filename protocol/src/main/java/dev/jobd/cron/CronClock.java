package dev.jobd.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings the moments of a calendar onto the clock of a zone, one after the other and span by span:
/// within one the clock is not changed.
final class CronClock {
    // Beyond these cronie takes a change for a correction of the clock. It compares the first
    // minute
    // after the change with the last before it, against three hours either way.
    private static final Duration LARGEST_GAP = Duration.ofMinutes(179);
    private static final Duration LARGEST_OVERLAP = Duration.ofMinutes(181);

    private final CronCalendar calendar;
    private final ZoneRules rules;

    // Where the next moment is sought: in seconds since 1970, and on the local clock.
    private long from;
    private long localFrom = Long.MIN_VALUE;

    /// @param after what fires comes later
    CronClock(CronCalendar calendar, ZoneRules rules, Instant after) {
        this.calendar = calendar;
        this.rules = rules;
        this.from = after.getEpochSecond() + 1;
    }

    /// Returns what fires next.
    Optional<CronFire> next() {
        while (true) {
            Instant begin = Instant.ofEpochSecond(from);
            long offset = rules.getOffset(begin).getTotalSeconds();
            @Nullable ZoneOffsetTransition change = rules.nextTransition(begin);
            long earliest = Math.max(localFrom, repeatedUntil(begin));
            long moment = calendar.from(Math.max(from + offset, earliest));
            if (moment == CronCalendar.NEVER) {
                return Optional.empty();
            }
            if (change == null || moment - offset < change.toEpochSecond()) {
                from = moment - offset + 1;
                return Optional.of(fire(moment - offset, moment));
            }
            if (isInGap(moment, change)) {
                localFrom = moment + 1;
                return Optional.of(fire(change.toEpochSecond(), moment));
            }
            from = change.toEpochSecond();
            localFrom = Long.MIN_VALUE;
        }
    }

    private static CronFire fire(long at, long moment) {
        return new CronFire(
                Instant.ofEpochSecond(at), LocalDateTime.ofEpochSecond(moment, 0, ZoneOffset.UTC));
    }

    /// Returns the moment up to which the clock repeats what a fixed time has seen already.
    private long repeatedUntil(Instant begin) {
        if (!calendar.isFixed()) {
            return Long.MIN_VALUE;
        }
        @Nullable ZoneOffsetTransition last = rules.previousTransition(begin.plusNanos(1));
        return last == null || !last.isOverlap() || isCorrection(last)
                ? Long.MIN_VALUE
                : seconds(last.getDateTimeBefore());
    }

    private boolean isInGap(long moment, ZoneOffsetTransition change) {
        return change.isGap()
                && calendar.isFixed()
                && !isCorrection(change)
                && moment < seconds(change.getDateTimeAfter());
    }

    private static boolean isCorrection(ZoneOffsetTransition change) {
        Duration largest = change.isGap() ? LARGEST_GAP : LARGEST_OVERLAP;
        return change.getDuration().abs().compareTo(largest) > 0;
    }

    private static long seconds(LocalDateTime local) {
        return local.toEpochSecond(ZoneOffset.UTC);
    }
}
