package dev.jobd.client.file;

import dev.jobd.wire.Json;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tomlj.Toml;

/// Values as TOML.
final class TomlText {
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

    /// What can stand between three quotes as it is: no control characters but tabs and line feeds.
    private static final Pattern LITERAL =
            Pattern.compile("[\\t\\n\\x20-\\x7e\\x{a0}-\\x{10ffff}]*");

    private TomlText() {}

    /// Returns a key, quoted if it must be.
    static String key(String name) {
        return BARE.matcher(name).matches() ? name : string(name);
    }

    /// Returns a value on one line, but for long text of several lines.
    static String value(Json value) {
        return switch (value) {
            case Json.Str(String text) -> text(text);
            case Json.Int(long number) -> Long.toString(number);
            case Json.Num(double number) -> Double.toString(number);
            case Json.Bool(boolean flag) -> Boolean.toString(flag);
            case Json.Arr(List<Json> items) ->
                    items.stream()
                            .map(item ->
                                    item instanceof Json.Str(String text)
                                            ? string(text)
                                            : value(item))
                            .collect(Collectors.joining(", ", "[", "]"));
            case Json.Obj object ->
                    object.members().entrySet().stream()
                            .map(it -> key(it.getKey()) + " = " + value(it.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }"));
            case Json.Null _ -> throw new IllegalArgumentException("TOML has no null");
        };
    }

    private static String text(String text) {
        boolean isScript =
                text.indexOf('\n') >= 0
                        && !text.contains("''")
                        && !text.endsWith("'")
                        && LITERAL.matcher(text).matches();
        return isScript ? "'''\n" + text + "'''" : string(text);
    }

    private static String string(String text) {
        return "\"" + Toml.tomlEscape(text) + "\"";
    }
}
