package dev.jobd.daemon.server.handler;

import dev.jobd.cron.CronFire;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Calendar;
import dev.jobd.model.Job;
import dev.jobd.model.JobState;
import dev.jobd.model.Occurrences;
import dev.jobd.model.Schedule;
import dev.jobd.model.Timing;
import dev.jobd.wire.Json;
import dev.jobd.wire.ScheduleJson;
import dev.jobd.wire.TimingText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When a job is due from its stored due time on, as the scheduler will find it.
///
/// @param isActive whether runs of it are not over
/// @param occurrences when its schedule is due
record ForetoldTimes(Job job, JobState state, boolean isActive, Occurrences occurrences) {
    private static final long COUNT = 5;

    /// Runs that are more than these are not counted for a time far from now.
    private static final long COUNTED_MAX = 10_000;

    static ForetoldTimes of(Job job, StoreView view) {
        Timing timing = job.definition().policies().timing();
        List<Calendar> calendars =
                timing.except().stream().flatMap(it -> view.calendar(it).stream()).toList();
        return new ForetoldTimes(
                job,
                view.state(job.id()).orElseGet(() -> JobState.initial(job.id(), Optional.empty())),
                !view.activeRuns(job.id()).isEmpty(),
                Occurrences.of(job.id(), job.definition().schedule(), timing, calendars));
    }

    /// Returns the reply to a request at a moment.
    Json.Obj reply(Json.Obj args, Instant now) {
        List<Instant> times =
                times(args.findInstant("from"), args.findInteger("count").orElse(COUNT));
        Json.Builder reply =
                Json.object()
                        .put("schedule", ScheduleJson.of(job.definition().schedule()))
                        .put("text", TimingText.of(job.definition()))
                        .put("next", new Json.Arr(times.stream().<Json>map(Json::of).toList()))
                        .putIf(
                                "no_next",
                                TimingText.whyNotDue(job.definition(), state, isActive, now)
                                        .map(Json::of));
        if (occurrences.schedule() instanceof Schedule.Cron cron) {
            List<Json> moved = times.stream().flatMap(it -> moved(cron, it).stream()).toList();
            if (!moved.isEmpty()) {
                reply.put("moved", new Json.Arr(moved));
            }
        }
        return reply.build();
    }

    /// @param from empty: from the stored due time on
    private List<Instant> times(Optional<Instant> from, long count) {
        long left = occurrences.timing().runsLeft(state.made());
        Optional<Instant> time =
                from.isPresent() && left > COUNTED_MAX
                        ? next(from.get()).or(state::nextDue)
                        : state.nextDue();
        List<Instant> times = new ArrayList<>();
        for (long run = 0; run < left && times.size() < count && time.isPresent(); run++) {
            if (from.isEmpty() || time.get().isAfter(from.get())) {
                times.add(time.get());
            }
            time = next(time.get());
        }
        return times;
    }

    /// Later times of what counts from the end of runs depend on how long these take.
    private Optional<Instant> next(Instant after) {
        return switch (occurrences.schedule()) {
            case Schedule.FixedRate _, Schedule.Cron _ -> occurrences.next(after);
            case Schedule.FixedDelay _,
                    Schedule.Once _,
                    Schedule.Now _,
                    Schedule.Start _,
                    Schedule.After _,
                    Schedule.Manual _ ->
                    Optional.empty();
        };
    }

    private List<Json> moved(Schedule.Cron cron, Instant due) {
        Instant time = due.minus(occurrences.offset());
        return cron.expression()
                .fires(time.minusSeconds(1), cron.zone())
                .takeWhile(fire -> fire.at().equals(time))
                .filter(fire -> fire.isMoved(cron.zone()))
                .<Json>map(fire -> moved(fire, due))
                .toList();
    }

    /// Returns what is told of a time that does not exist as it is named.
    static Json.Obj moved(CronFire fire, Instant due) {
        return Json.object().put("at", due).put("named", fire.named().toString()).build();
    }
}
