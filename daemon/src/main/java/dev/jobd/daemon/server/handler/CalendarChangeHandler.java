package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.wire.Json;
import dev.jobd.wire.TimingJson;

/// Makes, changes or removes a calendar.
final class CalendarChangeHandler implements Handler {
    private final Mutation mutation;
    private final boolean removes;

    /// @param removes whether it removes one
    CalendarChangeHandler(Mutation mutation, boolean removes) {
        this.mutation = mutation;
        this.removes = removes;
    }

    @Override
    public Answer answer(Call call) {
        String name = call.args().text("calendar");
        String by = call.peer().name();
        if (removes) {
            return mutation.answer(
                    call,
                    "calendar_remove",
                    _ -> new Command.RemoveCalendar(name, by),
                    (_, _) -> Json.object().put("calendar", name));
        }
        return mutation.answer(
                call,
                "calendar_set",
                _ -> new Command.SetCalendar(TimingJson.readCalendar(call.args()), by),
                (view, _) ->
                        Json.object()
                                .put(
                                        "calendar",
                                        view.calendar(name)
                                                .map(TimingJson::of)
                                                .orElseThrow(
                                                        () -> Shown.gone("calendar " + name))));
    }
}
