package dev.jobd.client.command;

import dev.jobd.client.output.TimeFormat;
import dev.jobd.wire.InstantText;
import dev.jobd.wire.Json;
import dev.jobd.wire.Limits;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When a schedule is due, as the daemon says.
///
/// @param schedule as it would be stored
/// @param text the schedule in words
/// @param next the times; a time comes again for each that a change of the clock has moved to it
/// @param moved those that do not exist as they are named
record DueTimes(Json.Obj schedule, String text, List<Instant> next, List<Json> moved) {

    /// Asks for so many times after an instant, in as many requests as it takes.
    ///
    /// @param what whose times: `schedule` or `job`
    /// @param value the schedule or the job
    /// @param from empty: from this moment on
    static DueTimes ask(
            String what, Json value, Optional<Instant> from, long count, Session session) {
        Json.Obj about = Json.object().put(what, value).build();
        DueTimes times = page(about, from, count, 0, session);
        while (times.next.size() < count
                && times.next.size() % Limits.TIMES == 0
                && !times.isEmpty()) {
            Instant last = times.next.getLast();
            // The last one may stand for several, of which only some have been told.
            int told = (int) times.next.stream().filter(last::equals).count();
            DueTimes more =
                    page(
                            about,
                            Optional.of(last.minusMillis(1)),
                            count - times.next.size(),
                            told,
                            session);
            if (more.isEmpty()) {
                break;
            }
            times.next.addAll(more.next);
            more.moved.stream().filter(it -> !times.moved.contains(it)).forEach(times.moved::add);
        }
        return times;
    }

    private static DueTimes page(
            Json.Obj about, Optional<Instant> from, long count, int skip, Session session) {
        Json.Builder args =
                Json.object().putAll(about).put("count", Math.min(count + skip, Limits.TIMES));
        from.ifPresent(it -> args.put("from", it));
        Json.Obj reply = session.call("check", args);
        return new DueTimes(
                reply.object("schedule"),
                reply.text("text"),
                new ArrayList<>(
                        reply.texts("next").stream().skip(skip).map(InstantText::parse).toList()),
                new ArrayList<>(
                        reply.find("moved").orElse(new Json.Arr(List.of()))
                                        instanceof Json.Arr(List<Json> moved)
                                ? moved
                                : List.of()));
    }

    boolean isEmpty() {
        return next.isEmpty();
    }

    /// Returns all of it as the daemon says it.
    Json.Obj reply() {
        Json.Builder reply =
                Json.object()
                        .put("schedule", schedule)
                        .put("text", text)
                        .put("next", new Json.Arr(next.stream().<Json>map(Json::of).toList()));
        if (!moved.isEmpty()) {
            reply.put("moved", new Json.Arr(moved));
        }
        return reply.build();
    }

    /// Prints a line for each, those of a cron expression on the clock of its zone.
    void print(Session session) {
        print(session, 0);
    }

    /// Prints a line for each, those of a cron expression on the clock of its zone.
    ///
    /// @param skips how many of the first are skipped
    void print(Session session, long skips) {
        if (session.isJson()) {
            session.console().json(reply());
            return;
        }
        TimeFormat times =
                schedule.findText("tz")
                        .map(zone -> session.times().in(ZoneId.of(zone)))
                        .orElseGet(session::times);
        List<Json> left = new ArrayList<>(moved);
        long skipsLeft = skips;
        for (int i = 0; i < next.size(); i++) {
            Instant time = next.get(i);
            boolean isLast = i + 1 == next.size() || !next.get(i + 1).equals(time);
            String skipped = skipsLeft-- > 0 ? "  (skipped)" : "";
            session.console().line(times.full(time) + note(time, left, isLast) + skipped);
        }
    }

    /// Says which times do not exist that day; the last line of a time says it of all that are
    /// left.
    private static String note(Instant time, List<Json> left, boolean isLast) {
        List<String> named = new ArrayList<>();
        while (!left.isEmpty()
                && (named.isEmpty() || isLast)
                && left.getFirst() instanceof Json.Obj first
                && first.instant("at").equals(time)) {
            named.add(LocalDateTime.parse(first.text("named")).toLocalTime().toString());
            left.removeFirst();
        }
        return named.isEmpty()
                ? ""
                : "  ("
                        + String.join(", ", named)
                        + (named.size() == 1 ? " does" : " do")
                        + " not exist that day)";
    }
}
