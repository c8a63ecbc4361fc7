package dev.jobd.daemon.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The values of all settings, and where each comes from. Immutable.
public final class Configuration {
    private final Optional<Path> file;
    private final Map<Setting<?>, Chosen<?>> chosen;

    /// A value that somebody chose.
    ///
    /// @param value the value
    /// @param origin who
    record Chosen<T>(T value, Origin origin) {}

    /// @param file the file that was read
    /// @param chosen what is not left to the standard
    Configuration(Optional<Path> file, Map<Setting<?>, Chosen<?>> chosen) {
        this.file = file;
        this.chosen = Map.copyOf(chosen);
    }

    /// Returns the one in which everything is standard.
    public static Configuration standard() {
        return new Configuration(Optional.empty(), Map.of());
    }

    /// Returns the file that was read, if there was one.
    public Optional<Path> file() {
        return file;
    }

    /// Returns the value of a setting that always has one.
    public <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new NoSuchElementException(setting.name()));
    }

    /// Returns the value of a setting.
    // A chosen value is made by the kind of its setting.
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Setting<T> setting) {
        @Nullable Chosen<?> it = chosen.get(setting);
        return it == null ? setting.standard() : Optional.of((T) it.value());
    }

    /// Returns a value in words.
    public <T> String text(Setting<T> setting) {
        return find(setting).map(setting.kind()::text).orElse(setting.otherwise());
    }

    /// Returns where a value comes from.
    public Origin origin(Setting<?> setting) {
        @Nullable Chosen<?> it = chosen.get(setting);
        return it == null ? new Origin.Standard() : it.origin();
    }

    /// Tells whether somebody chose the value, though it may be the standard one.
    public boolean isChosen(Setting<?> setting) {
        return chosen.containsKey(setting);
    }

    /// Returns this with all values of another one that `jobctl reload` may apply.
    public Configuration reloaded(Configuration other) {
        Map<Setting<?>, Chosen<?>> all = new java.util.HashMap<>();
        for (Setting<?> setting : SettingList.ALL) {
            Configuration from = setting.applies() == Setting.Applies.RELOAD ? other : this;
            @Nullable Chosen<?> it = from.chosen.get(setting);
            if (it != null) {
                all.put(setting, it);
            }
        }
        return new Configuration(other.file, all);
    }

    /// A setting whose value differs.
    ///
    /// @param from the value here, in words
    /// @param to the value there
    public record Difference(Setting<?> setting, String from, String to) {}

    /// Returns which values differ in another one.
    public List<Difference> differences(Configuration other) {
        List<Difference> all = new ArrayList<>();
        for (Setting<?> setting : SettingList.ALL) {
            if (!Objects.equals(find(setting), other.find(setting))) {
                all.add(new Difference(setting, text(setting), other.text(setting)));
            }
        }
        return all;
    }
}
