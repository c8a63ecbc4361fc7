package dev.jobd.daemon.schedule;

import dev.jobd.model.Occurrences;
import dev.jobd.model.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The due times of a job that have come and were not looked at yet.
///
/// @param occurrences when the job is due
/// @param first the earliest of them
/// @param latest the latest they can be
record Backlog(Occurrences occurrences, Instant first, Instant latest) {
    /// Where the search for the newest of an expression begins.
    private static final Duration NEAR = Duration.ofSeconds(60);

    /// Returns the newest of them.
    Instant newest() {
        return newest(1).getFirst();
    }

    /// Returns so many of the newest, or all if there are no more, the oldest of those first.
    List<Instant> newest(int count) {
        return switch (occurrences.schedule()) {
            // So far back a grid without gaps has as many.
            case Schedule.FixedRate rate -> newest(rate.every().multipliedBy(count), count);
            case Schedule.Cron _ -> newest(NEAR, count);
            case Schedule.FixedDelay _,
                    Schedule.Once _,
                    Schedule.Now _,
                    Schedule.Start _,
                    Schedule.After _,
                    Schedule.Manual _ ->
                    List.of(first);
        };
    }

    /// Looks back a little, then further and further, so that a minutely job that was not looked at
    /// for a year is found as fast as a yearly one.
    private List<Instant> newest(Duration begin, int count) {
        Duration back = begin;
        while (back.compareTo(Duration.between(first, latest)) < 0) {
            List<Instant> times = from(occurrences.next(latest.minus(back), latest), count);
            if (times.size() == count) {
                return times;
            }
            back = back.multipliedBy(8);
        }
        return from(Optional.of(first), count);
    }

    private List<Instant> from(Optional<Instant> from, int count) {
        List<Instant> times = new ArrayList<>();
        for (Optional<Instant> time = from;
                time.isPresent() && !time.get().isAfter(latest);
                time = occurrences.next(time.get(), latest)) {
            times.add(time.get());
            if (times.size() >= 2 * count + 64) {
                times = new ArrayList<>(last(times, count));
            }
        }
        return last(times, count);
    }

    private static List<Instant> last(List<Instant> times, int count) {
        return Collections.unmodifiableList(
                times.subList(Math.max(0, times.size() - count), times.size()));
    }
}
