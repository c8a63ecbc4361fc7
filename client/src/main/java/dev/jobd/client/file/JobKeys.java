package dev.jobd.client.file;

import dev.jobd.model.DurationText;
import dev.jobd.wire.Field;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Operations;
import dev.jobd.wire.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a job in a file can say: what the protocol knows of a job, under the names of the options
/// of `jobctl add`, or under its own.
public final class JobKeys {
    /// What the options are called where they are not called as the members.
    private static final Map<String, String> ALIASES =
            Map.of("cmd", "command", "sh", "shell", "locks", "lock");

    /// What a file cannot say: the name stands above, the origin is that of the whole.
    private static final Set<String> NOT_KEYS = Set.of("name", "schedule", "origin");

    /// The jobs it runs after, all or each of them.
    static final String AFTER = "after";

    static final String AFTER_ONE_OF = "after-one-of";

    /// Those that together say when a job is due; they become its schedule.
    static final List<String> SCHEDULE =
            List.of("every", "from", "anchor", "cron", "cron-seconds", "at", AFTER, AFTER_ONE_OF);

    /// The schedule in the form of the protocol.
    static final String SCHEDULE_MEMBER = "schedule";

    private static final Map<String, Key> BY_NAME = new LinkedHashMap<>();

    static {
        for (Key key : all()) {
            BY_NAME.put(key.name(), key);
            BY_NAME.putIfAbsent(key.member(), key);
        }
    }

    private JobKeys() {}

    /// A key.
    ///
    /// @param name as the option of `jobctl add` is called, without its dashes
    /// @param member as the protocol calls it
    record Key(String name, String member, Shape shape) {
        /// Tells whether it is a duration, which is text under its name and milliseconds as a
        /// member.
        boolean isDuration() {
            return plain() instanceof Shape.Whole whole && whole.isMillis();
        }

        /// Returns the shape of what is there, if it is.
        Shape plain() {
            return shape instanceof Shape.OrNull(Shape inner) ? inner : shape;
        }

        /// Tells whether there may be none.
        boolean mayBeNone() {
            return shape instanceof Shape.OrNull;
        }
    }

    /// Returns the key of this name, or of the protocol's member of this name.
    static Optional<Key> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /// Returns the key of a member.
    static Optional<Key> ofMember(String member) {
        return BY_NAME.values().stream().filter(key -> key.member().equals(member)).findFirst();
    }

    /// Returns all names that a job can have in a file, as the options are called.
    public static List<String> names() {
        List<String> names = new ArrayList<>(SCHEDULE);
        all().forEach(key -> names.add(key.name()));
        return List.copyOf(names);
    }

    /// Returns all keys but those of the schedule, in the order of the protocol.
    static List<Key> all() {
        return definition().fields().stream()
                .filter(field -> !NOT_KEYS.contains(field.name()))
                .map(JobKeys::key)
                .toList();
    }

    /// Returns what a member of a job is called where people see it.
    public static String label(String member) {
        return ofMember(member).map(Key::name).orElse(member);
    }

    /// Returns the value of a member that says nothing; empty if that is nothing.
    public static Optional<String> usual(String member) {
        return fields().stream()
                .filter(field -> field.name().equals(member))
                .findFirst()
                .flatMap(Field::standard)
                .filter(standard -> !(standard instanceof Json.Null))
                .map(standard -> shown(member, standard));
    }

    /// Returns the value of a member as people write it.
    public static String shown(String member, Json value) {
        boolean isDuration = ofMember(member).map(Key::isDuration).orElse(false);
        return switch (value) {
            case Json.Int(long millis) when isDuration ->
                    DurationText.format(Duration.ofMillis(millis));
            case Json.Str(String text) -> text;
            case Json.Null _ -> "none";
            case Json.Arr(List<Json> items) when items.isEmpty() -> "none";
            case Json.Int _, Json.Num _, Json.Bool _, Json.Arr _, Json.Obj _ -> JsonText.of(value);
        };
    }

    /// Returns what the protocol knows of a job that is written down, but for its name.
    static List<Field> fields() {
        return definition().fields().stream()
                .filter(field -> !field.name().equals("name") && !field.name().equals("origin"))
                .toList();
    }

    private static Key key(Field field) {
        String member = field.name();
        Shape shape = field.shape();
        Shape plain = shape instanceof Shape.OrNull(Shape inner) ? inner : shape;
        boolean isDuration = plain instanceof Shape.Whole whole && whole.isMillis();
        String base = isDuration ? member.replaceFirst("_ms$", "") : member;
        String name = ALIASES.getOrDefault(member, base.replace('_', '-'));
        return new Key(name, member, shape);
    }

    private static Shape.Struct definition() {
        Shape job =
                Operations.require("add").args().fields().stream()
                        .filter(field -> field.name().equals("job"))
                        .map(Field::shape)
                        .findFirst()
                        .orElseThrow();
        return (Shape.Struct) job;
    }
}
