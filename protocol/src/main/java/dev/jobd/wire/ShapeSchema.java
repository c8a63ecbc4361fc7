package dev.jobd.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Writes shapes as JSON Schema 2020-12.
public final class ShapeSchema {
    /// The dialect.
    public static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    /// What schemas of replies refer to by name instead of repeating it.
    private static final Map<String, Shape.Struct> NAMED =
            Map.of("job", ViewShape.JOB, "item", ViewShape.ITEM, "run", ViewShape.RUN);

    private final boolean closed;

    private ShapeSchema(boolean closed) {
        this.closed = closed;
    }

    /// Returns the schema of what a client sends: unknown members are errors, but for `x-…`.
    public static Json.Obj ofRequest(Shape shape) {
        return new ShapeSchema(true).schema(shape);
    }

    /// Returns the schema of what the daemon sends: a newer one may send more members.
    public static Json.Obj ofReply(Shape shape) {
        return new ShapeSchema(false).schema(shape);
    }

    /// Returns the schemas that those of replies refer to as `#/$defs/…`, by name.
    public static Json.Obj definitions() {
        Json.Builder definitions = Json.object();
        new TreeMap<>(NAMED)
                .forEach((name, shape) ->
                        definitions.put(name, new ShapeSchema(false).structSchema(shape).build()));
        return definitions.build();
    }

    private static Optional<String> name(Shape.Struct struct) {
        return NAMED.entrySet().stream()
                .filter(named -> named.getValue().equals(struct))
                .map(Map.Entry::getKey)
                .findAny();
    }

    private Json.Obj named(Shape.Struct struct) {
        return name(struct)
                .map(name -> Json.object().put("$ref", "#/$defs/" + name).build())
                .orElseGet(() -> structSchema(struct).build());
    }

    private Json.Obj schema(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> textSchema(text);
            case Shape.Parsed parsed ->
                    type("string")
                            .put("description", parsed.rule())
                            .put("format", parsed.format())
                            .put("maxLength", parsed.lengthMax())
                            .build();
            case Shape.Whole whole ->
                    type("integer").put("minimum", whole.min()).put("maximum", whole.max()).build();
            case Shape.Decimal(double min, double max) ->
                    type("number")
                            .put("minimum", new Json.Num(min))
                            .put("maximum", new Json.Num(max))
                            .build();
            case Shape.Flag() -> type("boolean").build();
            case Shape.Time() -> type("string").put("format", "date-time").build();
            case Shape.Choice choice ->
                    Json.object().put("enum", Json.strings(choice.words())).build();
            case Shape.ListOf list -> listSchema(list);
            case Shape.MapOf map ->
                    type("object")
                            .put("propertyNames", textSchema(map.name()))
                            .put("additionalProperties", schema(map.value()))
                            .put("maxProperties", map.sizeMax())
                            .build();
            case Shape.Struct struct -> named(struct);
            case Shape.Variants variants -> variantsSchema(variants);
            case Shape.WordOr(Shape.Choice words, Shape.Struct object) ->
                    anyOf(List.of(schema(words), schema(object)));
            case Shape.OrNull(Shape inner) -> anyOf(List.of(schema(inner), type("null").build()));
            case Shape.AnyObject() -> type("object").build();
            case Shape.Reference(Shape.Target target) ->
                    anyOf(
                            List.of(
                                    type("string").put("description", target.rule()).build(),
                                    type("integer").put("minimum", 1).build()));
        };
    }

    private static Json.Builder type(String name) {
        return Json.object().put("type", name);
    }

    private static Json.Obj anyOf(List<? extends Json> schemas) {
        return Json.object().put("anyOf", new Json.Arr(List.copyOf(schemas))).build();
    }

    private static Json.Obj textSchema(Shape.Text text) {
        Json.Builder schema = type("string").put("description", text.rule());
        if (text.lengthMin() > 0) {
            schema.put("minLength", text.lengthMin());
        }
        schema.put("maxLength", text.lengthMax());
        text.pattern()
                .map(Pattern::pattern)
                .ifPresent(p -> schema.put("pattern", "^(?:" + p + ")$"));
        return schema.build();
    }

    private Json.Obj listSchema(Shape.ListOf list) {
        Json.Builder schema = type("array");
        if (!list.first().equals(list.rest())) {
            schema.put("prefixItems", new Json.Arr(List.of(schema(list.first()))));
        }
        schema.put("items", schema(list.rest()));
        if (list.sizeMin() > 0) {
            schema.put("minItems", list.sizeMin());
        }
        return schema.put("maxItems", list.sizeMax()).build();
    }

    private Json.Builder structSchema(Shape.Struct struct) {
        Json.Builder properties = Json.object();
        List<String> required = new ArrayList<>();
        for (Field field : struct.fields()) {
            properties.put(field.name(), fieldSchema(field));
            if (field.required()) {
                required.add(field.name());
            }
        }
        Json.Builder schema = type("object").put("properties", properties.build());
        if (!required.isEmpty()) {
            schema.put("required", Json.strings(required));
        }
        if (!struct.exactlyOne().isEmpty()) {
            List<Json> one = new ArrayList<>();
            struct.exactlyOne()
                    .forEach(name ->
                            one.add(
                                    Json.object()
                                            .put("required", Json.strings(List.of(name)))
                                            .build()));
            schema.put("oneOf", new Json.Arr(one));
        }
        if (closed) {
            schema.put("patternProperties", Json.object().put("^x-", Json.of(true)).build());
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private Json.Obj fieldSchema(Field field) {
        Json.Builder schema = Json.object().put("title", field.summary());
        schema.putAll(schema(field.shape()));
        return schema.putIf("default", field.standard()).build();
    }

    private Json.Obj variantsSchema(Shape.Variants variants) {
        List<Json> schemas = new ArrayList<>();
        for (Map.Entry<String, Shape.Struct> variant : variants.variants().entrySet()) {
            Shape.Choice word = Shape.choice(variant.getKey());
            Field by = Field.required(variants.by(), word, "which of them");
            List<Field> fields = new ArrayList<>(List.of(by));
            fields.addAll(variant.getValue().fields());
            schemas.add(
                    structSchema(new Shape.Struct(fields, variant.getValue().exactlyOne()))
                            .build());
        }
        return Json.object().put("oneOf", new Json.Arr(schemas)).build();
    }
}
