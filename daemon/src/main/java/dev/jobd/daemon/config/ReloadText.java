package dev.jobd.daemon.config;

import java.util.List;
import java.util.stream.Collectors;

/// A reload in a sentence for the daemon's log.
public final class ReloadText {
    private ReloadText() {}

    /// Returns it.
    public static String of(LiveConfiguration.Reload it) {
        String changed =
                it.changed().isEmpty()
                        ? "the configuration was read, and nothing changes"
                        : "the configuration was read; now " + list(it.changed());
        return it.waiting().isEmpty()
                ? changed
                : changed + "; only after a restart " + list(it.waiting());
    }

    private static String list(List<Configuration.Difference> all) {
        return all.stream()
                .map(one ->
                        "%s is %s (was %s)".formatted(one.setting().name(), one.to(), one.from()))
                .collect(Collectors.joining(", "));
    }
}
