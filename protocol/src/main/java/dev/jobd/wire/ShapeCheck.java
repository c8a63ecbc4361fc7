package dev.jobd.wire;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds everything about a value that is not as its shape says, each with its path.
public final class ShapeCheck {
    private static final int FINDINGS_MAX = 100;
    private static final Pattern JOB = Pattern.compile("[A-Za-z0-9._@-]{1,128}");
    private static final Pattern RUN = Pattern.compile(JOB + "(/[1-9]\\d{0,14})?");
    private static final Pattern ATTEMPT =
            Pattern.compile(JOB + "(/[1-9]\\d{0,14}(\\.[1-9]\\d{0,8})?)?");

    private final List<WireError.BadField> findings = new ArrayList<>();

    private ShapeCheck() {}

    /// Returns what is wrong with the value; nothing if it has the shape. At most the first hundred
    /// findings are told.
    ///
    /// @param path the name of the value itself, such as `args`
    public static List<WireError.BadField> check(Shape shape, Json value, String path) {
        ShapeCheck check = new ShapeCheck();
        check.visit(shape, value, path);
        return check.findings.stream().limit(FINDINGS_MAX).toList();
    }

    /// Does nothing if the value has the shape.
    ///
    /// @throws WireErrorException with everything that is wrong otherwise
    public static void require(Shape shape, Json value, String path) {
        List<WireError.BadField> bad = check(shape, value, path);
        if (!bad.isEmpty()) {
            throw new WireErrorException(WireError.of(bad));
        }
    }

    private void visit(Shape shape, Json value, String path) {
        if (findings.size() >= FINDINGS_MAX) {
            return;
        }
        switch (shape) {
            case Shape.Text text -> visitText(text, value, path);
            case Shape.Parsed parsed -> visitParsed(parsed, value, path);
            case Shape.Whole whole -> {
                boolean fits =
                        value instanceof Json.Int(long i) && i >= whole.min() && i <= whole.max();
                require(fits, path, Shape.range(whole), value);
            }
            case Shape.Decimal decimal ->
                    require(isWithin(decimal, value), path, Shape.range(decimal), value);
            case Shape.Flag() -> require(value instanceof Json.Bool, path, "true or false", value);
            case Shape.Time() ->
                    require(isTime(value), path, "a time such as 2026-12-01T07:00:00Z", value);
            case Shape.Choice choice -> visitChoice(choice, value, path);
            case Shape.ListOf list -> visitList(list, value, path);
            case Shape.MapOf map -> visitMap(map, value, path);
            case Shape.Struct struct -> {
                if (value instanceof Json.Obj object) {
                    visitStruct(struct, object, path);
                } else {
                    require(false, path, "an object", value);
                }
            }
            case Shape.Variants variants -> visitVariants(variants, value, path);
            case Shape.WordOr(Shape.Choice words, Shape.Struct object) ->
                    visit(value instanceof Json.Obj ? object : words, value, path);
            case Shape.OrNull(Shape inner) -> {
                if (!(value instanceof Json.Null)) {
                    visit(inner, value, path);
                }
            }
            case Shape.AnyObject() -> require(value instanceof Json.Obj, path, "an object", value);
            case Shape.Reference(Shape.Target target) ->
                    require(isReference(target, value), path, target.rule(), value);
        }
    }

    private void visitText(Shape.Text text, Json value, String path) {
        if (!(value instanceof Json.Str(String string))) {
            require(false, path, text.rule(), value);
            return;
        }
        int length = string.codePointCount(0, string.length());
        boolean fits = length >= text.lengthMin() && length <= text.lengthMax();
        require(fits && matches(text.pattern(), string), path, text.rule(), value);
    }

    private void visitParsed(Shape.Parsed parsed, Json value, String path) {
        if (!(value instanceof Json.Str(String text)) || text.length() > parsed.lengthMax()) {
            require(false, path, parsed.rule(), value);
            return;
        }
        try {
            parsed.parser().accept(text);
        } catch (IllegalArgumentException wrong) {
            String name = path.substring(path.lastIndexOf('.') + 1);
            add(path, ErrorCode.INVALID_ARGUMENT, "'" + name + "': " + wrong.getMessage());
        }
    }

    private static boolean matches(Optional<Pattern> pattern, String text) {
        return pattern.isEmpty() || pattern.get().matcher(text).matches();
    }

    private void visitChoice(Shape.Choice choice, Json value, String path) {
        if (value instanceof Json.Str(String word) && choice.words().contains(word)) {
            return;
        }
        String rule = "one of " + String.join(", ", choice.words());
        List<String> meant =
                value instanceof Json.Str(String word)
                        ? Suggestions.of(word, choice.words())
                        : List.of();
        String near = meant.isEmpty() ? "" : " (perhaps " + meant.getFirst() + ")";
        require(false, path, rule + near, value);
    }

