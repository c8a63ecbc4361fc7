package dev.jobd.wire;

import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Pause;
import dev.jobd.model.Run;
import dev.jobd.model.Schedule;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A job with what it is doing, as replies show it.
///
/// @param job the job
/// @param state what changes about it as it runs
/// @param active its runs that have not ended, by number
/// @param waitsFor what the newest of them waits for
public record JobView(
        Job job, JobState state, List<Run> active, Optional<RunJson.WaitsFor> waitsFor) {
    private static final int COMMAND_TEXT_MAX = 4_096;
    private static final String FINISHED = "finished";

    /// The words [#word] can be.
    public static final List<String> WORDS =
            List.of(
                    "waiting",
                    "queued",
                    "starting",
                    "running",
                    "suspended",
                    "stopping",
                    "retry-wait",
                    "paused",
                    FINISHED,
                    "idle");

    public JobView {
        active = List.copyOf(active);
    }

    /// Returns the word for what it is doing: that of its newest run if one is active.
    public String word() {
        Optional<Run> newest = active.isEmpty() ? Optional.empty() : Optional.of(active.getLast());
        return word(state, newest, () -> Optional.of(job.definition()));
    }

    /// Returns the word for what a job is doing.
    ///
    /// @param newest its newest run that has not ended
    /// @param definition what it is, if it is there; seldom needed
    public static String word(
            JobState state, Optional<Run> newest, Supplier<Optional<JobDefinition>> definition) {
        if (newest.isPresent()) {
            return newest.get().state().word();
        }
        if (state.paused()) {
            return "paused";
        }
        if (state.nextDue().isPresent()) {
            return "waiting";
        }
        return definition.get().map(it -> wordOfRest(it, state)).orElse(FINISHED);
    }

    private static String wordOfRest(JobDefinition definition, JobState state) {
        return switch (definition.schedule()) {
            case Schedule.Manual _ -> "idle";
            case Schedule.Start _, Schedule.After _ ->
                    definition.policies().timing().isUsedUp(state.made()) ? FINISHED : "waiting";
            case Schedule.Now _,
                    Schedule.Once _,
                    Schedule.FixedRate _,
                    Schedule.FixedDelay _,
                    Schedule.Cron _ ->
                    FINISHED;
        };
    }

    /// Returns it as an item of a list: without its environment, which can be long.
    public Json.Obj item() {
        return putState(JobJson.withoutEnvironment(job.definition())).build();
    }

    /// Returns all of it.
    ///
    /// @param reveal whether the values of its environment are shown
    public Json.Obj full(boolean reveal) {
        Json.Obj env = JobJson.environment(job.definition().process().environment(), reveal);
        return putState(JobJson.withoutEnvironment(job.definition()).put("env", env)).build();
    }

    private Json.Builder putState(Json.Builder object) {
        Optional<Run> newest = active.isEmpty() ? Optional.empty() : Optional.of(active.getLast());
        JobState.Counts counts = state.counts();
        return object.put("id", job.id().number())
                .put("rev", job.revision())
                .put("created", job.createdAt())
                .put("updated", job.updatedAt())
                .put("command_text", commandText())
                .put("schedule_text", ScheduleJson.text(job.definition().schedule()))
                .put("state", word())
                .put("paused", state.paused())
                .putIf("pause_reason", reason(state).map(Json::of))
                .putIf("paused_until", state.pause().flatMap(Pause::until).map(Json::of))
                .putIf("failures", positive(state.failures()))
                .putIf("skip_next", positive(state.skipNext()))
                .putOrNull("next", state.nextDue().map(Json::of))
                .putIf("no_next", whyNotDue())
                .putIf("runs_made", made())
                .putIf("parents_met", met())
                .putOrNull(
                        "active",
                        newest.map(run -> RunJson.of(run, Optional.of(job.name()), waitsFor)))
                .put("active_count", active.size())
                .putOrNull("last", state.lastEnd().map(JobView::last))
                .put(
                        "counts",
                        Json.object()
                                .put("ok", counts.succeeded())
                                .put("failed", counts.failed())
                                .put("skipped", counts.skipped())
                                .build());
    }

    private Optional<Json> whyNotDue() {
        return TimingText.whyNotDue(job.definition(), state, !active.isEmpty()).map(Json::of);
    }

    private Optional<Json> met() {
        List<String> names = state.met().stream().map(JobName::text).sorted().toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(Json.strings(names));
    }

    private Optional<Json> made() {
        return job.definition().policies().timing().maxRuns().isPresent()
                ? Optional.of(Json.of(state.made()))
                : Optional.empty();
    }

    /// The command itself is there whole; as text it is for people.
    private String commandText() {
        return Quoted.shortened(job.definition().process().command().text(), COMMAND_TEXT_MAX);
    }

    private static Optional<Json> positive(long count) {
        return count > 0 ? Optional.of(Json.of(count)) : Optional.empty();
    }

    private static Optional<String> reason(JobState state) {
        return state.pause().map(Pause::reason).filter(reason -> !reason.isEmpty());
    }

    private static Json.Obj last(JobState.LastEnd end) {
        Json.Builder object =
                Json.object().put("run", end.run()).put("outcome", end.outcome().word());
        OutcomeJson.put(object, end.outcome());
        OutcomeJson.putTimes(object, end.startedAt(), Optional.of(end.endedAt()));
        return object.build();
    }
}
