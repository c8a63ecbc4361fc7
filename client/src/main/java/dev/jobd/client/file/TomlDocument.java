package dev.jobd.client.file;

import dev.jobd.wire.Json;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Reads TOML. Dates and times become text.
final class TomlDocument {
    private final Map<List<String>, Position> positions = new HashMap<>();

    private TomlDocument() {}

    /// Reads a text.
    ///
    /// @param problems gets everything that is wrong with its form; then what is returned is of no
    ///   use
    static Document read(String file, String text, List<Problem> problems) {
        TomlParseResult result = Toml.parse(text);
        for (TomlParseError error : result.errors()) {
            problems.add(new Problem(file, position(error.position()), reason(error)));
        }
        if (result.hasErrors()) {
            return new Document(file, Json.Obj.EMPTY, Map.of());
        }
        TomlDocument document = new TomlDocument();
        Json.Obj content = document.object(result, List.of());
        return new Document(file, content, document.positions);
    }

    private static String reason(TomlParseError error) {
        String message = String.valueOf(error.getMessage());
        return "not TOML: " + Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private static Position position(@Nullable TomlPosition position) {
        return position == null ? Position.START : new Position(position.line(), position.column());
    }

    private Json.Obj object(TomlTable table, List<String> path) {
        Json.Builder object = Json.object();
        for (String name : table.keySet()) {
            List<String> place = plus(path, name);
            positions.put(place, position(table.inputPositionOf(List.of(name))));
            object.put(name, value(table.get(List.of(name)), place));
        }
        return object.build();
    }

    private Json array(TomlArray array, List<String> path) {
        List<Json> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            List<String> place = plus(path, "[" + i + "]");
            positions.put(place, position(array.inputPositionOf(i)));
            items.add(value(array.get(i), place));
        }
        return new Json.Arr(items);
    }

    private Json value(@Nullable Object value, List<String> path) {
        return switch (value) {
            case TomlTable table -> object(table, path);
            case TomlArray array -> array(array, path);
            case String text -> Json.of(text);
            case Boolean flag -> Json.of(flag);
            case Double number -> new Json.Num(number);
            case Long number when Math.abs(number) <= Json.Int.LARGEST -> Json.of(number);
            // Whoever wants an integer refuses it.
            case Long large -> new Json.Num(large);
            case OffsetDateTime time -> Json.of(time.toInstant());
            case null -> Json.NULL;
            default -> Json.of(value.toString());
        };
    }

    private static List<String> plus(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
