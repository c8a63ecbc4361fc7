package dev.jobd.daemon.schedule;

import dev.jobd.model.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The due times of a job that have come and were not looked at yet.
///
/// @param schedule the job's
/// @param first the earliest of them
/// @param latest the latest they can be
record Backlog(Schedule schedule, Instant first, Instant latest) {
    /// Where the search for the newest begins.
    private static final Duration NEAR = Duration.ofSeconds(60);

    /// Returns the newest of them.
    Instant newest() {
        return newest(1).getFirst();
    }

    /// Returns so many of the newest, or all if there are no more, the oldest of those first.
    List<Instant> newest(int count) {
        return switch (schedule) {
            case Schedule.FixedRate rate -> ofGrid(rate.every(), count);
            case Schedule.Cron cron -> ofCron(cron, count);
            case Schedule.FixedDelay _, Schedule.Once _, Schedule.Now _, Schedule.Manual _ ->
                    List.of(first);
        };
    }

    private List<Instant> ofGrid(Duration every, int count) {
        long periods = Duration.between(first, latest).toMillis() / every.toMillis();
        List<Instant> times = new ArrayList<>();
        for (long it = Math.max(0, periods - count + 1); it <= periods; it++) {
            times.add(first.plusMillis(it * every.toMillis()));
        }
        return times;
    }

    /// Looks back a little, then further and further, so that a minutely job that was not looked at
    /// for a year is found as fast as a yearly one.
    private List<Instant> ofCron(Schedule.Cron cron, int count) {
        Duration back = NEAR;
        while (back.compareTo(Duration.between(first, latest)) < 0) {
            List<Instant> times = upToNow(cron, cron.nextAfter(latest.minus(back)), count);
            if (times.size() == count) {
                return times;
            }
            back = back.multipliedBy(8);
        }
        return upToNow(cron, Optional.of(first), count);
    }

    private List<Instant> upToNow(Schedule.Cron cron, Optional<Instant> from, int count) {
        List<Instant> times = new ArrayList<>();
        for (Optional<Instant> time = from;
                time.isPresent() && !time.get().isAfter(latest);
                time = cron.nextAfter(time.get())) {
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
