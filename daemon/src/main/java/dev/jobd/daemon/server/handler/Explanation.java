package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Attempt;
import dev.jobd.model.DurationText;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Outcome;
import dev.jobd.model.Pause;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import dev.jobd.model.Signal;
import dev.jobd.wire.Json;
import dev.jobd.wire.ScheduleJson;
import dev.jobd.wire.TimingText;
import dev.jobd.wire.WaitText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Sentences that say why a job or a run is running or not, in the making.
final class Explanation {
    /// So many active runs of a job are told of.
    private static final int ACTIVE_MAX = 10;

    private static final String NOW = "now";
    private static final String NEXT = "next";

    private final StoreView view;
    private final Instant now;
    private final Waiting waiting;
    private final List<Json> reasons = new ArrayList<>();

    Explanation(StoreView view, Instant now, Waiting waiting) {
        this.view = view;
        this.now = now;
        this.waiting = waiting;
    }

    /// Returns all that was said.
    Json.Arr reasons() {
        return new Json.Arr(reasons);
    }

    /// Says what a job is doing.
    ///
    /// @param active its runs that have not ended
    /// @param drainsUntil when a daemon ends that starts nothing any more
    void now(List<Run> active, Optional<Instant> drainsUntil) {
        if (active.isEmpty()) {
            say(NOW, "it is not running: no run of it is due", Optional.empty());
        }
        active.stream().limit(ACTIVE_MAX).forEach(this::run);
        if (active.size() > ACTIVE_MAX) {
            String more = (active.size() - ACTIVE_MAX) + " more runs of it are not over";
            say(NOW, more, Optional.empty());
        }
        if (drainsUntil.isPresent()) {
            say(NOW, "jobd is draining: it starts nothing any more, and ends by then", drainsUntil);
        }
    }

    /// Says when a job is due, and what keeps it from running then.
    void next(Job job) {
        JobState state =
                view.state(job.id()).orElseGet(() -> JobState.initial(job.id(), Optional.empty()));
        state.pause().ifPresent(pause -> say(NEXT, paused(pause), pause.until()));
        String name = job.definition().policies().group();
        view.groups().stream()
                .filter(group -> group.name().equals(name))
                .flatMap(group -> group.pause().stream())
                .filter(pause -> !pause.isOver(now))
                .forEach(pause -> say(NEXT, paused(name, pause), pause.until()));
        if (state.skipNext() > 0) {
            String times = state.skipNext() == 1 ? "time" : state.skipNext() + " times";
            say(NEXT, "the next " + times + " will be skipped", Optional.empty());
        }
        String schedule = TimingText.of(job.definition());
        if (state.nextDue().isPresent()) {
            boolean isLate = !state.nextDue().get().isAfter(now);
            String due = isLate ? "it has been due since then" : "it is due then";
            say(NEXT, due + " (" + schedule + ")", state.nextDue());
        } else {
            boolean isActive = !view.activeRuns(job.id()).isEmpty();
            String why =
                    TimingText.whyNotDue(job.definition(), state, isActive, now)
                            .map(it -> ": " + it)
                            .orElse("");
            String when =
                    why.isEmpty()
                            ? unforeseen(job.definition().schedule(), state)
                            : "it is not due again by itself";
            say(NEXT, when + " (" + schedule + ")" + why, Optional.empty());
        }
    }

    private static String unforeseen(Schedule schedule, JobState state) {
        return switch (schedule) {
            case Schedule.Start _ -> "it is due at the next start of jobd";
            case Schedule.After after -> {
                String met =
                        state.met().stream()
                                .map(JobName::text)
                                .sorted()
                                .collect(Collectors.joining(" and "));
                yield "it is due when "
                        + ScheduleJson.condition(after)
                        + (met.isEmpty() ? "" : ", and waits no more for " + met);
            }
            case Schedule.Now _,
                    Schedule.Once _,
                    Schedule.FixedRate _,
                    Schedule.FixedDelay _,
                    Schedule.Cron _,
                    Schedule.Manual _ ->
                    "it is not due again by itself";
        };
    }

