package dev.jobd.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `error` of a failed reply.
///
/// @param code a word of [ErrorCode], or of a newer daemon
/// @param message one sentence for people
/// @param field the argument at fault, such as `args.job.schedule.every_ms`
/// @param retry what a client may do
/// @param data more for programs, such as `suggestions`; never `errors`, which stands apart
/// @param errors every bad argument, if arguments are the reason; the first is the one named above
public record WireError(
        String code,
        String message,
        Optional<String> field,
        ErrorCode.Retry retry,
        Json.Obj data,
        List<BadField> errors) {
    private static final Duration SOON = Duration.ofMillis(500);

    public WireError {
        errors = List.copyOf(errors);
    }

    /// One bad argument.
    public record BadField(String field, String code, String message) {
        /// Makes one with a code of ours.
        public BadField(String field, ErrorCode code, String message) {
            this(field, code.word(), message);
        }
    }

    /// Returns an error without field and data.
    public static WireError of(ErrorCode code, String message) {
        return new WireError(
                code.word(), message, Optional.empty(), code.retry(), Json.Obj.EMPTY, List.of());
    }

    /// Returns the error of arguments of which at least one is bad.
    public static WireError of(List<BadField> errors) {
        BadField first = errors.getFirst();
        ErrorCode code = ErrorCode.of(first.code()).orElse(ErrorCode.INVALID_ARGUMENT);
        return new WireError(
                code.word(),
                first.message(),
                Optional.of(first.field()),
                code.retry(),
                Json.Obj.EMPTY,
                errors);
    }

    /// Returns the error of several arguments that were refused one by one. There must be one.
    public static WireError all(List<WireError> refusals) {
        if (refusals.size() == 1) {
            return refusals.getFirst();
        }
        List<BadField> bad = new ArrayList<>();
        for (WireError it : refusals) {
            if (it.errors().isEmpty()) {
                bad.add(new BadField(it.field().orElse(""), it.code(), it.message()));
            } else {
                bad.addAll(it.errors());
            }
        }
        return of(bad);
    }

    /// Returns the error of one argument.
    public WireError at(String name) {
        return new WireError(code, message, Optional.of(name), retry, data, errors);
    }

    /// Returns the error with more data.
    public WireError with(String name, Json value) {
        Json.Obj more = Json.object().putAll(data).put(name, value).build();
        return new WireError(code, message, field, retry, more, errors);
    }

    /// Returns the error of what may be asked for again, with the time after which that makes
    /// sense.
    public WireError later() {
        return with("after_ms", Json.of(SOON.toMillis()));
    }

    /// Tells whether this is the error of that code.
    public boolean is(ErrorCode other) {
        return code.equals(other.word());
    }

    /// Returns it as it stands in a reply.
    public Json.Obj toJson() {
        Json.Builder object = Json.object().put("code", code).put("message", message);
        object.putIf("field", field.map(Json::of)).put("retry", retry.word());
        Json.Builder more = Json.object().putAll(data);
        if (!errors.isEmpty()) {
            List<Json> items = new ArrayList<>();
            errors.forEach(error -> items.add(toJson(error)));
            more.put("errors", new Json.Arr(items));
        }
        Json.Obj all = more.build();
        return all.members().isEmpty() ? object.build() : object.put("data", all).build();
    }

    private static Json.Obj toJson(BadField error) {
        return Json.object()
                .put("field", error.field())
                .put("code", error.code())
                .put("message", error.message())
                .build();
    }

    /// Reads it from a reply; members of a newer daemon are passed over.
    public static WireError read(Json.Obj object) {
        Json.Obj data = object.findObject("data").orElse(Json.Obj.EMPTY);
        List<BadField> errors = new ArrayList<>();
        for (Json.Obj error : data.objects("errors")) {
            errors.add(
                    new BadField(error.text("field"), error.text("code"), error.text("message")));
        }
        Json.Builder rest = Json.object();
        data.members()
                .forEach((name, value) -> {
                    if (!name.equals("errors")) {
                        rest.put(name, value);
                    }
                });
        return new WireError(
                object.text("code"),
                object.text("message"),
                object.findText("field"),
                ErrorCode.Retry.of(object.findText("retry").orElse("")),
                rest.build(),
                errors);
    }
}
