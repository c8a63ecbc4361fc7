package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Refusal;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.wire.Json;
import dev.jobd.wire.TimingJson;
import dev.jobd.wire.WireErrorException;

/// Returns one calendar, or what there is of all of them.
final class CalendarHandler implements Handler {
    private final HandlerParts parts;
    private final boolean all;

    /// @param all whether it returns all of them
    CalendarHandler(HandlerParts parts, boolean all) {
        this.parts = parts;
        this.all = all;
    }

    @Override
    public Answer answer(Call call) {
        try (StoreView view = parts.store().view()) {
            Json.Builder reply =
                    all
                            ? Json.object()
                                    .put(
                                            "items",
                                            new Json.Arr(
                                                    view.calendars().stream()
                                                            .<Json>map(TimingJson::item)
                                                            .toList()))
                            : Json.object()
                                    .put("calendar", one(view, call.args().text("calendar")));
            return new Answer.Now(reply.put("seq", view.seq()).build());
        }
    }

    private static Json.Obj one(StoreView view, String name) {
        return view.calendar(name)
                .map(TimingJson::of)
                .orElseThrow(() ->
                        new WireErrorException(
                                Refusals.error(
                                        new Refusal.NoSuchCalendar(
                                                "calendar", name, view.calendarNames()),
                                        "calendar",
                                        view)));
    }
}
