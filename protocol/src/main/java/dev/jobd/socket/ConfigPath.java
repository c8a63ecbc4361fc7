package dev.jobd.socket;

import java.nio.file.Path;
import java.util.Map;

/// Where the configuration of a daemon is: `$JOBD_CONFIG`; else `/etc/jobd/config.toml` for root;
/// else `$XDG_CONFIG_HOME/jobd/config.toml`; else `~/.config/jobd/config.toml`.
public final class ConfigPath {
    private static final Path SYSTEM = Path.of("/etc/jobd/config.toml");

    private ConfigPath() {}

    /// Returns the absolute path for a process with this environment.
    ///
    /// @param isRoot whether the process runs as root
    /// @param home the home directory of its user
    public static Path of(Map<String, String> environment, boolean isRoot, Path home) {
        if (isNamed(environment)) {
            return Path.of(environment.getOrDefault("JOBD_CONFIG", ""))
                    .toAbsolutePath()
                    .normalize();
        }
        if (isRoot) {
            return SYSTEM;
        }
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        // The XDG base directory specification says that a relative path is to be ignored.
        Path base = xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".config");
        return base.resolve("jobd/config.toml").normalize();
    }

    /// Tells whether somebody named it, so that it has to be there.
    public static boolean isNamed(Map<String, String> environment) {
        return !environment.getOrDefault("JOBD_CONFIG", "").isEmpty();
    }
}
