package dev.jobd.socket;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// Where the control socket is: `$JOBD_SOCKET`; else `/run/jobd/jobd.sock` for root; else
/// `$XDG_RUNTIME_DIR/jobd/jobd.sock`; else `~/.local/state/jobd/run/jobd.sock`.
public final class SocketPath {
    /// The longest path every system and library takes.
    public static final int BYTES_MAX = 100;

    private static final Path SYSTEM = Path.of("/run/jobd/jobd.sock");

    private SocketPath() {}

    /// Returns the absolute path for a process with this environment.
    ///
    /// @param isRoot whether the process runs as root
    /// @param home the home directory of its user
    /// @throws SocketPathException if the path is too long
    public static Path of(Map<String, String> environment, boolean isRoot, Path home) {
        return checked(find(environment, isRoot, home));
    }

    /// Returns the absolute, normalized form of a path someone named.
    ///
    /// @throws SocketPathException if it is too long
    public static Path checked(Path named) {
        Path path = named.toAbsolutePath().normalize();
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > BYTES_MAX) {
            throw new SocketPathException(
                    "the socket path "
                            + path
                            + " is "
                            + length
                            + " bytes long, and a socket's path can have "
                            + BYTES_MAX
                            + "; set JOBD_SOCKET to a shorter one");
        }
        return path;
    }

    private static Path find(Map<String, String> environment, boolean isRoot, Path home) {
        String named = environment.getOrDefault("JOBD_SOCKET", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        if (isRoot) {
            // A login shell of root has a runtime directory, a service has none: both must find it.
            return SYSTEM;
        }
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        // The XDG base directory specification says that a relative path is to be ignored.
        if (runtime.startsWith("/")) {
            return Path.of(runtime, "jobd", "jobd.sock");
        }
        return home.resolve(".local/state/jobd/run/jobd.sock");
    }
}
