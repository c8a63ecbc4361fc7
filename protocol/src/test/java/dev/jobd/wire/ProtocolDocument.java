package dev.jobd.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The documents of the protocol, made from the tables that the daemon checks requests with.
final class ProtocolDocument {
    private static final String HEAD =
            """
            # The control protocol, version 1

            Made from the tables that the daemon checks requests with; do not edit it. `scripts/mvn -pl protocol test
            -Dtest=ProtocolDocumentTest -Dprotocol.update=true` writes it anew. [protocol.schema.json](protocol.schema.json) says the
            same as JSON Schema 2020-12, and so does the reply to `describe`.

            ## Lines

            A client sends one JSON object a line over the Unix socket, and gets one line for each, in the order of the requests:

            ```
            {"op":"get","id":7,"args":{"job":"backup"},"close":false}
            {"id":7,"ok":true,"result":{…}}
            {"id":7,"ok":false,"error":{"code":"not_found","message":"…","field":"args.job","retry":"never","data":{…}}}
            ```

            - Only `op` must be there. `id` is a string of at most 64 characters or an integer, and comes back as it is. After a
              request with `close` the daemon closes the connection once it has answered.
            - JSON is strict: UTF-8, no member twice, integers from -(2^53-1) to 2^53-1, at most 32 levels. Empty lines are passed over;
              a last line need not end in a line feed.
            - A member of the envelope or of `args` that is not known is an error, and nothing is done; names that begin with `x-` are
              passed over in `args`. A client passes over members, lines and error codes it does not know.
            - Of a request with several wrong members all are told, in `error.errors`; the first one stands in `error` itself.
            - A line with `sub` answers no request but belongs to the subscription that a reply has named. A line with `closing` is the
              last one, and says why.

            ## Limits

            | limit | value |
            |---|---|
            """;

    private static final String ERRORS =
            """

            What all clients together hold of the daemon's memory is bounded too: a line over 8 KiB, an answer or a pushed line over
            64 KiB waits while others fill the room. While somebody waits, clients that take longer than a second to end or to take
            one line lose their connection, the slowest first; ask again, or resume a subscription from its last `seq`. What waits in
            vain for 30 seconds is refused with `busy` (a begun line after 3), and a subscription ends with `slow_consumer`.

            ## Errors

            `retry` says what a client may do: `never` the same again, `after_refresh` (read, decide again), `later`, `operator` (once a
            person has repaired something), `same` (at once).

            | code | retry | meaning |
            |---|---|---|
            """;

    private static final String OPERATIONS =
            """

            ## Operations

            """;

    private ProtocolDocument() {}

    /// Returns the document for people.
    static String markdown() {
        String limits =
                Limits.toJson().members().entrySet().stream()
                        .map(limit ->
                                "| `%s` | %s |\n"
                                        .formatted(limit.getKey(), JsonText.of(limit.getValue())))
                        .collect(Collectors.joining());
        StringBuilder errors = new StringBuilder();
        for (ErrorCode code : ErrorCode.values()) {
            errors.append(
                    "| `%s` | %s | %s |\n"
                            .formatted(code.word(), code.retry().word(), code.summary()));
        }
        StringBuilder text = new StringBuilder(HEAD).append(limits).append(ERRORS);
        text.append(errors).append(OPERATIONS);
        Operations.all().forEach(operation -> append(text, operation));
        text.append("## Lines with `sub`\n\n");
        for (Field event : Operations.events()) {
            text.append("### ").append(event.name()).append("\n\n");
            text.append(event.summary()).append("\n\n");
            table(text, "member", (Shape.Struct) event.shape());
        }
        text.append("## Objects\n\n");
        section(text, "job", ViewShape.JOB);
        text.append("An **item** is a job without `env`.\n\n");
        section(text, "run", ViewShape.RUN);
        return text.toString();
    }

    private static void section(StringBuilder text, String name, Shape.Struct shape) {
        text.append("### ").append(name).append("\n\n");
        table(text, "member", shape);
    }

    private static void append(StringBuilder text, Operation operation) {
        text.append("### ").append(operation.name()).append("\n\n");
        text.append(operation.summary());
        text.append(operation.mutating() ? " Changes something." : "").append("\n\n");
        if (!operation.errors().isEmpty()) {
            text.append("Errors beside those of every request: ")
                    .append(
                            operation.errors().stream()
                                    .map(code -> "`" + code.word() + "`")
                                    .collect(Collectors.joining(", ")))
                    .append(".\n\n");
        }
        table(text, "argument", operation.args());
        table(text, "result", operation.result());
    }

