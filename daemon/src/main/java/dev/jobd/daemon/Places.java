package dev.jobd.daemon;

import com.sun.security.auth.module.UnixSystem;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.socket.ConfigPath;
import dev.jobd.socket.SocketPath;
import dev.jobd.socket.StatePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Where the daemon keeps its things.
///
/// @param state the directory of store, logs and lock
/// @param socket the control socket
/// @param config the configuration file, which need not be there
record Places(Path state, Path socket, Path config) {

    /// Returns what the options say, else what the environment says, else the usual places.
    ///
    /// @throws dev.jobd.socket.SocketPathException if the socket's path is too long
    static Places of(DaemonOptions options, Map<String, String> environment) {
        boolean isRoot = new UnixSystem().getUid() == 0;
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        return new Places(
                options.state().orElseGet(() -> StatePath.of(environment, isRoot, home)),
                options.socket()
                        .map(SocketPath::checked)
                        .orElseGet(() -> SocketPath.of(environment, isRoot, home)),
                options.config().orElseGet(() -> ConfigPath.of(environment, isRoot, home)));
    }

    /// Returns the file that jobctl lets a daemon log to.
    Path log() {
        return state.resolve("jobd.log");
    }

    /// Makes the daemon's own log its owner's only, if a shell made it with a wider umask.
    void restrictLog() {
        Path log = log();
        try {
            Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-------"));
        } catch (NoSuchFileException _) {
            // It logs elsewhere.
        } catch (IOException e) {
            throw new StoreException.Failed("the log " + log + " cannot be made private: " + e, e);
        }
    }

    /// Tells whether standard error was a terminal that is no more.
    static boolean isTerminalGone() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/") && target.endsWith(" (deleted)");
        } catch (IOException _) {
            return false;
        }
    }
}
