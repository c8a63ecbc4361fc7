package dev.jobd.client.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads JSON. The parser says what is in a text but not where; this looks through the text once
/// more, which by then is known to be JSON.
final class JsonDocument {
    private final String file;
    private final String text;
    private final List<Problem> problems;
    private final Map<List<String>, Position> positions = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private JsonDocument(String file, String text, List<Problem> problems) {
        this.file = file;
        this.text = text;
        this.problems = problems;
    }

    /// Reads a text.
    ///
    /// @param problems gets what is wrong with its form; then what is returned is of no use
    static Document read(String file, String text, List<Problem> problems) {
        // The parser reads one line; where a line may end in JSON a space may stand.
        String oneLine = text.replace('\n', ' ').replace('\r', ' ');
        try {
            Json.Obj content = JsonParser.parseReply(oneLine.getBytes(UTF_8));
            JsonDocument document = new JsonDocument(file, text, problems);
            document.value();
            return new Document(file, content, document.positions);
        } catch (JsonSyntaxException e) {
            Position position = Position.of(text, characters(oneLine, e.offset()));
            String reason =
                    String.valueOf(e.getMessage()).replaceFirst("^invalid JSON at byte \\d+: ", "");
            problems.add(new Problem(file, position, "not JSON: " + reason));
            return new Document(file, Json.Obj.EMPTY, Map.of());
        }
    }

    private static int characters(String text, long bytes) {
        byte[] all = text.getBytes(UTF_8);
        return new String(all, 0, Math.clamp(bytes, 0, all.length), UTF_8).length();
    }

    private void value() {
        skipSpace();
        switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> {
                while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
            }
        }
    }

    private void object() {
        at++;
        for (skipSpace(); text.charAt(at) != '}'; skipSpace()) {
            Position position = here();
            path.addLast(string());
            positions.put(List.copyOf(path), position);
            skipSpace();
            at++;
            value();
            path.removeLast();
            skipComma();
        }
        at++;
    }

    private void array() {
        at++;
        int index = 0;
        for (skipSpace(); text.charAt(at) != ']'; skipSpace()) {
            path.addLast("[" + index++ + "]");
            positions.put(List.copyOf(path), here());
            value();
            path.removeLast();
            skipComma();
        }
        at++;
    }

    private String string() {
        Position begin = here();
        int start = at++;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        String literal = text.substring(start, at);
        if (literal.indexOf('\n') >= 0 || literal.indexOf('\r') >= 0) {
            String reason =
                    "not JSON: a string goes on in the next line; write \\n for a line feed";
            problems.add(new Problem(file, begin, reason));
            return "";
        }
        if (literal.indexOf('\\') < 0) {
            return literal.substring(1, literal.length() - 1);
        }
        return JsonParser.parse(("{\"s\":" + literal + "}").getBytes(UTF_8)).text("s");
    }

    private void skipComma() {
        skipSpace();
        at += text.charAt(at) == ',' ? 1 : 0;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            if (text.charAt(at++) == '\n') {
                line++;
                lineStart = at;
            }
        }
    }

    private Position here() {
        return new Position(line, at - lineStart + 1);
    }
}
