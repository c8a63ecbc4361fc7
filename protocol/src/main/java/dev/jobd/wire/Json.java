package dev.jobd.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A JSON value, immutable. Members of objects keep the order in which they were put.
///
/// The accessors of [Obj] are for replies of a daemon one trusts: they say in one sentence what was
/// expected and what was there. What a client sends is checked by the table of operations instead.
public sealed interface Json {

    /// Returns the kind in words, with its article, for messages.
    String kind();

    /// An object.
    ///
    /// @param members by name, in order
    record Obj(Map<String, Json> members) implements Json {
        /// The object without members.
        public static final Obj EMPTY = new Obj(Map.of());

        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String kind() {
            return "an object";
        }

        /// Tells whether there is a member of this name, null or not.
        public boolean has(String name) {
            return members.containsKey(name);
        }

        /// Returns a member as it is; empty if there is none or it is null.
        public Optional<Json> find(String name) {
            return Optional.ofNullable(members.get(name)).filter(value -> !(value instanceof Null));
        }

        /// Returns a member that must be there and not null.
        public Json get(String name) {
            return find(name)
                    .orElseThrow(() -> new UnexpectedJsonException("'" + name + "' is missing"));
        }

        /// Returns a string that must be there.
        public String text(String name) {
            return asText(name, get(name));
        }

        /// Returns a string, empty if it is absent or null.
        public Optional<String> findText(String name) {
            return find(name).map(value -> asText(name, value));
        }

        /// Returns an integer that must be there.
        public long integer(String name) {
            return asInteger(name, get(name));
        }

        /// Returns an integer, empty if it is absent or null.
        public OptionalLong findInteger(String name) {
            return find(name)
                    .map(value -> OptionalLong.of(asInteger(name, value)))
                    .orElseGet(OptionalLong::empty);
        }

        /// Returns a flag, false if it is absent or null.
        public boolean flag(String name) {
            Optional<Json> value = find(name);
            if (value.isEmpty()) {
                return false;
            }
            if (value.get() instanceof Bool(boolean flag)) {
                return flag;
            }
            throw UnexpectedJsonException.notA("true or false", name, value.get());
        }

        /// Returns an instant that must be there.
        public Instant instant(String name) {
            return asInstant(name, get(name));
        }

        /// Returns an instant, empty if it is absent or null.
        public Optional<Instant> findInstant(String name) {
            return find(name).map(value -> asInstant(name, value));
        }

        /// Returns an object that must be there.
        public Obj object(String name) {
            return asObject(name, get(name));
        }

        /// Returns an object, empty if it is absent or null.
        public Optional<Obj> findObject(String name) {
            return find(name).map(value -> asObject(name, value));
        }

        /// Returns the elements of an array, none if it is absent or null.
        public List<Json> array(String name) {
            return find(name).map(value -> asArray(name, value)).orElse(List.of());
        }

        /// Returns the elements of an array of strings, none if it is absent or null.
        public List<String> texts(String name) {
            return array(name).stream().map(value -> asText(name, value)).toList();
        }

        /// Returns the elements of an array of objects, none if it is absent or null.
        public List<Obj> objects(String name) {
            return array(name).stream().map(value -> asObject(name, value)).toList();
        }

        private static String asText(String name, Json value) {
            if (value instanceof Str(String text)) {
                return text;
            }
            throw UnexpectedJsonException.notA("a string", name, value);
        }

        private static long asInteger(String name, Json value) {
            if (value instanceof Int(long integer)) {
                return integer;
            }
            throw UnexpectedJsonException.notA("an integer", name, value);
        }

        private static Obj asObject(String name, Json value) {
            if (value instanceof Obj object) {
                return object;
            }
            throw UnexpectedJsonException.notA("an object", name, value);
        }

        private static List<Json> asArray(String name, Json value) {
            if (value instanceof Arr(List<Json> items)) {
                return items;
            }
            throw UnexpectedJsonException.notA("an array", name, value);
        }

        private static Instant asInstant(String name, Json value) {
            try {
                return InstantText.parse(asText(name, value));
            } catch (DateTimeException _) {
                throw UnexpectedJsonException.notA("an instant", name, value);
            }
        }
    }

    /// An array.
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "an array";
        }
    }

    /// A string.
    record Str(String value) implements Json {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /// A number written without fraction and exponent, at most 2^53 - 1 from 0.
    record Int(long value) implements Json {
        /// The largest integer that every JSON library reads exactly.
        public static final long LARGEST = (1L << 53) - 1;

        @Override
        public String kind() {
            return "an integer";
        }
    }

    /// A number written with fraction or exponent; finite.
    record Num(double value) implements Json {
        public Num {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("JSON has no " + value);
            }
        }

        @Override
        public String kind() {
            return "a number with a fraction";
        }
    }

    /// `true` or `false`.
    record Bool(boolean value) implements Json {
        @Override
        public String kind() {
            return "a boolean";
        }
    }

    /// `null`.
    record Null() implements Json {
        @Override
        public String kind() {
            return "null";
        }
    }

    /// The one null.
    Null NULL = new Null();

    /// Returns an empty builder of an object.
    static Builder object() {
        return new Builder();
    }

    /// Returns a string.
    static Str of(String value) {
        return new Str(value);
    }

    /// Returns an integer.
    static Int of(long value) {
        return new Int(value);
    }

    /// Returns a flag.
    static Bool of(boolean value) {
        return new Bool(value);
    }

    /// Returns the instant as text, to the millisecond.
    static Str of(Instant value) {
        return new Str(InstantText.format(value));
    }

    /// Returns an array of strings.
    static Arr strings(Iterable<String> values) {
        List<Json> items = new ArrayList<>();
        values.forEach(value -> items.add(new Str(value)));
        return new Arr(items);
    }

    /// Makes an object member by member; a name put again keeps its place and gets the new value.
    final class Builder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private Builder() {}

        /// Puts a value.
        public Builder put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        /// Puts a string.
        public Builder put(String name, String value) {
            return put(name, of(value));
        }

        /// Puts an integer.
        public Builder put(String name, long value) {
            return put(name, of(value));
        }

        /// Puts a flag.
        public Builder put(String name, boolean value) {
            return put(name, of(value));
        }

        /// Puts an instant, to the millisecond.
        public Builder put(String name, Instant value) {
            return put(name, of(value));
        }

        /// Puts a value if there is one; leaves the member out otherwise.
        public Builder putIf(String name, Optional<? extends Json> value) {
            value.ifPresent(present -> put(name, present));
            return this;
        }

        /// Puts a value, null if there is none.
        public Builder putOrNull(String name, Optional<? extends Json> value) {
            return put(name, value.isPresent() ? value.get() : NULL);
        }

        /// Puts every member of another object.
        public Builder putAll(Obj other) {
            members.putAll(other.members());
            return this;
        }

        /// Returns the object.
        public Obj build() {
            return new Obj(members);
        }
    }
}
