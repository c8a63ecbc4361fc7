package dev.jobd.client.command;

import dev.jobd.client.connection.DaemonAddress;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks at what a daemon stands on: Java, clock, folders, disk.
final class MachineCheck {
    private static final int JAVA = 25;
    private static final long MEGABYTE = 1 << 20;
    private static final long ROOM_BAD = 64 * MEGABYTE;
    private static final long ROOM_WARN = 512 * MEGABYTE;

    /// Before it no jobd can have run.
    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final DaemonAddress address;
    private final Checkup checkup;

    MachineCheck(DaemonAddress address, Checkup checkup) {
        this.address = address;
        this.checkup = checkup;
    }

    /// Looks at all of it.
    ///
    /// @param now what the clock says
    void run(Instant now) {
        java();
        clock(now);
        folder("state", address.state());
        owners();
        @Nullable Path socketFolder = address.socket().getParent();
        if (socketFolder != null) {
            folder("socket", socketFolder);
        }
        disk();
    }

    private void java() {
        Runtime.Version version = Runtime.version();
        if (version.feature() < JAVA) {
            checkup.bad(
                    "java",
                    "Java " + version + " is too old",
                    "install JDK 25, set JAVA_HOME to it");
        } else {
            checkup.ok("java", "Java " + version);
        }
        cache();
    }

    private void cache() {
        @Nullable Path jars = jarFolder();
        if (jars == null) {
            return;
        }
        try (Stream<Path> files = Files.list(jars)) {
            if (Files.readString(Path.of("/proc/self/cmdline")).contains("-XX:AOTCache=")) {
                checkup.ok("cache", "the AOT caches in " + jars + " are of this Java");
            } else if (files.anyMatch(file -> file.toString().endsWith(".aot"))) {
                checkup.warn(
                        "cache",
                        "the AOT caches in "
                                + jars
                                + " are of another Java, so each start is slower",
                        "rm -r " + jars + "; jobctl version");
            } else {
                checkup.warn(
                        "cache",
                        "there is no AOT cache in " + jars + ", so each start is slower",
                        "JOBD_BUILD=always jobctl version");
            }
        } catch (IOException _) {
            // Not from a folder of jars: nothing to say.
        }
    }

    private static @Nullable Path jarFolder() {
        Path first = Path.of(System.getProperty("java.class.path", "").split(":", 2)[0]);
        return first.toString().endsWith("jobd-client.jar") ? first.getParent() : null;
    }

    private void clock(Instant now) {
        if (now.isBefore(EARLIEST) || now.isAfter(LATEST)) {
            checkup.bad("clock", "the clock says " + now, "set it: timedatectl set-ntp true");
        } else {
            checkup.ok("clock", "the clock says " + now);
        }
    }

    private void folder(String about, Path folder) {
        try {
            if (!Files.exists(folder)) {
                checkup.ok(about, folder + " is not there yet; the daemon makes it");
                return;
            }
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
            String shown = PosixFilePermissions.toString(rights);
            if (!Files.isWritable(folder)) {
                checkup.bad(
                        about,
                        folder + " is not yours to write (" + shown + ")",
                        "id; ls -ld " + folder);
            } else if (!shown.endsWith("------")) {
                checkup.warn(
                        about,
                        folder + " is open to others (" + shown + ")",
                        "chmod 700 " + folder);
            } else {
                checkup.ok(about, folder + " is its owner's only");
            }
        } catch (IOException e) {
            checkup.bad(
                    about, folder + " cannot be looked at: " + e.getMessage(), "ls -ld " + folder);
        }
    }

    /// Looks for files of somebody else, which a daemon could not change.
    private void owners() {
        try (Stream<Path> files = Files.list(address.state())) {
            UserPrincipal owner = Files.getOwner(address.state());
            for (Path file : files.sorted().toList()) {
                UserPrincipal theirs = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
                if (!theirs.equals(owner)) {
                    checkup.bad(
                            "state",
                            "%s belongs to %s, not to %s".formatted(file, theirs, owner),
                            "chown -R %s %s".formatted(owner, address.state()));
                    return;
                }
            }
        } catch (IOException _) {
            // Not there yet, or said already.
            return;
        }
    }

    private void disk() {
        Path at = address.state();
        while (!Files.exists(at, LinkOption.NOFOLLOW_LINKS) && at.getParent() != null) {
            at = at.getParent();
        }
        try {
            FileStore store = Files.getFileStore(at);
            long room = store.getUsableSpace();
            String text = "%d MB are free at %s".formatted(room / MEGABYTE, at);
            String cure = "df -h " + at + "; du -sh " + address.state().resolve("logs");
            if (store.isReadOnly()) {
                checkup.bad("disk", at + " is on a disk that is read-only", "mount; dmesg");
            } else if (room < ROOM_BAD) {
                checkup.bad("disk", "only " + text, cure);
            } else if (room < ROOM_WARN) {
                checkup.warn("disk", "only " + text, cure);
            } else {
                checkup.ok("disk", text);
            }
        } catch (IOException e) {
            checkup.bad("disk", at + " cannot be looked at: " + e.getMessage(), "df -h " + at);
        }
    }
}
