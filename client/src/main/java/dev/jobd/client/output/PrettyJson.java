package dev.jobd.client.output;

import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import java.util.Iterator;
import java.util.Map;

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
            String value =
                    member.getValue() instanceof Json.Obj inner
                            ? of(inner, indent + STEP)
                            : JsonText.of(member.getValue());
            text.append(indent)
                    .append(STEP)
                    .append(JsonText.of(Json.of(member.getKey())))
                    .append(": ")
                    .append(value)
                    .append(members.hasNext() ? ",\n" : "\n");
        }
        return text.append(indent).append('}').toString();
    }
}
