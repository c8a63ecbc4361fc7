package dev.jobd.client.connection;

import dev.jobd.socket.SocketPath;
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
    ///
    /// @throws dev.jobd.socket.SocketPathException if the socket's path is too long
    public static DaemonAddress of(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")));
        boolean isRoot = isRoot();
        String installed =
                System.getProperty(HOME_PROPERTY, environment.getOrDefault("JOBD_HOME", ""));
        return new DaemonAddress(
                SocketPath.of(environment, isRoot, home),
                StatePath.of(environment, isRoot, home),
                installed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Path.of(installed, "scripts/jobd")));
    }

    /// Returns the address with another socket.
    ///
    /// @throws dev.jobd.socket.SocketPathException if the path is too long
    public DaemonAddress withSocket(Path other) {
        return new DaemonAddress(SocketPath.checked(other), state, launcher);
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            return System.getProperty("user.name", "").equals("root");
        }
    }
}
