package dev.jobd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Operation;
import dev.jobd.wire.Operations;
import dev.jobd.wire.ShapeSchema;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Holds every line that comes back on one connection against what the protocol says of it: the
/// result against the schema of the operation that was asked for, the error against the codes it
/// can be refused with, other lines against the schemas of the events.
public final class ReplyCheck {
    private static final int LINE_BYTES_MAX = 1 << 20;
    private static final Set<ErrorCode> OF_ANY_REQUEST =
            EnumSet.of(
                    ErrorCode.PARSE_ERROR,
                    ErrorCode.INVALID_REQUEST,
                    ErrorCode.UNKNOWN_OP,
                    ErrorCode.UNKNOWN_FIELD,
                    ErrorCode.INVALID_ARGUMENT,
                    ErrorCode.TOO_LARGE,
                    ErrorCode.TIMEOUT,
                    ErrorCode.TOO_MANY,
                    ErrorCode.PERMISSION_DENIED,
                    ErrorCode.INTERNAL);
    private static final Map<String, Json.Obj> RESULTS = results();
    private static final List<Json.Obj> EVENTS =
            Operations.events().stream().map(it -> ShapeSchema.ofReply(it.shape())).toList();

    private final Deque<Optional<Operation>> awaited = new ArrayDeque<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    private static Map<String, Json.Obj> results() {
        Map<String, Json.Obj> results = new HashMap<>();
        for (Operation operation : Operations.all()) {
            results.put(operation.name(), ShapeSchema.ofReply(operation.result()));
        }
        return Map.copyOf(results);
    }

    /// Takes note of what is about to be sent.
    public synchronized void sent(byte[] bytes) {
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                begun.write(bytes, from, i - from);
                endLine();
                from = i + 1;
            }
        }
        if (begun.size() <= LINE_BYTES_MAX) {
            begun.write(bytes, from, bytes.length - from);
        }
    }

    /// Takes note that nothing more is sent.
    public synchronized void halfClosed() {
        endLine();
    }

    private void endLine() {
        byte[] line = begun.toByteArray();
        begun.reset();
        int length = line.length;
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        if (length > 0) {
            awaited.add(
                    length > LINE_BYTES_MAX
                            ? Optional.empty()
                            : operation(Arrays.copyOf(line, length)));
        }
    }

    private static Optional<Operation> operation(byte[] line) {
        try {
            return JsonParser.parse(line).members().get("op") instanceof Json.Str(String op)
                    ? Operations.find(op)
                    : Optional.empty();
        } catch (JsonSyntaxException _) {
            return Optional.empty();
        }
    }

    /// Checks a line that has come.
    public synchronized void received(Json.Obj line) {
        if (line.has("ok")) {
            Optional<Operation> operation = awaited.isEmpty() ? Optional.empty() : awaited.poll();
            check(operation, line);
        } else if (line.has("sub")) {
            assertThat(EVENTS)
                    .as("%s is an event", JsonText.of(line))
                    .anyMatch(schema -> SchemaValidator.accepts(schema, line));
        } else {
            Json.Obj closing = line.object("closing");
            assertThat(closing.text("code")).isNotEmpty();
            assertThat(closing.text("message")).isNotEmpty();
        }
    }

    /// Checks a reply to an operation; to none that is known if it is empty.
    public static void check(Optional<Operation> operation, Json.Obj reply) {
        if (reply.flag("ok")) {
            Operation asked = operation.orElseThrow(() -> new AssertionError(JsonText.of(reply)));
            Json.Obj schema = Objects.requireNonNull(RESULTS.get(asked.name()));
            assertThat(SchemaValidator.accepts(schema, reply.object("result")))
                    .as("%s fits the result of %s", JsonText.of(reply), asked.name())
                    .isTrue();
            return;
        }
        Json.Obj error = reply.object("error");
        Optional<ErrorCode> code = ErrorCode.of(error.text("code"));
        assertThat(code).as("the code of %s", JsonText.of(reply)).isPresent();
        assertThat(error.text("retry")).isEqualTo(code.get().retry().word());
        assertThat(error.text("message")).isNotBlank();
        boolean isDeclared =
                OF_ANY_REQUEST.contains(code.get())
                        || operation.map(it -> it.errors().contains(code.get())).orElse(false);
        assertThat(isDeclared)
                .as("%s can be refused with %s", operation.map(Operation::name), code.get())
                .isTrue();
    }
}
