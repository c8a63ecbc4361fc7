package dev.jobd.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Finds what a new schema of the protocol takes away from those who know the old one: requests
/// that were right and are refused, and members of replies that are no longer sure to be there.
///
/// It knows the schemas that [ShapeSchema] writes, no others.
final class Compatibility {
    private final List<String> broken = new ArrayList<>();

    private Compatibility() {}

    /// Returns what is broken, in sentences; nothing if the new schema only adds.
    static List<String> broken(Json.Obj before, Json.Obj after) {
        Compatibility check = new Compatibility();
        Json.Obj now = after.object("$defs");
        before.object("$defs")
                .members()
                .forEach((name, old) -> {
                    if (!now.has(name)) {
                        check.broken.add(name + " is gone");
                    } else if (!name.endsWith(".request")) {
                        check.compare(
                                name, name.endsWith(".args"), (Json.Obj) old, now.object(name));
                    }
                });
        return List.copyOf(check.broken);
    }

    private void compare(String path, boolean isRequest, Json.Obj before, Json.Obj after) {
        if (before.equals(after)) {
            return;
        }
        for (String word : List.of("type", "$ref", "pattern", "format", "prefixItems")) {
            if (!before.find(word).equals(after.find(word))
                    && !(isRequest && after.find(word).isEmpty())) {
                broken.add(path + ": " + word + " is another one");
            }
        }
        words(path, before, after);
        for (String least : List.of("minimum", "minLength", "minItems")) {
            bound(path, least, isRequest, before, after, 1);
        }
        for (String most : List.of("maximum", "maxLength", "maxItems", "maxProperties")) {
            bound(path, most, isRequest, before, after, -1);
        }
        required(path, isRequest, before, after);
        members(path, isRequest, before, after);
        for (String word : List.of("items", "additionalProperties", "propertyNames")) {
            if (before.members().get(word) instanceof Json.Obj old
                    && after.members().get(word) instanceof Json.Obj now) {
                compare(path + "." + word, isRequest, old, now);
            }
        }
        for (String word : List.of("anyOf", "oneOf")) {
            List<Json.Obj> old = objects(before, word);
            List<Json.Obj> now = objects(after, word);
            if (now.size() < old.size()) {
                broken.add(path + ": " + word + " has fewer");
                continue;
            }
            for (int i = 0; i < old.size(); i++) {
                compare(path + "." + word + i, isRequest, old.get(i), now.get(i));
            }
        }
    }

    private static List<Json.Obj> objects(Json.Obj schema, String word) {
        return schema.has(word) ? schema.objects(word) : List.of();
    }

    /// A word may be added on either side: clients pass over what they do not know.
    private void words(String path, Json.Obj before, Json.Obj after) {
        if (!before.has("enum")) {
            return;
        }
        if (!after.has("enum") || !after.array("enum").containsAll(before.array("enum"))) {
            broken.add(path + ": a word is gone");
        }
    }

    /// A request may be given more room and a reply less.
    private void bound(
            String path,
            String word,
            boolean isRequest,
            Json.Obj before,
            Json.Obj after,
            int sign) {
        long none = sign > 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        long old = before.findInteger(word).orElse(none);
        long now = after.findInteger(word).orElse(none);
        int narrower = Integer.signum(Long.compare(now, old)) * sign;
        if (isRequest ? narrower > 0 : narrower < 0) {
            broken.add(path + ": " + word + " was " + old + " and is " + now);
        }
    }

    private void required(String path, boolean isRequest, Json.Obj before, Json.Obj after) {
        List<String> old = before.has("required") ? before.texts("required") : List.of();
        List<String> now = after.has("required") ? after.texts("required") : List.of();
        for (String name : isRequest ? now : old) {
            if (!(isRequest ? old : now).contains(name)) {
                broken.add(
                        path
                                + "."
                                + name
                                + (isRequest ? " must be given now" : " may be absent now"));
            }
        }
    }

    private void members(String path, boolean isRequest, Json.Obj before, Json.Obj after) {
        Json.Obj old = before.findObject("properties").orElse(Json.Obj.EMPTY);
        Json.Obj now = after.findObject("properties").orElse(Json.Obj.EMPTY);
        for (Map.Entry<String, Json> member : old.members().entrySet()) {
            String name = member.getKey();
            if (!now.has(name)) {
                broken.add(path + "." + name + " is gone");
            } else {
                compare(path + "." + name, isRequest, old.object(name), now.object(name));
            }
            if (isRequest && now.has(name) && changesDefault(old.object(name), now.object(name))) {
                broken.add(path + "." + name + " has another value if absent");
            }
        }
    }

    private static boolean changesDefault(Json.Obj before, Json.Obj after) {
        return !before.find("default").equals(after.find("default"));
    }
}
