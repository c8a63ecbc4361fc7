package dev.jobd.wire;

import dev.jobd.model.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Says in words what a queued run waits for, as the protocol shows it.
public final class WaitText {
    private static final Duration LONG = Duration.ofHours(1);

    private WaitText() {}

    /// Returns what a run waits for, such as `waits for lock db, held by backup/12 for 4m; 2 before
    /// it`; empty if it waits for nothing. Points in time are told as lengths, which no zone
    /// changes.
    ///
    /// @param run the run
    /// @param now the daemon's time
    public static Optional<String> of(Json.Obj run, Instant now) {
        Json.Obj facts = run.findObject("waits").orElse(Json.Obj.EMPTY);
        return run.findText("waits_for").map(word -> "waits for " + what(word, facts, now));
    }

    private static String what(String word, Json.Obj facts, Instant now) {
        return switch (word) {
            case "slot" -> slot(facts) + before(facts);
            case "lock" ->
                    facts.findText("lock").map(name -> "lock " + name).orElse("a lock")
                            + facts.findText("held_by")
                                    .map(holder -> ", held by " + holder + since(facts, now))
                                    .orElse("")
                            + before(facts);
            case "job" ->
                    "the end of "
                            + facts.findText("run").orElse("an earlier run of its job")
                            + since(facts, now);
            case "load" -> load(facts);
            case "cap" ->
                    "one of all runs to end: no more than "
                            + number(facts, "runs_max")
                            + " may have a process at once";
            case "pause" -> pause(facts, now);
            case "hold" -> hold(facts, now);
            default -> word;
        };
    }

    private static String slot(Json.Obj facts) {
        Optional<String> group = facts.findText("group");
        if (group.isEmpty()) {
            return "a slot";
        }
        long weight = facts.findInteger("weight").orElse(1);
        OptionalLong slots = facts.findInteger("slots");
        String wanted = weight == 1 ? "a slot" : weight + " slots";
        String taken =
                slots.isPresent()
                        ? ", %d of %d taken"
                                .formatted(facts.findInteger("taken").orElse(0), slots.getAsLong())
                        : ", which has any number";
        String share = facts.flag("catchup") ? "; half are kept for what is due on time" : "";
        return wanted + " of group " + group.get() + taken + share;
    }

    private static String before(Json.Obj facts) {
        OptionalLong before = facts.findInteger("before");
        String first = facts.findText("first").map(run -> ", " + run + " first").orElse("");
        if (before.isPresent()) {
            return before.getAsLong() == 0
                    ? "; it is next"
                    : "; " + before.getAsLong() + " before it" + first;
        }
        return first.isEmpty() ? "" : ";" + first.substring(1);
    }

    private static String load(Json.Obj facts) {
        String bound = facts.find("max_load").map(load -> " below " + JsonText.of(load)).orElse("");
        String seen = facts.find("load").map(load -> "; it was " + JsonText.of(load)).orElse("");
        return "a load" + bound + seen;
    }

    private static String pause(Json.Obj facts, Instant now) {
        String group = facts.findText("group").map(name -> "group " + name).orElse("its group");
        String since =
                facts.findInstant("paused_since")
                        .map(time -> ", paused for " + length(time, now))
                        .orElse(", which is paused");
        String until =
                facts.findInstant("paused_until")
                        .map(time -> " and for another " + length(now, time))
                        .orElse("");
        return group + since + until;
    }

    private static String hold(Json.Obj facts, Instant now) {
        String by = facts.findText("by").map(name -> " by " + name).orElse("");
        String since =
                facts.findInstant("hold_since").map(time -> " for " + length(time, now)).orElse("");
        return "its release, held" + by + since;
    }

    private static String since(Json.Obj facts, Instant now) {
        return facts.findInstant("held_since").map(time -> " for " + length(time, now)).orElse("");
    }

    /// Returns the time between, to the second, or to the minute where it is long.
    static String length(Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        if (time.isNegative()) {
            return "0s";
        }
        long seconds = time.toSeconds();
        boolean isLong = time.compareTo(LONG) >= 0;
        return DurationText.format(Duration.ofSeconds(isLong ? seconds / 60 * 60 : seconds));
    }

    private static String number(Json.Obj facts, String name) {
        OptionalLong number = facts.findInteger(name);
        return number.isPresent() ? Long.toString(number.getAsLong()) : "so many";
    }
}