    private static void table(StringBuilder text, String what, Shape.Struct struct) {
        if (struct.fields().isEmpty()) {
            text.append("No ").append(what).append("s.\n\n");
            return;
        }
        text.append("| %s | | type | meaning |\n|---|---|---|---|\n".formatted(what));
        for (Field field : struct.fields()) {
            String presence =
                    field.standard()
                            .map(value -> "`" + JsonText.of(value) + "` if absent")
                            .orElse(field.required() ? "always" : "may be absent");
            text.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(
                                    field.name(), presence, type(field.shape()), field.summary()));
        }
        if (!struct.exactlyOne().isEmpty()) {
            text.append("\nExactly one of `")
                    .append(String.join("`, `", struct.exactlyOne()))
                    .append("`.\n");
        }
        text.append('\n');
    }

    private static String type(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> text.rule().replace("|", "\\|");
            case Shape.Parsed parsed -> parsed.rule();
            case Shape.Whole whole -> Shape.range(whole);
            case Shape.Decimal decimal -> Shape.range(decimal);
            case Shape.Flag() -> "boolean";
            case Shape.Time() -> "ISO-8601 time with `Z` or an offset";
            case Shape.Choice choice -> "`" + String.join("`, `", choice.words()) + "`";
            case Shape.ListOf list -> "array: " + type(list.rest());
            case Shape.MapOf map -> "object of any names: " + type(map.value());
            case Shape.Struct struct when struct.equals(ViewShape.JOB) -> "[job](#job)";
            case Shape.Struct struct when struct.equals(ViewShape.ITEM) -> "[item](#job)";
            case Shape.Struct struct when struct.equals(ViewShape.RUN) -> "[run](#run)";
            case Shape.Struct struct -> members(struct);
            case Shape.Variants variants ->
                    variants.variants().entrySet().stream()
                            .map(it -> variant(variants.by(), it))
                            .collect(Collectors.joining("; or "));
            case Shape.WordOr(Shape.Choice words, Shape.Struct object) ->
                    type(words) + "; or " + type(object);
            case Shape.OrNull(Shape inner) -> type(inner) + "; or null";
            case Shape.AnyObject() -> "object";
            case Shape.Reference(Shape.Target target) -> target.rule();
        };
    }

    private static String variant(String by, Map.Entry<String, Shape.Struct> variant) {
        String rest =
                variant.getValue().fields().isEmpty() ? "" : " and " + members(variant.getValue());
        return "`" + by + "` `" + variant.getKey() + "`" + rest;
    }

    private static String members(Shape.Struct struct) {
        List<String> members = new ArrayList<>();
        for (Field field : struct.fields()) {
            members.add("`" + field.name() + "` (" + field.summary() + ")");
        }
        return "object: " + String.join(", ", members);
    }

    /// Returns the document for programs: a schema that every line of either side fits, and below
    /// `$defs` one for the arguments and the result of each operation, and for each event.
    static String schema() {
        Json.Builder definitions = Json.object().putAll(ShapeSchema.definitions());
        List<Json> lines = new ArrayList<>();
        for (Operation operation : Operations.all()) {
            Json.Obj described = operation.describe();
            definitions.put(operation.name() + ".args", described.object("args"));
            definitions.put(operation.name() + ".result", described.object("result"));
            definitions.put(operation.name() + ".request", request(operation));
            lines.add(reference(operation.name() + ".request"));
        }
        for (Field event : Operations.events()) {
            definitions.put("event." + event.name(), ShapeSchema.ofReply(event.shape()));
            lines.add(reference("event." + event.name()));
        }
        List<String> codes = new ArrayList<>();
        for (ErrorCode code : ErrorCode.values()) {
            codes.add(code.word());
        }
        definitions.put("error.codes", Json.object().put("enum", Json.strings(codes)).build());
        return PrettyJson.of(
                Json.object()
                        .put("$schema", ShapeSchema.DIALECT)
                        .put("$id", "urn:jobd:protocol:" + Operations.PROTOCOL)
                        .put("title", "The control protocol of jobd")
                        .put("anyOf", new Json.Arr(lines))
                        .put("$defs", definitions.build())
                        .build());
    }

    private static Json.Obj request(Operation operation) {
        Json.Obj id =
                Json.object()
                        .put("type", Json.strings(List.of("string", "integer")))
                        .put("maxLength", 64)
                        .build();
        Json.Obj properties =
                Json.object()
                        .put("op", Json.object().put("const", operation.name()).build())
                        .put("id", id)
                        .put("args", reference(operation.name() + ".args"))
                        .put("close", Json.object().put("type", "boolean").build())
                        .build();
        return Json.object()
                .put("type", "object")
                .put("title", operation.summary())
                .put("properties", properties)
                .put("required", Json.strings(List.of("op")))
                .put("additionalProperties", false)
                .build();
    }

    private static Json.Obj reference(String name) {
        return Json.object().put("$ref", "#/$defs/" + name).build();
    }
}
