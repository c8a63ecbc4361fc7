package dev.jobd.testing;

import dev.jobd.cron.CronExpression;
import dev.jobd.model.Calendar;
import dev.jobd.model.ExitCodes;
import dev.jobd.model.OverlapPolicy;
import dev.jobd.model.RetryCases;
import dev.jobd.model.TimeWindow;
import dev.jobd.wire.Json;
import dev.jobd.wire.ScheduleJson;
import dev.jobd.wire.ShapeSchema;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// As much of JSON Schema 2020-12 as `describe` uses, written from its specification and not from
/// [dev.jobd.wire.ShapeCheck], so that the two can be compared.
public final class SchemaValidator {
    private static final String DEFS = "#/$defs/";
    private static final Json.Obj DEFINITIONS = ShapeSchema.definitions();

    private SchemaValidator() {}

    /// Tells whether a value is as the schema says.
    public static boolean accepts(Json.Obj schema, Json value) {
        return refersToWhatFits(schema, value)
                && typeFits(schema, value)
                && wordFits(schema, value)
                && numberFits(schema, value)
                && textFits(schema, value)
                && (!(value instanceof Json.Arr(List<Json> items)) || arrayFits(schema, items))
                && (!(value instanceof Json.Obj object) || objectFits(schema, object))
                && combinationFits(schema, value);
    }

    private static boolean refersToWhatFits(Json.Obj schema, Json value) {
        return schema.findText("$ref")
                .map(name -> accepts(DEFINITIONS.object(name.substring(DEFS.length())), value))
                .orElse(true);
    }

    private static boolean typeFits(Json.Obj schema, Json value) {
        return schema.findText("type")
                .map(type ->
                        switch (value) {
                            case Json.Obj _ -> type.equals("object");
                            case Json.Arr _ -> type.equals("array");
                            case Json.Str _ -> type.equals("string");
                            case Json.Int _ -> type.equals("integer") || type.equals("number");
                            case Json.Num _ -> type.equals("number");
                            case Json.Bool _ -> type.equals("boolean");
                            case Json.Null _ -> type.equals("null");
                        })
                .orElse(true);
    }

    private static boolean wordFits(Json.Obj schema, Json value) {
        return !schema.has("enum") || schema.array("enum").contains(value);
    }

    private static boolean numberFits(Json.Obj schema, Json value) {
        return switch (value) {
            case Json.Int(long i) ->
                    i >= bound(schema, "minimum", -Double.MAX_VALUE)
                            && i <= bound(schema, "maximum", Double.MAX_VALUE);
            case Json.Num(double d) ->
                    d >= bound(schema, "minimum", -Double.MAX_VALUE)
                            && d <= bound(schema, "maximum", Double.MAX_VALUE);
            case Json.Obj _, Json.Arr _, Json.Str _, Json.Bool _, Json.Null _ -> true;
        };
    }

    /// All bounds there are have at most 53 bits.
    private static double bound(Json.Obj schema, String name, double none) {
        return switch (schema.find(name).orElse(Json.NULL)) {
            case Json.Int(long whole) -> whole;
            case Json.Num(double number) -> number;
            case Json.Obj _, Json.Arr _, Json.Str _, Json.Bool _, Json.Null _ -> none;
        };
    }

    private static boolean textFits(Json.Obj schema, Json value) {
        if (!(value instanceof Json.Str(String text))) {
            return true;
        }
        long length = text.codePointCount(0, text.length());
        return length >= schema.findInteger("minLength").orElse(0)
                && length <= schema.findInteger("maxLength").orElse(Long.MAX_VALUE)
                && isOfFormat(schema.findText("format").orElse(""), text)
                && schema.findText("pattern")
                        .map(pattern -> Pattern.compile(pattern).matcher(text).find())
                        .orElse(true);
    }

    private static boolean isOfFormat(String format, String text) {
        return switch (format) {
            case "" -> true;
            case "date-time" -> isDateTime(text);
            case "time-zone" -> parses(() -> ZoneId.of(text));
            case "cron" -> ScheduleJson.isStart(text) || parses(() -> CronExpression.parse(text));
            case "cron-seconds" -> parses(() -> CronExpression.parseWithSeconds(text));
            case "exit-codes" -> parses(() -> ExitCodes.parse(text));
            case "retry-cases" -> parses(() -> RetryCases.parse(text));
            case "time-window" -> parses(() -> TimeWindow.parse(text));
            case "calendar-days" -> parses(() -> Calendar.Days.parse(text));
            case "overlap" -> parses(() -> OverlapPolicy.parse(text));
            default -> throw new AssertionError(format);
        };
    }

    private static boolean parses(Supplier<Object> parser) {
        try {
            return parser.get() != null;
        } catch (IllegalArgumentException | DateTimeException _) {
            return false;
        }
    }

    private static boolean isDateTime(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() >= 1970;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static boolean arrayFits(Json.Obj schema, List<Json> items) {
        List<Json.Obj> prefix = schema.objects("prefixItems");
        boolean fits =
                items.size() >= schema.findInteger("minItems").orElse(0)
                        && items.size() <= schema.findInteger("maxItems").orElse(Long.MAX_VALUE);
        for (int i = 0; i < items.size() && fits; i++) {
            Json.Obj item =
                    i < prefix.size()
                            ? prefix.get(i)
                            : schema.findObject("items").orElse(Json.Obj.EMPTY);
            fits = accepts(item, items.get(i));
        }
        return fits;
    }

    private static boolean objectFits(Json.Obj schema, Json.Obj object) {
        if (object.members().size() > schema.findInteger("maxProperties").orElse(Long.MAX_VALUE)
                || !object.members().keySet().containsAll(schema.texts("required"))) {
            return false;
        }
        return object.members().entrySet().stream().allMatch(it -> memberFits(schema, it));
    }

    private static boolean memberFits(Json.Obj schema, Map.Entry<String, Json> member) {
        String name = member.getKey();
        Json.Obj known = schema.findObject("properties").orElse(Json.Obj.EMPTY);
        if (schema.findObject("propertyNames").map(s -> !accepts(s, Json.of(name))).orElse(false)) {
            return false;
        }
        if (known.has(name)) {
            return accepts(known.object(name), member.getValue());
        }
        if (schema.has("patternProperties") && name.startsWith("x-")) {
            return true;
        }
        return switch (schema.find("additionalProperties").orElse(Json.of(true))) {
            case Json.Obj rest -> accepts(rest, member.getValue());
            case Json.Bool(boolean allowed) -> allowed;
            case Json.Arr _, Json.Str _, Json.Int _, Json.Num _, Json.Null _ ->
                    throw new AssertionError("not a schema");
        };
    }

    private static boolean combinationFits(Json.Obj schema, Json value) {
        boolean any =
                !schema.has("anyOf")
                        || schema.objects("anyOf").stream().anyMatch(s -> accepts(s, value));
        boolean one =
                !schema.has("oneOf")
                        || schema.objects("oneOf").stream().filter(s -> accepts(s, value)).count()
                                == 1;
        return any && one;
    }
}
