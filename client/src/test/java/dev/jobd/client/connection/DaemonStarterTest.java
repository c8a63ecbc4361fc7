package dev.jobd.client.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.client.FakeDaemon;
import dev.jobd.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DaemonStarterTest {
    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();
    @TempDir Path folder;
    private final List<String> notices = new ArrayList<>();

    @Test
    void whereOneListensNoneIsStarted() throws IOException {
        DaemonStarter starter = starter(daemon.socket(), "echo started >>started");

        try (DaemonClient client = starter.connect(true, notices::add)) {
            assertThat(client).isNotNull();
        }

        assertThat(folder.resolve("started")).doesNotExist();
        assertThat(notices).isEmpty();
    }

    @Test
    void aDaemonIsStartedInASessionOfItsOwnAndWaitedFor() throws IOException {
        daemon.answer("ping", "{'seq':1,'now':'2026-11-25T13:30:00.000Z'}");
        // The socket is there only once the launcher has made the link to it.
        Path socket = folder.resolve("socket");
        DaemonStarter starter =
                starter(
                        socket,
                        """
                        read -r pid command state parent group session rest </proc/self/stat
                        echo "$JOBD_SOCKET $JOBD_STATE $PWD $((session == $$))" >"%1$s/started"
                        ln -s "%2$s" "%1$s/socket"
                        echo "ready socket"
                        """
                                .formatted(folder, daemon.socket()));

        try (DaemonClient client = starter.connect(true, notices::add)) {
            assertThat(client.call("ping", Json.Obj.EMPTY).integer("seq")).isEqualTo(1);
        }

        assertThat(folder.resolve("started"))
                .hasContent(socket + " " + folder.resolve("state") + " / 1");
        assertThat(notices).singleElement().asString().startsWith("started the daemon, process ");
        assertThat(Files.getPosixFilePermissions(folder.resolve("state")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void twoAtOnceStartOne() throws Exception {
        daemon.answer("list", "{'items':[],'seq':1,'now':'2026-11-25T13:30:00.000Z'}");
        Path socket = folder.resolve("socket");
        Files.createDirectory(folder.resolve("scripts"));
        launcher(
                folder.resolve("scripts/jobd"),
                """
                echo "started${NOTIFY_SOCKET-}${WATCHDOG_USEC-}" >>"%1$s/started"
                read -r line <"%1$s/go"
                ln -s "%2$s" "%1$s/socket"
                echo ready
                """
                        .formatted(folder, daemon.socket()));
        Path go = folder.resolve("go");
        assertThat(new ProcessBuilder("mkfifo", go.toString()).start().waitFor()).isZero();

        Process first = jobctlList(socket);
        Process second = jobctlList(socket);
        // Both are on their way, and the daemon does not listen before this is read.
        Files.writeString(go, "go\n");

        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(folder.resolve("started"))
                .as("once, and not as the service that asks")
                .hasContent("started");
    }

    @Test
    void oneThatLosesTheRaceLeavesTheOtherToConnectTo() throws IOException {
        Path socket = folder.resolve("socket");
        DaemonStarter starter =
                starter(socket, "ln -s '%s' '%s'\nexit 75\n".formatted(daemon.socket(), socket));

        try (DaemonClient client = starter.connect(true, notices::add)) {
            assertThat(client).isNotNull();
        }
    }

    @Test
    void oneThatIsAboutToListenIsWaitedFor() throws Exception {
        Path socket = folder.resolve("socket");
        try (LockHolder _ = LockHolder.start(stateFile("lock"));
                DaemonClient client =
                        starter(socket, "exit 75\n")
                                .connect(true, _ -> link(socket, daemon.socket()))) {
            assertThat(client).isNotNull();
        }
    }

    @Test
    void oneThatIsEndingIsWaitedForAndThenOneIsStarted() throws Exception {
        Path socket = folder.resolve("socket");
        Path ended = folder.resolve("ended");
        DaemonStarter starter =
                starter(
                        socket,
                        "[ -e '%s' ] || exit 75\nln -s '%s' '%s'\necho ready\n"
                                .formatted(ended, daemon.socket(), socket));
        try (LockHolder other = LockHolder.start(stateFile("lock"))) {
            Files.writeString(stateFile("pid"), "4711\n");
            DaemonStarter.Notice end =
                    sentence -> {
                        notices.add(sentence);
                        if (notices.size() == 1) {
                            link(ended, folder);
                            other.release();
                        }
                    };

            try (DaemonClient client = starter.connect(true, end)) {
                assertThat(client).isNotNull();
            }
        }

        assertThat(notices.getFirst())
                .isEqualTo(
                        "another daemon (process 4711) has the state; waiting until it listens or has ended");
        assertThat(notices.getLast()).startsWith("started the daemon, process ");
    }

    @Test
    void oneThatNeitherListensNorEndsIsNamed() throws Exception {
        Path socket = folder.resolve("socket");
        DaemonAddress address = address(socket, "exit 75\n");
        try (LockHolder _ = LockHolder.start(stateFile("lock"))) {
            Files.writeString(stateFile("pid"), "4711\n");

            assertThatThrownBy(() ->
                            new DaemonStarter(address, Duration.ofMillis(1))
                                    .connect(true, notices::add))
                    .isInstanceOf(DaemonUnavailableException.class)
                    .hasMessage(
                            "another daemon (process 4711) has the state in %s but does not listen at %s; if it has another socket, set JOBD_SOCKET to that, else end it"
                                    .formatted(folder.resolve("state"), socket));
        }
    }

    @Test
    void oneThatFindsAnotherAgainAndAgainIsGivenUp() {
        DaemonAddress address = address(folder.resolve("socket"), "exit 75\n");

        assertThatThrownBy(() ->
                        new DaemonStarter(address, Duration.ofMillis(1))
                                .connect(true, notices::add))
                .hasMessage(
                        "each daemon that is started finds another one; its log is "
                                + stateFile("jobd.log"));
    }

    @Test
    void itsLogIsNobodyElses() throws IOException {
        Path socket = folder.resolve("socket");
        Path log = stateFile("jobd.log");
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(log, "of an older version\n");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));
        String script = "ln -s '%s' '%s'\necho ready\n".formatted(daemon.socket(), socket);

        starter(socket, script).connect(true, notices::add).close();

        assertThat(Files.getPosixFilePermissions(log))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whyOneDoesNotStartIsSaid() {
        DaemonStarter starter =
                starter(folder.resolve("socket"), "echo 'jobd: the disk is full' >&2\nexit 1\n");

        assertThatThrownBy(() -> starter.connect(true, notices::add))
                .isInstanceOf(DaemonUnavailableException.class)
                .hasMessageContaining("the daemon did not start: jobd: the disk is full")
                .hasMessageContaining("its log is " + folder.resolve("state/jobd.log"));
    }

    @Test
    void noneIsStartedWhereThatIsForbidden() {
        Path socket = folder.resolve("socket");
        DaemonStarter starter = starter(socket, "echo ready");

        assertThatThrownBy(() -> starter.connect(false, notices::add))
                .hasMessage("no daemon listens at " + socket + "; start one with 'jobd'");
    }

    private Path stateFile(String name) {
        return folder.resolve("state").resolve(name);
    }

    private static void link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private DaemonStarter starter(Path socket, String script) {
        return new DaemonStarter(address(socket, script));
    }

    private DaemonAddress address(Path socket, String script) {
        Path launcher = launcher(folder.resolve("jobd"), script);
        return new DaemonAddress(socket, folder.resolve("state"), Optional.of(launcher));
    }

    private static Path launcher(Path launcher, String script) {
        try {
            Files.writeString(launcher, "#!/bin/sh\n" + script);
            return Files.setPosixFilePermissions(
                    launcher, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process jobctlList(Path socket) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-D" + DaemonAddress.HOME_PROPERTY + "=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.jobd.client.Jobctl",
                        "list");
        builder.environment().put("JOBD_SOCKET", socket.toString());
        builder.environment().put("JOBD_STATE", folder.resolve("state").toString());
        builder.environment().remove("JOBD_AUTOSTART");
        builder.environment().put("NOTIFY_SOCKET", "@service");
        builder.environment().put("WATCHDOG_USEC", "1000");
        return builder.inheritIO().start();
    }
}
