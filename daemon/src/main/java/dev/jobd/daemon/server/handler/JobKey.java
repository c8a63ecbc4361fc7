package dev.jobd.daemon.server.handler;

import dev.jobd.model.JobState;
import dev.jobd.wire.JobView;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What a job is sorted by, and its number, so that no two are equal.
///
/// @param values one for each key of the sorting
record JobKey(long id, List<Json> values) {
    private static final long NEVER = Json.Int.LARGEST;

    /// The keys that are texts; the others are numbers.
    private static final Set<String> TEXTS = Set.of("name", "group");

    private static final Comparator<Json> BY_VALUE = JobKey::compare;

    /// Returns the place of a job in an order.
    ///
    /// @param sort the keys, most important first
    static JobKey of(JobView view, List<String> sort) {
        List<Json> values = new ArrayList<>(sort.size());
        sort.forEach(key -> values.add(value(view, plain(key))));
        return new JobKey(view.job().id().number(), List.copyOf(values));
    }

    /// Reads a place.
    static JobKey of(Json.Obj place, List<String> sort) {
        List<Json> values = place.array("v");
        for (int i = 0; i < sort.size(); i++) {
            boolean isText = TEXTS.contains(plain(sort.get(i)));
            if (i >= values.size() || isText != (values.get(i) instanceof Json.Str)) {
                throw new IllegalArgumentException("the place of another order");
            }
        }
        return new JobKey(place.integer("id"), values.subList(0, sort.size()));
    }

    /// Returns the name, if that is what comes first.
    String name() {
        return values.getFirst() instanceof Json.Str(String name) ? name : "";
    }

    Json.Builder place() {
        return Json.object().put("id", id).put("v", new Json.Arr(values));
    }

    private static String plain(String key) {
        return key.startsWith("-") ? key.substring(1) : key;
    }

    private static Json value(JobView view, String key) {
        return switch (key) {
            case "name" -> Json.of(view.job().name().text());
            case "id" -> Json.of(view.job().id().number());
            case "next" -> Json.of(view.state().nextDue().map(Instant::toEpochMilli).orElse(NEVER));
            case "state" -> Json.of(JobView.WORDS.indexOf(view.word()));
            case "group" -> Json.of(view.job().definition().policies().group());
            case "priority" -> Json.of(view.job().definition().policies().priority());
            case "last" ->
                    Json.of(
                            view.state()
                                    .lastEnd()
                                    .map(JobState.LastEnd::endedAt)
                                    .map(Instant::toEpochMilli)
                                    .orElse(0L));
            case "created" -> Json.of(view.job().createdAt().toEpochMilli());
            default -> throw new IllegalArgumentException(key);
        };
    }

    /// Returns the order of the argument `sort`, in which no two jobs are equal.
    static Comparator<JobKey> order(List<String> sort) {
        Comparator<JobKey> order = (_, _) -> 0;
        for (int i = 0; i < sort.size(); i++) {
            int place = i;
            Comparator<JobKey> by = Comparator.comparing(key -> key.values().get(place), BY_VALUE);
            order = order.thenComparing(sort.get(i).startsWith("-") ? by.reversed() : by);
        }
        return order.thenComparingLong(JobKey::id);
    }

    private static int compare(Json one, Json other) {
        if (one instanceof Json.Str(String a) && other instanceof Json.Str(String b)) {
            return a.compareTo(b);
        }
        if (one instanceof Json.Int(long a) && other instanceof Json.Int(long b)) {
            return Long.compare(a, b);
        }
        throw new IllegalArgumentException("a text and a number");
    }
}
