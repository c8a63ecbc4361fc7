package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Policies;
import dev.jobd.model.Run;
import dev.jobd.model.RunState;
import dev.jobd.wire.JobView;
import dev.jobd.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Counts of jobs, runs and slots in one view of the store.
final class Tally {
    private final StoreView view;
    private final Map<JobId, Run> newest = new HashMap<>();
    private final Map<String, Integer> running = new HashMap<>();
    private final Map<String, Integer> queued = new HashMap<>();
    private final Map<String, Long> taken = new HashMap<>();

    Tally(StoreView view) {
        this.view = view;
        for (Run run : view.activeRuns()) {
            newest.put(run.id().job(), run);
            Policies policies = policies(run);
            String group = policies.group();
            if (run.state().takesSlot()) {
                running.merge(group, 1, Integer::sum);
                taken.merge(group, (long) policies.needs().weight(), Long::sum);
            } else if (run.state() instanceof RunState.Queued) {
                queued.merge(group, 1, Integer::sum);
            }
        }
    }

    /// Returns how many jobs are in which state, and how many there are.
    Json.Obj jobs() {
        Map<String, Long> counts = new HashMap<>();
        view.forEachState(state -> counts.merge(word(state), 1L, Long::sum));
        Json.Builder jobs = Json.object().put("total", view.counts().jobs());
        JobView.WORDS.forEach(word -> jobs.put(word, counts.getOrDefault(word, 0L)));
        return jobs.build();
    }

    /// Returns how many runs there are.
    Json.Obj runs() {
        return Json.object()
                .put("active", view.counts().activeRuns())
                .put("ended", view.counts().endedRuns())
                .build();
    }

    /// Returns the groups with what runs and waits in them.
    Json.Arr groups() {
        List<Json> groups = new ArrayList<>();
        view.groups().forEach(group -> groups.add(of(group)));
        return new Json.Arr(groups);
    }

    /// Returns the group of this name, if there is one.
    Optional<Json.Obj> group(String name) {
        return view.groups().stream()
                .filter(group -> group.name().equals(name))
                .map(this::of)
                .findFirst();
    }

    private Json.Obj of(Group group) {
        Optional<Json> slots =
                group.slots().isPresent()
                        ? Optional.of(Json.of(group.slots().getAsInt()))
                        : Optional.empty();
        Json.Builder shown =
                Json.object()
                        .put("name", group.name())
                        .putOrNull("slots", slots)
                        .put("running", running.getOrDefault(group.name(), 0))
                        .put("queued", queued.getOrDefault(group.name(), 0))
                        .put("taken", taken.getOrDefault(group.name(), 0L))
                        .put("paused", group.pause().isPresent());
        group.pause()
                .ifPresent(pause ->
                        shown.put("paused_since", pause.since())
                                .putIf("paused_until", pause.until().map(Json::of)));
        return shown.build();
    }

    private String word(JobState state) {
        return JobView.word(
                state,
                Optional.ofNullable(newest.get(state.job())),
                () -> view.job(state.job()).map(Job::definition));
    }

    private Policies policies(Run run) {
        return view.job(run.id().job())
                .map(Job::definition)
                .map(definition -> definition.policies())
                .orElse(Policies.DEFAULT);
    }
}
