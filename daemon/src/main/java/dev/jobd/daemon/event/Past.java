package dev.jobd.daemon.event;

import dev.jobd.daemon.store.Commit;
import dev.jobd.daemon.store.Effect;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Jobs as they were before some commits, and then, commit by commit, as they became.
///
/// The commits are shown to it twice: first all of them up to a view, each of which says what was
/// before it ([#look]); from that and from the view it knows how the jobs were before the first
/// ([#settle]). Then they are told again, and each becomes what happened ([#tell]).
final class Past {
    private final long bytesMax;
    private final SharedJobs shared;
    private final Map<JobId, Figure> figures = new LinkedHashMap<>();
    private long bytes;
    private boolean isFull;
    private long end;

    /// Holds the jobs of the first commit, and those of more commits until they are so long in all.
    Past(long bytesMax, SharedJobs shared) {
        this.bytesMax = bytesMax;
        this.shared = shared;
    }

    /// A job in the making. What is not known yet is as in the view.
    private static final class Figure {
        private final long since;
        private boolean isJobKnown;
        private Optional<Job> job = Optional.empty();
        private boolean isStateKnown;
        private Optional<JobState> state = Optional.empty();
        private final Map<RunId, Optional<Run>> runs = new LinkedHashMap<>();
        private final NavigableMap<RunId, Run> active = new TreeMap<>();

        /// Begins with the first commit that touches it.
        private Figure(long since) {
            this.since = since;
        }

        private long length() {
            return job.map(it -> it.definition().process().length()).orElse(0L);
        }

        private Optional<JobPicture> picture(JobId id) {
            return job.map(it ->
                    new JobPicture(
                            it,
                            state.orElseGet(() -> JobState.initial(id, Optional.empty())),
                            List.copyOf(active.values())));
        }

        private boolean noteJob(Optional<Job> was) {
            boolean isNew = !isJobKnown;
            job = isNew ? was : job;
            isJobKnown = true;
            return isNew;
        }

        private boolean noteState(Optional<JobState> was) {
            boolean isNew = !isStateKnown;
            state = isNew ? was : state;
            isStateKnown = true;
            return isNew;
        }

        private boolean noteRun(RunId id, Optional<Run> was) {
            return runs.putIfAbsent(id, was) == null;
        }
    }

    /// Looks at the next commit.
    void look(Commit commit) {
        isFull |= !figures.isEmpty() && bytes + commit.bytes() > bytesMax;
        int noted = 0;
        for (Effect effect : commit.effects()) {
            Figure figure =
                    isFull
                            ? figures.get(effect.job())
                            : figures.computeIfAbsent(effect.job(), _ -> new Figure(commit.seq()));
            if (figure != null && note(figure, effect)) {
                noted++;
            }
        }
        // What is held of a commit is a part of it, and a little for each of its objects.
        bytes += noted == 0 ? 0 : (long) commit.bytes() * noted / commit.effects().size();
        end = isFull ? end : commit.seq();
    }

    /// Returns whether it is held from now on.
    private boolean note(Figure figure, Effect effect) {
        return switch (effect) {
            case Effect.OfJob job -> figure.noteJob(job.before().map(shared::shared));
            case Effect.OfState state -> figure.noteState(state.before());
            case Effect.OfRun run -> figure.noteRun(run.run(), run.before());
        };
    }

    /// Completes what is not known from the commits.
    ///
    /// @param view shows the last commit that was looked at
    /// @return the last commit that can be told: behind it there are too many or too long other
    ///   jobs
    long settle(StoreView view) {
        long length = 0;
        long first = figures.isEmpty() ? 0 : figures.values().iterator().next().since;
        for (Map.Entry<JobId, Figure> entry : figures.entrySet()) {
            Figure figure = entry.getValue();
            if (figure.since > end || (length > bytesMax && figure.since > first)) {
                end = Math.min(end, figure.since - 1);
                break;
            }
            settle(view, entry.getKey(), figure);
            length += figure.length();
        }
        figures.values().removeIf(figure -> figure.since > end);
        return end;
    }

    private void settle(StoreView view, JobId id, Figure figure) {
        if (!figure.isJobKnown) {
            figure.noteJob(view.job(id).map(shared::shared));
        }
        if (!figure.isStateKnown) {
            figure.noteState(view.state(id));
        }
        for (Run run : view.activeRuns(id)) {
            if (!figure.runs.containsKey(run.id())) {
                figure.active.put(run.id(), run);
            }
        }
        figure.runs.forEach((run, was) -> was.ifPresent(it -> figure.active.put(run, it)));
        figure.runs.clear();
    }

    /// Tells what the next commit did.
    Happening tell(Commit commit) {
        Set<JobId> touched = new LinkedHashSet<>();
        commit.effects().forEach(effect -> touched.add(effect.job()));
        Map<JobId, Optional<JobPicture>> before = new HashMap<>();
        touched.forEach(id -> before.put(id, picture(id)));
        commit.effects().forEach(this::apply);
        List<Event> events = new ArrayList<>();
        Map<JobId, Optional<JobPicture>> after = new HashMap<>();
        for (JobId id : touched) {
            after.put(id, picture(id));
            if (!before.getOrDefault(id, Optional.empty()).equals(picture(id))) {
                events.add(
                        new Event.OfJob(
                                id, before.getOrDefault(id, Optional.empty()), picture(id)));
            }
        }
        for (Effect effect : commit.effects()) {
            if (effect instanceof Effect.OfRun run) {
                events.add(
                        new Event.OfRun(
                                run.run(),
                                run.before().isEmpty() && run.after().isPresent(),
                                run.after(),
                                before.getOrDefault(run.job(), Optional.empty()),
                                after.getOrDefault(run.job(), Optional.empty())));
            }
        }
        return new Happening(commit.seq(), commit.at(), commit.bytes(), events);
    }

    private Optional<JobPicture> picture(JobId id) {
        return figure(id).picture(id);
    }

    private Figure figure(JobId id) {
        Figure figure = figures.get(id);
        if (figure == null) {
            throw new IllegalStateException("job " + id + " was not looked at");
        }
        return figure;
    }

    private void apply(Effect effect) {
        Figure figure = figure(effect.job());
        switch (effect) {
            case Effect.OfJob job -> figure.job = job.after().map(shared::shared);
            case Effect.OfState state -> figure.state = state.after();
            case Effect.OfRun(RunId id, Optional<Run> _, Optional<Run> after) ->
                    after.filter(run -> !run.isEnded())
                            .ifPresentOrElse(
                                    run -> figure.active.put(id, run),
                                    () -> figure.active.remove(id));
        }
    }
}