    private void visitList(Shape.ListOf list, Json value, String path) {
        if (!(value instanceof Json.Arr(List<Json> items))) {
            require(false, path, "an array", value);
            return;
        }
        if (items.size() < list.sizeMin() || items.size() > list.sizeMax()) {
            String rule = "an array of " + list.sizeMin() + " to " + list.sizeMax() + " elements";
            require(false, path, rule, value);
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            visit(i == 0 ? list.first() : list.rest(), items.get(i), path + "[" + i + "]");
        }
    }

    private void visitMap(Shape.MapOf map, Json value, String path) {
        if (!(value instanceof Json.Obj(Map<String, Json> members))) {
            require(false, path, "an object", value);
            return;
        }
        if (members.size() > map.sizeMax()) {
            require(false, path, "an object of at most " + map.sizeMax() + " members", value);
            return;
        }
        for (Map.Entry<String, Json> member : members.entrySet()) {
            String name = member.getKey();
            String place = path + "." + Quoted.shortened(name);
            visitText(map.name(), Json.of(name), place);
            visit(map.value(), member.getValue(), place);
        }
    }

    private void visitStruct(Shape.Struct struct, Json.Obj object, String path) {
        for (String name : object.members().keySet()) {
            if (!name.startsWith("x-") && !struct.names().contains(name)) {
                add(
                        path + "." + Quoted.shortened(name),
                        ErrorCode.UNKNOWN_FIELD,
                        Suggestions.unknown("field", name, struct.names()));
            }
        }
        for (Field field : struct.fields()) {
            String place = path + "." + field.name();
            Json value = object.members().get(field.name());
            if (value != null) {
                visit(field.shape(), value, place);
            } else if (field.required()) {
                add(place, ErrorCode.INVALID_ARGUMENT, "'" + field.name() + "' is missing");
            }
        }
        List<String> given = struct.exactlyOne().stream().filter(object::has).toList();
        if (given.size() > 1) {
            add(
                    path + "." + given.get(1),
                    ErrorCode.INVALID_ARGUMENT,
                    "only one of '" + String.join("', '", given) + "' can be given");
        } else if (given.isEmpty() && !struct.exactlyOne().isEmpty()) {
            add(
                    path + "." + struct.exactlyOne().getFirst(),
                    ErrorCode.INVALID_ARGUMENT,
                    "one of '" + String.join("', '", struct.exactlyOne()) + "' is missing");
        }
    }

    private void visitVariants(Shape.Variants variants, Json value, String path) {
        if (!(value instanceof Json.Obj object)) {
            require(false, path, "an object with '" + variants.by() + "'", value);
            return;
        }
        Shape.Choice words = new Shape.Choice(List.copyOf(variants.variants().keySet()));
        Field by = Field.required(variants.by(), words, "");
        Json word = object.members().get(variants.by());
        Shape.Struct variant =
                word instanceof Json.Str(String text) ? variants.variants().get(text) : null;
        if (variant == null) {
            visitStruct(
                    Shape.Struct.of(by),
                    word == null ? Json.Obj.EMPTY : Json.object().put(variants.by(), word).build(),
                    path);
        } else {
            visitStruct(variant.plus(by), object, path);
        }
    }

    private static boolean isWithin(Shape.Decimal range, Json value) {
        return switch (value) {
            case Json.Int(long whole) -> range.min() <= whole && whole <= range.max();
            case Json.Num(double number) -> range.min() <= number && number <= range.max();
            case Json.Obj _, Json.Arr _, Json.Str _, Json.Bool _, Json.Null _ -> false;
        };
    }

    private static boolean isTime(Json value) {
        if (!(value instanceof Json.Str(String text))) {
            return false;
        }
        try {
            Instant time = Instant.parse(text);
            return !time.isBefore(Shape.EARLIEST) && !time.isAfter(Shape.LATEST);
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static boolean isReference(Shape.Target target, Json value) {
        return switch (value) {
            case Json.Int(long number) -> number >= 1;
            case Json.Str(String text) ->
                    switch (target) {
                        case JOB -> JOB.matcher(text).matches();
                        case RUN -> RUN.matcher(text).matches();
                        case ATTEMPT -> ATTEMPT.matcher(text).matches();
                    };
            case Json.Obj _, Json.Arr _, Json.Num _, Json.Bool _, Json.Null _ -> false;
        };
    }

    private void require(boolean fits, String path, String rule, Json found) {
        if (!fits) {
            // In a list one value is wrong, and it is shown; its place is in the path.
            String name = path.substring(path.lastIndexOf('.') + 1).replaceFirst("\\[\\d+]$", "");
            add(
                    path,
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + name + "' must be " + rule + ", not " + shown(found));
        }
    }

    private static String shown(Json value) {
        return switch (value) {
            case Json.Str(String text) -> "'" + Quoted.shortened(text) + "'";
            case Json.Int(long integer) -> Long.toString(integer);
            case Json.Num(double number) -> Double.toString(number);
            case Json.Bool(boolean flag) -> Boolean.toString(flag);
            case Json.Obj _, Json.Arr _, Json.Null _ -> value.kind();
        };
    }

    private void add(String path, ErrorCode code, String message) {
        findings.add(new WireError.BadField(path, code, message));
    }
}
