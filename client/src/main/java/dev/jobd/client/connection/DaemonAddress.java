package dev.jobd.client.connection;

import dev.jobd.socket.StatePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where a daemon listens, where it keeps its state, and what starts it.
///
/// @param socket its socket
/// @param state its state directory
/// @param launcher the program that starts it; empty if this client does not know one
public record DaemonAddress(Path socket, Path state, Optional<Path> launcher) {
    /// The property in which the launchers name the folder above `scripts/`; `JOBD_HOME` in the
    /// environment says the same.
    public static final String HOME_PROPERTY = "jobd.home";

    /// Returns the address for a process with this environment.
    public static DaemonAddress of(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")));
        boolean isRoot = isRoot();
        String installed =
                System.getProperty(HOME_PROPERTY, environment.getOrDefault("JOBD_HOME", ""));
        return new DaemonAddress(
                socketOf(environment, isRoot, home),
                StatePath.of(environment, isRoot, home),
                installed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Path.of(installed, "scripts/jobd")));
    }

    /// Returns the address with another socket.
    public DaemonAddress withSocket(Path other) {
        return new DaemonAddress(other.toAbsolutePath(), state, launcher);
    }

    private static Path socketOf(Map<String, String> environment, boolean isRoot, Path home) {
        String named = environment.getOrDefault("JOBD_SOCKET", "");
        if (!named.isEmpty()) {
            return Path.of(named).toAbsolutePath();
        }
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (runtime.startsWith("/")) {
            return Path.of(runtime, "jobd/jobd.sock");
        }
        return isRoot
                ? Path.of("/run/jobd/jobd.sock")
                : home.resolve(".local/state/jobd/run/jobd.sock");
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            return System.getProperty("user.name", "").equals("root");
        }
    }
}
