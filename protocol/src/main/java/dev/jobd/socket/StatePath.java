package dev.jobd.socket;

import java.nio.file.Path;
import java.util.Map;

/// Where a daemon keeps its state: `$JOBD_STATE`; else `/var/lib/jobd` for root; else
/// `$XDG_STATE_HOME/jobd`; else `~/.local/state/jobd`.
public final class StatePath {
    private static final Path SYSTEM = Path.of("/var/lib/jobd");

    private StatePath() {}

    /// Returns the absolute directory for a process with this environment.
    ///
    /// @param isRoot whether the process runs as root
    /// @param home the home directory of its user
    public static Path of(Map<String, String> environment, boolean isRoot, Path home) {
        String named = environment.getOrDefault("JOBD_STATE", "");
        if (!named.isEmpty()) {
            return Path.of(named).toAbsolutePath().normalize();
        }
        if (isRoot) {
            return SYSTEM;
        }
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        // The XDG base directory specification says that a relative path is to be ignored.
        Path base = xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".local/state");
        return base.resolve("jobd").normalize();
    }
}
