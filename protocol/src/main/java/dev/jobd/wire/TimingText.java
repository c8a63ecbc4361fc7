package dev.jobd.wire;

import dev.jobd.model.DurationText;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobState;
import dev.jobd.model.Schedule;
import dev.jobd.model.Timing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What moves and restricts due times, and what has used them up, in words.
public final class TimingText {
    private static final String NO_TIME = "between and except leave no time of its schedule";

    private TimingText() {}

    /// Returns a schedule with what moves and restricts it, such as `every 5m, between 08:00-18:00
    /// (Europe/Vienna)`.
    public static String of(JobDefinition job) {
        Timing timing = job.policies().timing();
        List<String> words = new ArrayList<>();
        words.add(ScheduleJson.text(job.schedule()));
        timing.between().ifPresent(window -> words.add("between " + window));
        if (!timing.except().isEmpty()) {
            words.add("except " + String.join(" and ", timing.except()));
        }
        timing.zone().ifPresent(zone -> words.add("on the clock of " + zone));
        timing.starts().ifPresent(begin -> words.add("from " + InstantText.format(begin) + " on"));
        timing.ends().ifPresent(end -> words.add("before " + InstantText.format(end)));
        if (timing.maxRuns().isPresent()) {
            long most = timing.maxRuns().getAsLong();
            words.add(most == 1 ? "1 run" : most + " runs");
        }
        if (!timing.jitter().isZero()) {
            words.add("jitter " + DurationText.format(timing.jitter()));
        }
        return String.join(", ", words);
    }

    /// Returns why a job has no next due time although its schedule goes on; empty if it has one,
    /// or gets one when its run ends, or if its schedule is of a kind that has none.
    ///
    /// @param isActive whether runs of it are not over
    public static Optional<String> whyNotDue(JobDefinition job, JobState state, boolean isActive) {
        Timing timing = job.policies().timing();
        boolean isUnforeseen =
                job.schedule() instanceof Schedule.Start
                        || job.schedule() instanceof Schedule.After;
        if (state.nextDue().isPresent() || !(goesOn(job.schedule()) || isUnforeseen)) {
            return Optional.empty();
        }
        if (timing.isUsedUp(state.made())) {
            long most = timing.maxRuns().orElseThrow();
            return Optional.of(
                    state.made() + " of " + most + (most == 1 ? " run is made" : " runs are made"));
        }
        if (isUnforeseen || (job.schedule() instanceof Schedule.FixedDelay && isActive)) {
            return Optional.empty();
        }
        Optional<Instant> end = timing.ends();
        return end.isPresent() ? end.map(TimingText::ended) : Optional.of(NO_TIME);
    }

    /// Returns why a job has no next due time although its schedule goes on, or although its one
    /// time is still to come at this moment.
    ///
    /// @param isActive whether runs of it are not over
    public static Optional<String> whyNotDue(
            JobDefinition job, JobState state, boolean isActive, Instant now) {
        boolean isTakenAway =
                job.schedule() instanceof Schedule.Once(Instant at)
                        && at.isAfter(now)
                        && state.nextDue().isEmpty()
                        && !job.policies().timing().isUsedUp(state.made());
        return isTakenAway ? Optional.of(NO_TIME) : whyNotDue(job, state, isActive);
    }

    private static boolean goesOn(Schedule schedule) {
        return switch (schedule) {
            case Schedule.FixedRate _, Schedule.FixedDelay _, Schedule.Cron _ -> true;
            case Schedule.Once _,
                    Schedule.Now _,
                    Schedule.Start _,
                    Schedule.After _,
                    Schedule.Manual _ ->
                    false;
        };
    }

    private static String ended(Instant end) {
        return "it ends at "
                + InstantText.format(end)
                + ", and no time of its schedule is left before";
    }
}
