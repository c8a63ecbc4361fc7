package dev.jobd.wire;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// JSON on several lines, for people to read and edit.
public final class PrettyJson {
    private static final String STEP = "  ";

    private PrettyJson() {}

    /// Returns the object with a line for each member; what has no objects in it stays on one line.
    public static String of(Json.Obj object) {
        return of(object, "") + "\n";
    }

    private static String of(Json.Obj object, String indent) {
        if (object.members().isEmpty()) {
            return "{}";
        }
        StringBuilder text = new StringBuilder("{\n");
        Iterator<Map.Entry<String, Json>> members = object.members().entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<String, Json> member = members.next();
            String value = value(member.getValue(), indent + STEP);
            text.append(indent)
                    .append(STEP)
                    .append(JsonText.of(Json.of(member.getKey())))
                    .append(": ")
                    .append(value)
                    .append(members.hasNext() ? ",\n" : "\n");
        }
        return text.append(indent).append('}').toString();
    }

    private static String value(Json value, String indent) {
        if (value instanceof Json.Obj object) {
            return of(object, indent);
        }
        if (value instanceof Json.Arr(List<Json> items)
                && items.stream().anyMatch(Json.Obj.class::isInstance)) {
            return items.stream()
                    .map(item -> indent + STEP + value(item, indent + STEP))
                    .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
        }
        return JsonText.of(value);
    }
}
