package dev.jobd.daemon.server.handler;

import dev.jobd.model.JobState;
import dev.jobd.wire.JobView;
import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The argument `filter` of `list`: all that it names must hold.
///
/// @param states any of these; none for any state
/// @param groups any of these; none for any group
/// @param glob what the name looks like
/// @param outcomes how the last run ended: any of these; none for any end
/// @param next when it is due
/// @param ended when its last run ended
record JobFilter(
        List<String> states,
        List<String> groups,
        Optional<String> glob,
        List<String> outcomes,
        Times next,
        Times ended) {

    /// A span of time, without its ends.
    record Times(Optional<Instant> before, Optional<Instant> after) {
        static Times of(Json.Obj filter, String name) {
            Json.Obj times = filter.findObject(name).orElse(Json.Obj.EMPTY);
            return new Times(times.findInstant("before"), times.findInstant("after"));
        }

        boolean takes(Optional<Instant> time) {
            return (before.isEmpty() || time.filter(it -> it.isBefore(before.get())).isPresent())
                    && (after.isEmpty() || time.filter(it -> it.isAfter(after.get())).isPresent());
        }
    }

    static JobFilter of(Json.Obj args) {
        Json.Obj filter = args.findObject("filter").orElse(Json.Obj.EMPTY);
        return new JobFilter(
                filter.texts("state"),
                filter.texts("group"),
                filter.findObject("name").map(name -> name.text("glob")),
                filter.texts("last"),
                Times.of(filter, "next"),
                Times.of(filter, "ended"));
    }

    /// Tells whether it takes every job.
    boolean isOpen() {
        return equals(of(Json.Obj.EMPTY));
    }

    boolean takes(JobView view) {
        return (states.isEmpty() || states.contains(view.word()))
                && (groups.isEmpty() || groups.contains(view.job().definition().policies().group()))
                && (glob.isEmpty() || matches(glob.get(), view.job().name().text()))
                && (outcomes.isEmpty() || outcomes.contains(outcome(view)))
                && next.takes(view.state().nextDue())
                && ended.takes(view.state().lastEnd().map(JobState.LastEnd::endedAt));
    }

    private static String outcome(JobView view) {
        return view.state().lastEnd().map(end -> end.outcome().word()).orElse("");
    }

    /// Tells whether `*` for any text and `?` for any character make the glob the text. Goes back
    /// to the last star only, so that no glob takes long.
    static boolean matches(String glob, String text) {
        int star = -1;
        int mark = 0;
        int at = 0;
        int place = 0;
        while (place < text.length()) {
            char c = at < glob.length() ? glob.charAt(at) : '\0';
            if (c == '*') {
                star = at++;
                mark = place;
            } else if (c == '?' || (c == text.charAt(place) && at < glob.length())) {
                at++;
                place++;
            } else if (star >= 0) {
                at = star + 1;
                place = ++mark;
            } else {
                return false;
            }
        }
        return glob.substring(at).chars().allMatch(c -> c == '*');
    }
}
