package dev.jobd.daemon.store;

import java.util.Locale;

/// Something that was looked at, and how it is.
///
/// @param level how bad it is
/// @param about what it is about, in a word
/// @param text a sentence for a person
/// @param cure what to type about it; empty text if nothing
public record Finding(Level level, String about, String text, String cure) {

    /// How bad it is.
    public enum Level {
        /// As it should be.
        OK,
        /// Nothing is lost, but someone should look.
        WARN,
        /// Something is lost or will be.
        BAD;

        /// Returns the word for it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Returns that something is as it should be.
    public static Finding ok(String about, String text) {
        return new Finding(Level.OK, about, text, "");
    }
}
