package dev.jobd.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Writes JSON on one line that cannot drive a terminal: control characters, line separators and
/// characters that change the direction of text are escaped; everything else is plain UTF-8.
public final class JsonText {
    private static final String HEX = "0123456789abcdef";
    private static final String DIRECTIONS =
            "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /// Returns the value as text, without a line feed.
    public static String of(Json value) {
        JsonText text = new JsonText();
        text.write(value);
        return text.out.toString();
    }

    /// Returns the value as the bytes of a line, line feed included.
    public static byte[] line(Json value) {
        JsonText text = new JsonText();
        text.write(value);
        text.out.append('\n');
        return text.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Returns about how many bytes the value takes as text, and hardly less, without making the
    /// text.
    public static long lengthAbout(Json value) {
        return switch (value) {
            case Json.Obj(var members) ->
                    members.entrySet().stream()
                            .mapToLong(
                                    it -> lengthAbout(it.getKey()) + 2 + lengthAbout(it.getValue()))
                            .sum();
            case Json.Arr(var items) -> items.stream().mapToLong(it -> 1L + lengthAbout(it)).sum();
            case Json.Str(String text) -> lengthAbout(text);
            case Json.Int _, Json.Num _ -> 20;
            case Json.Bool _, Json.Null _ -> 5;
        };
    }

    private static long lengthAbout(String text) {
        long length = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPlain = c >= ' ' && c < 0x7F;
            length += isPlain ? (c == '"' || c == '\\' ? 2 : 1) : 6;
        }
        return length;
    }

    private void write(Json value) {
        // Not a switch over types: the first one a process meets costs it milliseconds, and jobctl
        // writes one line in its life.
        if (value instanceof Json.Obj object) {
            writeObject(object);
        } else if (value instanceof Json.Arr array) {
            writeArray(array);
        } else if (value instanceof Json.Str(String text)) {
            writeString(text);
        } else if (value instanceof Json.Int(long integer)) {
            out.append(integer);
        } else if (value instanceof Json.Num(double number)) {
            out.append(number);
        } else if (value instanceof Json.Bool(boolean flag)) {
            out.append(flag);
        } else {
            out.append("null");
        }
    }

    private void writeObject(Json.Obj object) {
        String before = "{";
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            out.append(before);
            writeString(member.getKey());
            out.append(':');
            write(member.getValue());
            before = ",";
        }
        out.append(object.members().isEmpty() ? "{}" : "}");
    }

    private void writeArray(Json.Arr array) {
        String before = "[";
        for (Json item : array.items()) {
            out.append(before);
            write(item);
            before = ",";
        }
        out.append(array.items().isEmpty() ? "[]" : "]");
    }

    private void writeString(String text) {
        out.append('"');
        text.codePoints().forEach(this::writeCharacter);
        out.append('"');
    }

    private void writeCharacter(int c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (Character.getType(c) == Character.SURROGATE) {
                    // Half of a pair has no UTF-8 form.
                    out.append('\uFFFD');
                } else if (isHarmless(c)) {
                    out.appendCodePoint(c);
                } else {
                    writeEscape(c);
                }
            }
        }
    }

    private void writeEscape(int c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 0xf));
        }
    }

    private static boolean isHarmless(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && DIRECTIONS.indexOf(c) < 0;
    }
}
