package dev.jobd.daemon.server.handler;

import dev.jobd.cron.CronFire;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.Schedule;
import dev.jobd.wire.Json;
import dev.jobd.wire.ScheduleJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a schedule and tells when it would be due, or tells when a job is.
final class CheckHandler implements Handler {
    private static final long COUNT = 5;

    private final HandlerParts parts;

    CheckHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        if (call.args().find("job").isPresent()) {
            try (StoreView view = parts.store().view()) {
                Job job = new References(view).job(call.args());
                return new Answer.Now(ForetoldTimes.of(job, view).reply(call.args(), now));
            }
        }
        Schedule schedule = ScheduleJson.read(call.args().object("schedule"), now);
        Instant from = call.args().findInstant("from").orElse(now);
        long count = call.args().findInteger("count").orElse(COUNT);
        Json.Builder result =
                Json.object()
                        .put("schedule", ScheduleJson.of(schedule))
                        .put("text", ScheduleJson.text(schedule));
        if (schedule instanceof Schedule.Cron cron) {
            putFires(result, cron, from, count);
        } else {
            result.put("next", new Json.Arr(next(schedule, from, count)));
        }
        return new Answer.Now(result.build());
    }

    private static void putFires(
            Json.Builder result, Schedule.Cron cron, Instant from, long count) {
        List<CronFire> fires = cron.expression().fires(from, cron.zone()).limit(count).toList();
        result.put("next", new Json.Arr(fires.stream().<Json>map(it -> Json.of(it.at())).toList()));
        List<Json> moved =
                fires.stream()
                        .filter(it -> it.isMoved(cron.zone()))
                        .<Json>map(it -> ForetoldTimes.moved(it, it.at()))
                        .toList();
        if (!moved.isEmpty()) {
            result.put("moved", new Json.Arr(moved));
        }
    }

    private static List<Json> next(Schedule schedule, Instant from, long count) {
        return switch (schedule) {
            case Schedule.Now _ -> List.of(Json.of(from));
            // Later ones depend on how long the runs take.
            case Schedule.FixedDelay _ ->
                    schedule.nextAfter(from)
                            .<List<Json>>map(it -> List.of(Json.of(it)))
                            .orElseThrow();
            case Schedule.Once _,
                    Schedule.FixedRate _,
                    Schedule.Cron _,
                    Schedule.Start _,
                    Schedule.After _,
                    Schedule.Manual _ -> {
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
