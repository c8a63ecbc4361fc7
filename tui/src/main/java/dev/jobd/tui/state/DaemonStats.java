package dev.jobd.tui.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The daemon's figures.
///
/// @param groups the queues and their slots
/// @param drainingUntil when a daemon that starts nothing more ends, null when it goes on
/// @param facts everything else it says, by a word
public record DaemonStats(
        String server,
        long pid,
        Duration up,
        List<GroupRow> groups,
        @Nullable Instant drainingUntil,
        Map<String, Map<String, String>> facts) {

    /// A queue.
    ///
    /// @param slots how many it has, -1 for any number
    /// @param taken how many of them its runs take
    public record GroupRow(String name, long slots, long taken, long queued) {}

    public DaemonStats {
        groups = List.copyOf(groups);
        facts = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(facts));
    }

    /// The queue of a name, null when the daemon knows of none.
    public @Nullable GroupRow group(String name) {
        for (GroupRow group : groups) {
            if (group.name().equals(name)) {
                return group;
            }
        }
        return null;
    }
}
