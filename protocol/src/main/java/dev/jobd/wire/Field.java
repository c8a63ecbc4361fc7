package dev.jobd.wire;

import java.util.Optional;

/// A member of a [Shape.Struct].
///
/// @param name its name
/// @param shape what its value looks like
/// @param required whether it must be there
/// @param summary what it means, in a few words
/// @param standard what holds when it is absent; empty if that is said in words or nothing
public record Field(
        String name, Shape shape, boolean required, String summary, Optional<Json> standard) {

    /// Returns a member that must be there.
    public static Field required(String name, Shape shape, String summary) {
        return new Field(name, shape, true, summary, Optional.empty());
    }

    /// Returns a member that may be absent.
    public static Field optional(String name, Shape shape, String summary) {
        return new Field(name, shape, false, summary, Optional.empty());
    }

    /// Returns a member that has a value when it is absent.
    public static Field optional(String name, Shape shape, String summary, Json standard) {
        return new Field(name, shape, false, summary, Optional.of(standard));
    }
}
