package dev.jobd.daemon.server.handler;

import dev.jobd.wire.JobView;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// All that jobs can be sorted by.
///
/// @param next when it is due next, in milliseconds; the largest number if it is not
/// @param state the place of its word among all words
record JobKey(String name, long id, long next, int state) {
    private static final long NEVER = Json.Int.LARGEST;

    static JobKey of(JobView view) {
        return new JobKey(
                view.job().name().text(),
                view.job().id().number(),
                view.state().nextDue().map(Instant::toEpochMilli).orElse(NEVER),
                JobView.WORDS.indexOf(view.word()));
    }

    static JobKey of(Json.Obj place) {
        return new JobKey(
                place.text("name"),
                place.integer("id"),
                place.integer("next"),
                Math.toIntExact(place.integer("state")));
    }

    Json.Builder place() {
        return Json.object().put("name", name).put("id", id).put("next", next).put("state", state);
    }

    /// Returns the order of the argument `sort`, in which no two jobs are equal.
    static Comparator<JobKey> order(List<String> sort) {
        Comparator<JobKey> order = (_, _) -> 0;
        for (String key : sort.isEmpty() ? List.of("name") : sort) {
            boolean reverse = key.startsWith("-");
            Comparator<JobKey> by =
                    switch (reverse ? key.substring(1) : key) {
                        case "name" -> Comparator.comparing(JobKey::name);
                        case "id" -> Comparator.comparingLong(JobKey::id);
                        case "next" -> Comparator.comparingLong(JobKey::next);
                        case "state" -> Comparator.comparingInt(JobKey::state);
                        default -> throw new IllegalArgumentException(key);
                    };
            order = order.thenComparing(reverse ? by.reversed() : by);
        }
        return order.thenComparingLong(JobKey::id);
    }
}
