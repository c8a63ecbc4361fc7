package dev.jobd.daemon.retention;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.daemon.store.TimelineKey;
import dev.jobd.model.Keep;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds runs that have passed their age.
///
/// Jobs want few different ages. For each of them there is a place among all ends up to which every
/// run has been looked at, so each run is looked at once for each age, however many there are.
final class AgeRule {
    private static final int PAGE = 1000;
    private static final int PAGES_MAX = 100;
    private static final Duration SLACK_MIN = Duration.ofSeconds(1);
    private static final Duration SLACK_MAX = Duration.ofHours(1);

    /// The last place that was looked at, for each age; empty before the first.
    private final Map<Duration, Optional<TimelineKey>> places = new HashMap<>();

    AgeRule() {
        learn(Keep.DEFAULT);
    }

    /// Takes note that a job wants this.
    void learn(Keep keep) {
        places.putIfAbsent(keep.time(false), Optional.empty());
        places.putIfAbsent(keep.time(true), Optional.empty());
    }

    /// Looks at all runs again.
    void restart() {
        places.replaceAll((_, _) -> Optional.empty());
    }

    /// Adds runs that have passed their age; returns whether these are all. A look is bounded, so
    /// that its view does not get old.
    boolean collect(StoreView view, Keeps keeps, Instant now, Harvest harvest) {
        int pages = 0;
        for (Map.Entry<Duration, Optional<TimelineKey>> entry : places.entrySet()) {
            Instant until = now.minus(entry.getKey());
            List<TimelineKey> page;
            do {
                page = view.endings(entry.getValue(), PAGE);
                for (TimelineKey place : page) {
                    if (place.endedAt().isAfter(until)) {
                        page = List.of();
                        break;
                    }
                    if (harvest.isFull()) {
                        return false;
                    }
                    entry.setValue(Optional.of(place));
                    look(view, keeps.of(place.run().job()), entry.getKey(), place.run())
                            .ifPresent(harvest::add);
                }
                if (page.size() == PAGE && ++pages == PAGES_MAX) {
                    return false;
                }
            } while (page.size() == PAGE);
        }
        return true;
    }

    /// Returns the run if this age is the one at which it goes.
    private static Optional<Run> look(StoreView view, Keep keep, Duration age, RunId id) {
        if (!age.equals(keep.time(false)) && !age.equals(keep.time(true))) {
            return Optional.empty();
        }
        return view.run(id)
                .filter(run ->
                        run.state() instanceof RunState.Ended ended
                                && keep.time(ended.outcome()).equals(age));
    }

    /// Returns when to look again; empty if not before another run ends. It is a little later than
    /// a run passes its age, so that what ended one after another goes together.
    Optional<Instant> nextLook(StoreView view, Instant now) {
        return places.entrySet().stream()
                .flatMap(entry -> {
                    Instant soonest = now.plus(slack(entry.getKey()));
                    return view.endings(entry.getValue(), 1).stream()
                            .map(place -> place.endedAt().plus(entry.getKey()))
                            .map(at -> at.isBefore(soonest) ? soonest : at);
                })
                .min(Comparator.naturalOrder());
    }

    private static Duration slack(Duration age) {
        Duration slack = age.dividedBy(60);
        if (slack.compareTo(SLACK_MIN) < 0) {
            return SLACK_MIN;
        }
        return slack.compareTo(SLACK_MAX) > 0 ? SLACK_MAX : slack;
    }
}
