package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.model.Schedule;
import dev.jobd.wire.Json;
import dev.jobd.wire.ScheduleJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a schedule and tells when it would be due.
final class CheckHandler implements Handler {
    private static final long COUNT = 5;

    private final HandlerParts parts;

    CheckHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        Schedule schedule = ScheduleJson.read(call.args().object("schedule"), now);
        Instant from = call.args().findInstant("from").orElse(now);
        long count = call.args().findInteger("count").orElse(COUNT);
        return new Answer.Now(
                Json.object()
                        .put("schedule", ScheduleJson.of(schedule))
                        .put("text", ScheduleJson.text(schedule))
                        .put("next", new Json.Arr(next(schedule, from, count)))
                        .build());
    }

    private static List<Json> next(Schedule schedule, Instant from, long count) {
        return switch (schedule) {
            case Schedule.Now _ -> List.of(Json.of(from));
            // Later ones depend on how long the runs take.
            case Schedule.FixedDelay _ ->
                    schedule.nextAfter(from)
                            .<List<Json>>map(it -> List.of(Json.of(it)))
                            .orElseThrow();
            case Schedule.Once _, Schedule.FixedRate _, Schedule.Manual _ -> {
                List<Json> times = new ArrayList<>();
                Optional<Instant> next = schedule.nextAfter(from);
                while (next.isPresent() && times.size() < count) {
                    times.add(Json.of(next.get()));
                    next = schedule.nextAfter(next.get());
                }
                yield times;
            }
        };
    }
}
