package dev.jobd.daemon.config;

import java.util.Locale;
import java.util.Optional;

/// One thing that can be set: by an option, a variable of the environment, or a file.
///
/// @param name section and key, such as `runs.drain`
/// @param kind what its values look like
/// @param standard what holds when nobody says anything; empty if that is said in words
/// @param otherwise those words, such as `none`; empty text if there is a value
/// @param applies when another value takes effect
/// @param summary what it is, in sentences
/// @param option the option of `jobd` that is short for it; empty text if there is only `--set`
public record Setting<T>(
        String name,
        Kind<T> kind,
        Optional<T> standard,
        String otherwise,
        Applies applies,
        String summary,
        String option) {

    /// When another value takes effect.
    public enum Applies {
        /// With `jobctl reload`.
        RELOAD("jobctl reload applies it"),
        /// With the next start of the daemon.
        RESTART("applies when jobd is started anew"),
        /// For stores that are made from then on.
        NEW_STORE("applies when a store is made");

        private final String text;

        Applies(String text) {
            this.text = text;
        }

        /// Returns it in words.
        public String text() {
            return text;
        }
    }

    static <T> Setting<T> of(String name, Kind<T> kind, T standard, String summary) {
        return new Setting<>(name, kind, Optional.of(standard), "", Applies.RELOAD, summary, "");
    }

    /// Returns one without a value of its own.
    static <T> Setting<T> without(String name, Kind<T> kind, String otherwise, String summary) {
        return new Setting<>(name, kind, Optional.empty(), otherwise, Applies.RELOAD, summary, "");
    }

    Setting<T> when(Applies other) {
        return new Setting<>(name, kind, standard, otherwise, other, summary, option);
    }

    Setting<T> withOption(String other) {
        return new Setting<>(name, kind, standard, otherwise, applies, summary, other);
    }

    /// Returns the part of the file it stands in.
    public String section() {
        return name.substring(0, name.indexOf('.'));
    }

    /// Returns its name within that part.
    public String key() {
        return name.substring(name.indexOf('.') + 1);
    }

    /// Returns the variable of the environment that sets it: `JOBD_RUNS_DRAIN`.
    public String variable() {
        return "JOBD_" + name.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /// Returns what holds when nobody says anything, in words.
    public String standardText() {
        return standard.map(kind::text).orElse(otherwise);
    }
}
