package dev.jobd.model;

import dev.jobd.cron.CronExpression;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// When a job is due. Every kind is a value without a clock: time comes in as an argument.
public sealed interface Schedule {

    /// The shortest interval a job may have.
    Duration SHORTEST = Duration.ofMillis(100);

    /// The longest interval a job may have: about a hundred years.
    Duration LONGEST = Duration.ofDays(36_525);

    /// The latest instant a schedule can name: the end of the year 9999. The earliest is 1970.
    Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /// Returns the first due time after `after`, or empty if time alone makes the job due no more.
    Optional<Instant> nextAfter(Instant after);

    /// Due once, as soon as the job is stored.
    record Now() implements Schedule {
        @Override
        public Optional<Instant> nextAfter(Instant after) {
            return Optional.empty();
        }
    }

    /// Due once, at an instant.
    record Once(Instant at) implements Schedule {
        public Once {
            requireInstant(at);
        }

        @Override
        public Optional<Instant> nextAfter(Instant after) {
            return at.isAfter(after) ? Optional.of(at) : Optional.empty();
        }
    }

    /// Due at every point of a grid, so that it never drifts however late a run starts.
    ///
    /// @param every the distance of two points
    /// @param anchor one point of the grid
    record FixedRate(Duration every, Instant anchor) implements Schedule {
        public FixedRate {
            requireInterval(every);
            requireInstant(anchor);
        }

        @Override
        public Optional<Instant> nextAfter(Instant after) {
            long period = every.toMillis();
            long passed = Math.floorDiv(floorMillis(Duration.between(anchor, after)), period);
            return Optional.of(anchor.plusMillis((passed + 1) * period));
        }
    }

    /// Due an interval after the end of the last run, and for the first time an interval after it
    /// was made.
    ///
    /// @param every the pause between the end of a run and the next due time
    record FixedDelay(Duration every) implements Schedule {
        public FixedDelay {
            requireInterval(every);
        }

        /// Returns `after` plus the interval; `after` is the end of the last run.
        @Override
        public Optional<Instant> nextAfter(Instant after) {
            return Optional.of(after.plus(every));
        }
    }

    /// Due when a cron expression fires on the clock of a zone.
    record Cron(CronExpression expression, ZoneId zone) implements Schedule {
        @Override
        public Optional<Instant> nextAfter(Instant after) {
            return expression.next(after, zone);
        }
    }

    /// Due each time the daemon starts, which no clock foretells: `@reboot`.
    record Start() implements Schedule {
        /// How it is written.
        public static final String TEXT = "@reboot";

        @Override
        public Optional<Instant> nextAfter(Instant after) {
            return Optional.empty();
        }
    }

    /// Due when runs of other jobs have ended, which no clock foretells.
    ///
    /// @param parents these; each job once
    /// @param oneOf whether it is due after each such end of any of them, or once all of them have
    ///   ended so since it was due last
    record After(List<Parent> parents, boolean oneOf) implements Schedule {
        /// So many parents it has at most.
        public static final int PARENTS_MAX = 100;

        public After {
            parents = List.copyOf(parents);
        }

        @Override
        public Optional<Instant> nextAfter(Instant after) {
            return Optional.empty();
        }

        /// Returns how it depends on a job.
        public Optional<Parent> parent(JobName job) {
            return parents.stream().filter(it -> it.job().equals(job)).findFirst();
        }
    }

    /// Never due by itself: runs only when triggered.
    record Manual() implements Schedule {
        @Override
        public Optional<Instant> nextAfter(Instant after) {
            return Optional.empty();
        }
    }

    // Duration.toMillis rounds towards zero, which before the anchor is a point of the grid too
    // far.
    private static long floorMillis(Duration duration) {
        return duration.getSeconds() * 1000 + duration.getNano() / 1_000_000;
    }

    private static void requireInstant(Instant instant) {
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
            throw new IllegalArgumentException("a time is in the years 1970 to 9999");
        }
    }

    private static void requireInterval(Duration every) {
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("an interval is 100 ms to 36525 days");
        }
        if (every.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException("an interval is whole milliseconds");
        }
    }
}
