package dev.jobd.daemon.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Covers S1, S2, S3, S5, S6, S7 and S8 for the socket and its directory.
@Timeout(60)
class ControlSocketTest {
    @TempDir Path directory;

    private Path socket() {
        return directory.resolve("run/s");
    }

    private ControlServer open() {
        return ControlServer.open(socket(), ServerLimits.DEFAULT, InstantSource.system());
    }

    private Path privateDirectory() throws IOException {
        return Files.createDirectory(
                directory.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    private SocketUnavailableException refusal() {
        SocketUnavailableException refusal =
                catchThrowableOfType(SocketUnavailableException.class, this::open);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    @Test
    @Tag("S2")
    void socketAndDirectoryAreForTheirOwnerOnly() throws IOException {
        try (ControlServer _ = open()) {
            assertThat(mode(socket())).isEqualTo("rw-------");
            assertThat(mode(directory.resolve("run"))).isEqualTo("rwx------");
        }
        assertThat(socket()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwx--x---", "rwxrwxrwx"})
    @Tag("S1")
    void aDirectoryOpenToOthersIsRefused(String mode) throws IOException {
        Files.setPosixFilePermissions(privateDirectory(), PosixFilePermissions.fromString(mode));

        assertThat(refusal())
                .hasMessageContaining(directory.resolve("run").toString())
                .hasMessageContaining("mode " + mode)
                .hasMessageContaining("owner uid");
    }

    /// Fails for others: what nobody tries is not known to work.
    private static void requireRoot(String why) throws IOException {
        assertThat(ControlServer.ownUid()).as("run this test as root: %s", why).isZero();
    }

    @Test
    @Tag("S1")
    void aDirectoryOfSomeoneElseIsRefused() throws IOException {
        requireRoot("only root can give a directory away");
        Files.setAttribute(privateDirectory(), "unix:uid", 12345);

        assertThat(refusal()).hasMessageContaining("owner uid 12345");
    }

    @Test
    @Tag("S1")
    void aLinkOrAFileInPlaceOfTheDirectoryIsRefused() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(directory.resolve("run"), real);
        assertThat(refusal()).hasMessageContaining("not a directory itself");

        Files.delete(directory.resolve("run"));
        Files.writeString(directory.resolve("run"), "precious");
        assertThat(refusal().isInUse()).isFalse();
        assertThat(directory.resolve("run")).hasContent("precious");
    }

    @Test
    @Tag("S7")
    void somethingElseAtThePathIsRefusedAndLeftAlone() throws IOException {
        privateDirectory();
        Files.writeString(socket(), "precious");
        assertThat(refusal()).hasMessageContaining("not touched");
        assertThat(socket()).hasContent("precious");

        Files.move(socket(), directory.resolve("kept"));
        Files.createSymbolicLink(socket(), directory.resolve("kept"));
        assertThat(refusal()).hasMessageContaining("not touched");
        assertThat(socket()).isSymbolicLink();
        assertThat(directory.resolve("kept")).hasContent("precious");

        Files.delete(socket());
        Files.createDirectory(socket());
        assertThat(refusal()).hasMessageContaining("not touched");
        assertThat(socket()).isDirectory();
    }

    @Test
    @Tag("S6")
    void theSocketOfADeadDaemonIsReplaced() throws IOException {
        privateDirectory();
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket()));
        }
        assertThat(socket()).exists();

        try (ControlServer _ = open();
                Client client = new Client(socket())) {
            assertThat(client).isNotNull();
        }
    }

    @Test
    @Tag("S5")
    void aSecondDaemonIsRefusedAndTheFirstKeepsItsSocket() throws IOException {
        try (ControlServer _ = open()) {
            Object inode = Files.getAttribute(socket(), "unix:ino");

            assertThat(refusal().isInUse()).isTrue();
            assertThat(refusal()).hasMessageContaining("(process " + ProcessHandle.current().pid());
            assertThat(Files.getAttribute(socket(), "unix:ino")).isEqualTo(inode);
        }
        open().close();
    }

    @Test
    @Tag("S8")
    void aSocketThatWasRemovedComesBackAndConnectionsLiveOn() throws Exception {
        try (Rig rig = new Rig(directory);
                Client before = rig.connect();
                WatchService watcher = directory.getFileSystem().newWatchService()) {
            before.call("ping", "{}");
            directory.resolve("run").register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            Files.delete(rig.socket);
            assertThat(watcher.poll(10, TimeUnit.SECONDS)).isNotNull();

            before.call("ping", "{}");
            pingPatiently(rig);
            assertThat(mode(rig.socket)).isEqualTo("rw-------");
        }
    }

    @Test
    @Tag("S8")
    void aSocketDirectoryThatWasRemovedComesBackWithItsLock() throws Exception {
        try (Rig rig = new Rig(directory);
                Client before = rig.connect()) {
            before.call("ping", "{}");
            removeDirectory(rig);
            pingPatiently(rig);
            before.call("ping", "{}");
            assertThat(refusal().isInUse()).isTrue();
        }
    }

    /// The guard may be faster than us and put things back meanwhile.
    private static void removeDirectory(Rig rig) throws IOException {
        boolean removed = false;
        while (!removed) {
            Files.deleteIfExists(rig.socket);
            Files.deleteIfExists(rig.socket.resolveSibling("s.lock"));
            try {
                Files.delete(rig.socket.getParent());
                removed = true;
            } catch (IOException _) {
                Thread.onSpinWait();
            }
        }
    }

    /// The file is there a moment before somebody listens, and may be bound anew once more.
    private static void pingPatiently(Rig rig) {
        while (true) {
            try (Client client = rig.connect()) {
                client.call("ping", "{}");
                return;
            } catch (UncheckedIOException | AssertionError _) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    @Tag("S3")
    void aStrangerGetsOneLineAndNothingElse() throws Exception {
        requireRoot("only root can become someone else");
        try (Rig rig = new Rig(directory)) {
            for (Path open : new Path[] {directory, directory.resolve("run"), rig.socket}) {
                Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
            Path probe = directory.resolve("Probe.java");
            Files.writeString(probe, PROBE);
            Process stranger =
                    new ProcessBuilder(
                                    "setpriv",
                                    "--reuid=12345",
                                    "--clear-groups",
                                    ProcessHandle.current().info().command().orElseThrow(),
                                    "-XX:-UsePerfData",
                                    probe.toString(),
                                    rig.socket.toString())
                            .redirectErrorStream(true)
                            .start();
            String said = new String(stranger.getInputStream().readAllBytes(), UTF_8);

            assertThat(said).contains("permission_denied").contains("uid 12345");
        }
    }

    private static final String PROBE =
            """
            import java.net.*;
            import java.nio.*;
            import java.nio.channels.*;

            class Probe {
                public static void main(String[] args) throws Exception {
                    try (SocketChannel c = SocketChannel.open(UnixDomainSocketAddress.of(args[0]))) {
                        ByteBuffer b = ByteBuffer.allocate(1000);
                        while (c.read(b) >= 0) {}
                        System.out.println(new String(b.array(), 0, b.position()));
                    }
                }
            }
            """;

    @Test
    void aPathWithoutADirectoryIsRefused() {
        assertThatThrownBy(() ->
                        ControlServer.open(
                                Path.of("/"), ServerLimits.DEFAULT, InstantSource.system()))
                .isInstanceOf(SocketUnavailableException.class);
    }
}
