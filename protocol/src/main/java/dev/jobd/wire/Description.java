package dev.jobd.wire;

/// The reply to `describe`, made from the table of operations.
public final class Description {
    private Description() {}

    /// Returns the whole protocol as JSON.
    public static Json.Obj toJson() {
        Json.Builder operations = Json.object();
        Operations.all()
                .forEach(operation -> operations.put(operation.name(), operation.describe()));
        Json.Builder events = Json.object();
        Operations.events().forEach(event -> events.put(event.name(), event(event)));
        Json.Builder errors = Json.object();
        for (ErrorCode code : ErrorCode.values()) {
            errors.put(
                    code.word(),
                    Json.object()
                            .put("summary", code.summary())
                            .put("retry", code.retry().word())
                            .build());
        }
        return Json.object()
                .put("proto", Operations.PROTOCOL)
                .put("ops", operations.build())
                .put("events", events.build())
                .put("errors", errors.build())
                .put("limits", Limits.toJson())
                .put("$defs", ShapeSchema.definitions())
                .build();
    }

    private static Json.Obj event(Field event) {
        return Json.object()
                .put("summary", event.summary())
                .putAll(ShapeSchema.ofReply(event.shape()))
                .build();
    }
}
