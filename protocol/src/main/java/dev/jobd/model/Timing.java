package dev.jobd.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/// What moves and restricts the due times that a schedule names. All of it but the jitter is about
/// the times as the schedule names them; the jitter then moves those that are left.
///
/// @param jitter each due time comes later by less than this, always by the same for a job
/// @param starts nothing is due before
/// @param ends nothing is due then or later
/// @param maxRuns how many runs the schedule makes over the life of the job
/// @param between what is due outside of this part of the day is not due at all
/// @param except the names of calendars, sorted, each once; what is due on a day of one of them is
///   not due at all
/// @param zone whose clock and dates those are for a schedule that has no zone of its own; present
///   exactly where one is needed
public record Timing(
        Duration jitter,
        Optional<Instant> starts,
        Optional<Instant> ends,
        OptionalLong maxRuns,
        Optional<TimeWindow> between,
        List<String> except,
        Optional<ZoneId> zone) {
    /// How many calendars a job can have.
    public static final int CALENDARS_MAX = 16;

    /// The bound of runs that a schedule makes.
    public static final long RUNS_MAX = 1_000_000_000_000L;

    /// The times of the schedule as they are.
    public static final Timing NONE =
            new Timing(
                    Duration.ZERO,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty());

    public Timing {
        if (jitter.isNegative() || jitter.compareTo(Schedule.LONGEST) > 0) {
            throw new IllegalArgumentException("a jitter is 0 to 36525 days");
        }
        if (maxRuns.isPresent() && (maxRuns.getAsLong() < 1 || maxRuns.getAsLong() > RUNS_MAX)) {
            throw new IllegalArgumentException("a number of runs is 1 to " + RUNS_MAX);
        }
        except = List.copyOf(new TreeSet<>(except));
        if (except.size() > CALENDARS_MAX) {
            throw new IllegalArgumentException("a job has at most " + CALENDARS_MAX + " calendars");
        }
    }

    /// Tells whether it leaves out times of the day or days.
    public boolean hasGaps() {
        return between.isPresent() || !except.isEmpty();
    }

    /// Tells whether a schedule that has made so many runs makes no more.
    public boolean isUsedUp(long made) {
        return maxRuns.isPresent() && made >= maxRuns.getAsLong();
    }

    /// Returns how many more runs a schedule makes that has made so many.
    public long runsLeft(long made) {
        return maxRuns.isPresent() ? Math.max(0, maxRuns.getAsLong() - made) : Long.MAX_VALUE;
    }

    /// Returns by how much the due times of a job come later: from nothing to just less than the
    /// jitter, in whole milliseconds. It depends on nothing but the job's number and the jitter, so
    /// that a job keeps its place through restarts and edits, and keeps its place among the others
    /// when all get another jitter.
    public Duration offset(JobId job) {
        // The output function of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom
        // Number Generators, 2014; constants as in Vigna's splitmix64.c) scatters numbers that
        // follow each other over all 64 bits. Their product with the jitter, shifted right by 64,
        // is below the jitter (Lemire: Fast Random Integer Generation in an Interval, 2019).
        long bits = job.number() * 0x9e3779b97f4a7c15L;
        bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        bits ^= bits >>> 31;
        return Duration.ofMillis(Math.unsignedMultiplyHigh(bits, jitter.toMillis()));
    }

    /// Returns it with another jitter.
    public Timing withJitter(Duration other) {
        return new Timing(other, starts, ends, maxRuns, between, except, zone);
    }

    /// Returns it with another begin and end.
    public Timing withBounds(Optional<Instant> begin, Optional<Instant> end) {
        return new Timing(jitter, begin, end, maxRuns, between, except, zone);
    }

    /// Returns it with another number of runs.
    public Timing withMaxRuns(OptionalLong other) {
        return new Timing(jitter, starts, ends, other, between, except, zone);
    }

    /// Returns it with other gaps, on the clock of a zone.
    public Timing withGaps(
            Optional<TimeWindow> window, List<String> calendars, Optional<ZoneId> clock) {
        return new Timing(jitter, starts, ends, maxRuns, window, calendars, clock);
    }
}
