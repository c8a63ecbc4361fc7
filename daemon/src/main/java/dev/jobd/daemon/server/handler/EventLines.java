package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.event.Event;
import dev.jobd.daemon.event.Happening;
import dev.jobd.daemon.event.JobPicture;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What of all that happens one subscription is told, and in which words.
///
/// @param jobs whether it wants jobs
/// @param runs whether it wants runs
/// @param filter which jobs, and the runs of which
record EventLines(boolean jobs, boolean runs, JobFilter filter) {
    /// A line is not much longer than that.
    private static final int LINE_LENGTH = 1 << 20;

    /// Returns the lines of what happened; none if nothing of it is wanted.
    List<Json.Obj> of(Happening happening) {
        List<Json.Obj> events =
                happening.events().stream().map(this::of).flatMap(Optional::stream).toList();
        List<List<Json.Obj>> parts = split(events);
        List<Json.Obj> lines = new ArrayList<>();
        for (List<Json.Obj> part : parts) {
            Json.Builder line = Json.object().put("seq", happening.seq()).put("at", happening.at());
            int left = parts.size() - lines.size() - 1;
            if (left > 0) {
                line.put("left", left);
            }
            lines.add(line.put("events", new Json.Arr(List.copyOf(part))).build());
        }
        return lines;
    }

    /// Returns the objects in as many groups as make lines of a bearable length.
    static List<List<Json.Obj>> split(List<Json.Obj> objects) {
        List<List<Json.Obj>> groups = new ArrayList<>();
        int length = 0;
        for (Json.Obj object : objects) {
            int next = objects.size() == 1 ? 0 : JsonText.of(object).length();
            if (groups.isEmpty() || length + next > LINE_LENGTH) {
                groups.add(new ArrayList<>());
                length = 0;
            }
            groups.getLast().add(object);
            length += next;
        }
        return groups;
    }

    /// Tells whether a job is wanted.
    boolean takes(JobPicture job) {
        return filter.takes(Shown.job(job));
    }

    private Optional<Json.Obj> of(Event event) {
        return switch (event) {
            case Event.OfJob job -> jobs ? job(job) : Optional.empty();
            case Event.OfRun run -> runs ? run(run) : Optional.empty();
        };
    }

    private Optional<Json.Obj> job(Event.OfJob event) {
        boolean was = event.before().filter(this::takes).isPresent();
        boolean is = event.after().filter(this::takes).isPresent();
        if (is) {
            String type = event.before().isEmpty() ? "job.added" : "job.updated";
            return event.after().map(it -> typed(type).put("job", Shown.job(it).item()).build());
        }
        if (!was) {
            return Optional.empty();
        }
        Json.Builder removed = typed("job.removed").put("id", event.id().number());
        event.before()
                .ifPresent(it ->
                        removed.put("rev", it.job().revision())
                                .put("name", it.job().name().text()));
        if (event.after().isPresent()) {
            removed.put("filtered", true);
        }
        return Optional.of(removed.build());
    }

    private Optional<Json.Obj> run(Event.OfRun event) {
        boolean wanted =
                filter.isOpen()
                        || event.jobBefore().filter(this::takes).isPresent()
                        || event.jobAfter().filter(this::takes).isPresent();
        if (!wanted) {
            return Optional.empty();
        }
        if (event.after().isPresent()) {
            return event.after()
                    .map(run ->
                            typed("run." + word(run, event.jobBefore()))
                                    .put("run", Shown.run(run, event.jobAfter()))
                                    .build());
        }
        return Optional.of(
                typed("run.removed")
                        .put("id", event.id().toString())
                        .put("job_id", event.id().job().number())
                        .put("number", event.id().number())
                        .build());
    }

    static Json.Builder typed(String type) {
        return Json.object().put("type", type);
    }

    /// @param jobBefore its job as it was before that
    private static String word(Run run, Optional<JobPicture> jobBefore) {
        return switch (run.state()) {
            case RunState.Queued queued -> queued.isHeld() ? "held" : "queued";
            case RunState.Starting _ -> "starting";
            case RunState.Running running -> word(running, before(run, jobBefore));
            case RunState.Stopping _ -> "stopping";
            case RunState.RetryWait _ -> "retrying";
            case RunState.Ended _ -> "finished";
        };
    }

    private static String word(RunState.Running running, Optional<RunState.Running> before) {
        if (running.isSuspended()) {
            return "suspended";
        }
        if (before.filter(RunState.Running::isSuspended).isPresent()) {
            return "continued";
        }
        return running.isSlow() ? "slow" : "started";
    }

    private static Optional<RunState.Running> before(Run run, Optional<JobPicture> job) {
        return job.stream()
                .flatMap(it -> it.active().stream())
                .filter(it -> it.id().equals(run.id()))
                .map(Run::state)
                .filter(RunState.Running.class::isInstance)
                .map(RunState.Running.class::cast)
                .findFirst();
    }
}
