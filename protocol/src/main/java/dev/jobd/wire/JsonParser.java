package dev.jobd.wire;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one line as one JSON object, and takes nothing that two readers could understand
/// differently: no invalid UTF-8, byte order mark, duplicate name, comment, single quote, NaN, lone
/// surrogate, or integer that a double cannot hold.
public final class JsonParser {
    /// How deep objects and arrays may be nested.
    public static final int DEPTH_MAX = 32;

    /// How many members and elements one line of a client may have in all.
    public static final int MEMBERS_MAX = 50_000;

    /// The same for a line of the daemon, whose pages hold many jobs.
    public static final int REPLY_MEMBERS_MAX = 1_000_000;

    private static final Pattern COLUMN = Pattern.compile("at line 1 column (\\d+)");
    private static final int LARGEST_DIGITS = 17;

    private final String text;
    private final JsonReader reader;
    private final int membersMax;
    private int membersCount;

    private JsonParser(String text, int membersMax) {
        this.text = text;
        this.membersMax = membersMax;
        reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(DEPTH_MAX);
    }

    /// Reads the bytes of one line, without its line feed.
    ///
    /// @throws JsonSyntaxException with the byte at which reading stopped
    public static Json.Obj parse(byte[] line) {
        return new JsonParser(decode(line), MEMBERS_MAX).document();
    }

    /// Reads the bytes of one line of the daemon, without its line feed.
    ///
    /// @throws JsonSyntaxException with the byte at which reading stopped
    public static Json.Obj parseReply(byte[] line) {
        return new JsonParser(decode(line), REPLY_MEMBERS_MAX).document();
    }

    private static String decode(byte[] line) {
        ByteBuffer bytes = ByteBuffer.wrap(line);
        CharBuffer chars = CharBuffer.allocate(line.length);
        CoderResult result =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(bytes, chars, true);
        if (result.isError()) {
            throw new JsonSyntaxException(bytes.position(), "the bytes are not UTF-8");
        }
        String text = chars.flip().toString();
        if (text.startsWith("\uFEFF")) {
            throw new JsonSyntaxException(0, "no byte order mark is allowed");
        }
        return text;
    }

    private Json.Obj document() {
        try {
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new JsonSyntaxException(0, "a line is one JSON object");
            }
            Json.Obj object = object();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw failure("something follows the object");
            }
            return object;
        } catch (EOFException _) {
            throw new JsonSyntaxException(bytesBefore(text.length()), "the line ends too early");
        } catch (MalformedJsonException e) {
            throw failure(reason(e));
        } catch (IOException e) {
            throw failure(e.getClass().getSimpleName());
        }
    }

    private Json value() throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object();
            case BEGIN_ARRAY -> array();
            case STRING -> new Json.Str(checked(reader.nextString()));
            case NUMBER -> number(reader.nextString());
            case BOOLEAN -> new Json.Bool(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield Json.NULL;
            }
            case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> throw failure("a value is missing");
        };
    }

    private Json.Obj object() throws IOException {
        Map<String, Json> members = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            count();
            String name = checked(reader.nextName());
            if (members.containsKey(name)) {
                throw failure("the name '" + Quoted.shortened(name) + "' occurs twice");
            }
            members.put(name, value());
        }
        reader.endObject();
        return new Json.Obj(members);
    }

    private Json.Arr array() throws IOException {
        List<Json> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            count();
            items.add(value());
        }
        reader.endArray();
        return new Json.Arr(items);
    }

    private Json number(String literal) {
        if (!isInteger(literal)) {
            double value = Double.parseDouble(literal);
            if (!Double.isFinite(value)) {
                throw failure("the number is too large");
            }
            return new Json.Num(value);
        }
        if (literal.length() <= LARGEST_DIGITS) {
            long value = Long.parseLong(literal);
            if (Math.abs(value) <= Json.Int.LARGEST) {
                return new Json.Int(value);
            }
        }
        throw failure("an integer is at most 2^53 - 1 from 0");
    }

    private void count() {
        membersCount++;
        if (membersCount > membersMax) {
            throw failure("more than " + membersMax + " members");
        }
    }

    /// Looks at characters one by one: a stream of code points costs more than the rest of reading.
    private String checked(String value) {
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw failure("half of a surrogate pair is not a character");
            }
            i += Character.charCount(c);
        }
        return value;
    }

    private static boolean isInteger(String literal) {
        int first = literal.startsWith("-") ? 1 : 0;
        for (int i = first; i < literal.length(); i++) {
            if (literal.charAt(i) < '0' || literal.charAt(i) > '9') {
                return false;
            }
        }
        return literal.length() > first;
    }

    private JsonSyntaxException failure(String reason) {
        return new JsonSyntaxException(bytesBefore(position()), reason);
    }

    /// Returns the place of the character last read. The reader tells its own only in words, as the
    /// column of the next one counted from 1; if the wording ever changes, the place is 0.
    private int position() {
        Matcher column = COLUMN.matcher(reader.toString());
        int place = column.find() ? Integer.parseInt(column.group(1)) - 2 : 0;
        return Math.clamp(place, 0, text.length());
    }

    private int bytesBefore(int characters) {
        return text.substring(0, characters).getBytes(StandardCharsets.UTF_8).length;
    }

    /// Returns the reader's reason without its place and its advice to be lenient.
    private static String reason(MalformedJsonException e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Use JsonReader")) {
            return "names and strings stand in double quotes, and only values JSON knows are taken";
        }
        int place = message.indexOf(" at line ");
        String plain = place < 0 ? message : message.substring(0, place);
        return plain.isEmpty() ? "malformed" : plain;
    }
}