    private static String paused(Pause pause) {
        String why = pause.reason().isEmpty() ? "" : " (" + pause.reason() + ")";
        String until = pause.until().isPresent() ? " until then" : "";
        return "its schedule is paused" + why + until + ": what falls due is skipped";
    }

    private static String paused(String group, Group.Pause pause) {
        String until = pause.until().isPresent() ? " until then" : "";
        return "its group "
                + group
                + " is paused"
                + until
                + ": what falls due is skipped, what waits is held";
    }

    /// Says what a run is doing, or how it ended.
    void run(Run run) {
        String name = name(run);
        switch (run.state()) {
            case RunState.Queued _ -> {
                Json.Obj shown = Shown.run(view, run, waiting);
                String wait = WaitText.of(shown, now).orElse("is queued and starts next");
                say(NOW, name + " " + wait, Optional.empty());
            }
            case RunState.Starting starting ->
                    say(
                            NOW,
                            name + " is starting: its process is being made",
                            Optional.of(starting.since()));
            case RunState.Running running when running.suspension().isPresent() ->
                    say(
                            NOW,
                            "%s is suspended by %s, since then; cont lets it go on"
                                    .formatted(name, running.suspension().get().by()),
                            Optional.of(running.suspension().get().since()));
            case RunState.Running running ->
                    say(
                            NOW,
                            "%s is running, as process %d, since then"
                                    .formatted(name, running.pid()),
                            Optional.of(running.startedAt()));
            case RunState.Stopping stopping ->
                    say(NOW, name + stopping(run), Optional.of(stopping.since()));
            case RunState.RetryWait wait ->
                    say(
                            NOW,
                            name
                                    + " "
                                    + outcome(run.attempts().getLast().outcome())
                                    + " and is tried again then",
                            Optional.of(wait.at()));
            case RunState.Ended ended ->
                    say(
                            "last",
                            name + " " + outcome(ended.outcome()) + attempts(run),
                            Optional.of(ended.at()));
        }
    }

    private String name(Run run) {
        String name =
                view.job(run.id().job())
                        .map(job -> job.name() + "/" + run.id().number())
                        .orElseGet(() -> run.id().toString());
        return name + run.retried().map(it -> " (a retry of run " + it.run() + ")").orElse("");
    }

    private String stopping(Run run) {
        String grace =
                view.job(run.id().job())
                        .map(job -> job.definition().policies().stop().grace())
                        .map(time -> ": KILL follows after " + DurationText.format(time))
                        .orElse("");
        return " is being stopped, since then" + grace;
    }

    private static String attempts(Run run) {
        List<Attempt> attempts = run.attempts();
        return attempts.size() > 1 ? ", after " + attempts.size() + " attempts" : "";
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> "succeeded";
            case Outcome.Failed(int code) -> "failed with exit code " + code;
            case Outcome.Signalled(int signal) ->
                    "was ended by signal "
                            + Signal.of(signal).map(Signal::name).orElse("" + signal);
            case Outcome.TimedOut _ -> "took too long and was stopped";
            case Outcome.Killed(String by) -> "was stopped by " + by;
            case Outcome.NotStarted(String reason) -> "could not be started: " + reason;
            case Outcome.ParentFailed(String reason) -> "was not due, since " + reason;
            case Outcome.Skipped(String reason) -> "was skipped: " + reason;
            case Outcome.Missed _ -> "was missed: it could not be started in time";
            case Outcome.Lost(String reason) -> "is lost: " + reason;
        };
    }

    private void say(String about, String text, Optional<Instant> at) {
        reasons.add(
                Json.object()
                        .put("about", about)
                        .put("text", text)
                        .putIf("at", at.map(Json::of))
                        .build());
    }
}
