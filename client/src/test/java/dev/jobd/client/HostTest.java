package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The daemon among the users, masks, locks and mounts of a machine. Needs root, and python3 for
/// what Java cannot ask the kernel.
@Timeout(300)
final class HostTest {
    private static final String DAEMON = "dev.jobd.daemon.DaemonMain";
    private static final int STRANGER = 12345;
    private static final String CONNECT =
            """
            import socket, sys
            s = socket.socket(socket.AF_UNIX)
            s.connect(sys.argv[1])
            try:
                s.sendall(b'{"op":"ping","close":true}\\n')
            except BrokenPipeError:
                pass  # It was turned away already, and told why.
            # A daemon that closes without reading our line makes the next read fail.
            print(s.makefile().readline())
            """;
    private static final String CROWD =
            """
            import socket, sys
            crowd = []
            while True:
                s = socket.socket(socket.AF_UNIX)
                s.connect(sys.argv[1])
                try:
                    s.sendall(b'{"op":"ping"}\\n')
                except BrokenPipeError:
                    pass
                line = s.makefile().readline()
                if '"ok":true' not in line:
                    print(line.strip())
                    print(len(crowd), flush=True)
                    break
                crowd.append(s)
            sys.stdin.read()
            """;
    private static final String LOCK =
            """
            import fcntl, sys
            for path in sys.argv[1:]:
                with open(path, 'r+') as f:
                    try:
                        fcntl.lockf(f, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        print('free', path)
                    except OSError:
                        print('held')
            """;

    /// Mounts for these processes only. The native code stands where a package would have it.
    private static final String WITHOUT_EXECUTION =
            """
            mount --make-rprivate /
            mount --bind "$1" "$1"
            mount -t tmpfs none "$1/natives"
            cp "$1/lib.so" "$1/natives/lib.so"
            mount -o remount,bind,noexec "$1"
            export HOME="$1" JOBD_STATE="$1/state" JOBD_SOCKET="$1/run/jobd.sock" JOBD_AUTOSTART=0
            printf '#!/bin/sh\\n' >"$1/probe"; chmod 700 "$1/probe"
            "$1/probe" 2>/dev/null && { echo "not noexec"; exit 3; }
            cd "$1/current"
            DAEMON >"$1/ready" 2>"$1/err" &
            daemon=$!
            for i in $(seq 600); do [ -s "$1/ready" ] && break; sleep 0.1; done
            CLIENT run --wait --name one -- echo works
            CLIENT list --json >/dev/null
            strace -f -qq -e trace=open,openat,unlink,unlinkat -o "$1/trace" CLIENT list >/dev/null
            kill $daemon; wait $daemon || true
            """;

    @TempDir Path folder;

    private Path socket() {
        return folder.resolve("run/jobd.sock");
    }

    /// A daemon that was started by other words than usual.
    private record Started(Process process, String ready) implements AutoCloseable {
        static Started with(Path folder, List<String> words) throws IOException {
            Process process =
                    new ProcessBuilder(words)
                            .directory(folder.toFile())
                            .redirectError(folder.resolve("err").toFile())
                            .start();
            BufferedReader out = process.inputReader(UTF_8);
            String ready = String.valueOf(out.readLine());
            assertThat(ready).as(Files.readString(folder.resolve("err"))).startsWith("ready ");
            return new Started(process, ready);
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    private List<String> daemon(List<String> before, String... javaOptions) {
        List<String> words = new ArrayList<>(before);
        words.addAll(RealDaemon.java(DAEMON, javaOptions));
        words.addAll(RealDaemon.places(folder));
        return words;
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "022", "077"})
    @Tag("S2")
    void theSocketIsForItsOwnerOnlyUnderAnyUmask(String umask) throws Exception {
        List<String> shell = List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh");
        try (Started _ = Started.with(folder, daemon(shell))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                    .isEqualTo("rw-------");
            assertThat(Programs.sh(folder, "find state run -perm /077 -not -type l")).isEmpty();
        }
    }

    @Test
    @Tag("S3")
    void aStrangerIsKeptOutByTheDirectory() throws Exception {
        Programs.requireRoot("only root can become someone else");
        Programs.chmod(folder, "rwxr-xr-x");
        try (Started _ = Started.with(folder, daemon(List.of()))) {
            Programs.Result refused = asStranger("python3", "-c", CONNECT, socket().toString());
            assertThat(refused.err()).contains("Permission");

            Programs.chmod(socket().resolveSibling(""), "rwxr-xr-x");
            Programs.chmod(socket(), "rw-rw-rw-");
            Programs.Result denied = asStranger("python3", "-c", CONNECT, socket().toString());
            assertThat(denied.out()).as(denied.err()).contains("permission_denied");
            String audit = Files.readString(folder.resolve("state/audit.jsonl"));
            assertThat(audit)
                    .contains("\"uid\":12345,\"pid\":", "\"op\":\"connect\"", "permission_denied");
        }
    }

    private Programs.Result asStranger(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("setpriv", "--reuid=" + STRANGER));
        all.addAll(List.of("--regid=" + STRANGER, "--clear-groups"));
        // Where python3 is depends on a variable of the caller, and may be in root's home.
        all.addAll(List.of("env", "PATH=/usr/bin:/bin"));
        all.addAll(List.of(words));
        return Programs.run(folder, all);
    }

    /// Opens connections of the daemon's own user until one is refused, says why and how many there
    /// are, and keeps them until its input ends.
    private static Process crowd(Path socket) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("setpriv", "--reuid=" + STRANGER, "--regid=" + STRANGER));
        words.addAll(List.of("--clear-groups", "env", "PATH=/usr/bin:/bin", "python3", "-c"));
        words.addAll(List.of(CROWD, socket.toString()));
        return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    @Test
    @Tag("S4")
    @Tag("P5")
    void rootMayConnectToAnothersDaemon() throws Exception {
        Programs.requireRoot("only root can become someone else");
        Programs.chmod(folder, "rwxr-xr-x");
        Path lib = Files.createDirectory(folder.resolve("lib"));
        String classes = Programs.readableClasses(lib);
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", STRANGER);
        List<String> words =
                new ArrayList<>(List.of("setpriv", "--reuid=" + STRANGER, "--regid=" + STRANGER));
        words.addAll(List.of("--clear-groups", "env", "HOME=" + theirs));
        words.addAll(RealDaemon.java(DAEMON));
        words.set(words.indexOf("-cp") + 1, classes);
        words.addAll(RealDaemon.places(theirs));
        words.addAll(List.of("--connections", "60"));
        try (Started _ = Started.with(folder, words)) {
            String said =
                    Programs.sh(
                            folder,
                            "python3 -c \"$1\" \"$2\"",
                            CONNECT,
                            theirs.resolve("run/jobd.sock").toString());
            assertThat(said).contains("\"ok\":true");
            Process crowd = crowd(theirs.resolve("run/jobd.sock"));
            BufferedReader lines = crowd.inputReader(UTF_8);
            assertThat(lines.readLine()).contains("too_many");
            assertThat(Integer.parseInt(lines.readLine())).isBetween(40, 44);
            assertThat(
                            Programs.sh(
                                    folder,
                                    "python3 -c \"$1\" \"$2\"",
                                    CONNECT,
                                    theirs.resolve("run/jobd.sock").toString()))
                    .as("room for root")
                    .contains("\"ok\":true");
            crowd.getOutputStream().close();
            assertThat(crowd.waitFor()).isZero();
        }
    }

    @Test
    @Tag("S5")
    void ofManyDaemonsThatStartAtOnceOneIsLeft() throws Exception {
        int count = Seeds.bound(8, 100);
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            processes.add(
                    new ProcessBuilder(daemon(List.of()))
                            .redirectError(folder.resolve("err" + i).toFile())
                            .start());
        }
        int ready = 0;
        for (int i = 0; i < count; i++) {
            String line = processes.get(i).inputReader(UTF_8).readLine();
            if (line == null) {
                assertThat(processes.get(i).waitFor()).isEqualTo(75);
                assertThat(Files.readString(folder.resolve("err" + i))).contains("already running");
            } else {
                ready++;
            }
        }
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            process.waitFor();
        }
        assertThat(ready).isEqualTo(1);
    }

    @Test
    @Tag("S9")
    void theLocksHoldWhateverReadsTheirDirectories() throws Exception {
        RealDaemon daemon = RealDaemon.start(folder);
        try {
            daemon.ok("add", "--name", "a", "--", "true");
            daemon.jobctl("doctor");
            daemon.ok("backup", folder.resolve("backup").toString());
            daemon.ok("status");
            Programs.sh(folder, "cat state/lock run/jobd.sock.lock >/dev/null; ls -laR state run");
            assertThat(daemon.second().code()).isEqualTo(75);

            String locks =
                    Programs.sh(
                            folder,
                            "python3 -c \"$1\" \"$2\" \"$3\"",
                            LOCK,
                            folder.resolve("state/lock").toString(),
                            folder.resolve("run/jobd.sock.lock").toString());
            assertThat(locks).isEqualTo("held\nheld\n");
        } finally {
            daemon.end();
        }
    }

    @Test
    @Tag("S12")
    void whereNothingMayBeExecutedEverythingWorksAndTheCurrentDirectoryIsLeftAlone()
            throws Exception {
        Programs.requireRoot("only root can mount");
        Path current = Files.createDirectory(folder.resolve("current"));
        Files.writeString(current.resolve("libtmpx"), "precious");
        Files.writeString(current.resolve("libtmpx.del"), "");
        Path natives = Files.createDirectory(folder.resolve("natives"));
        Path code = natives.resolve("lib.so");
        try (var in = HostTest.class.getResourceAsStream(nativeCode())) {
            assertThat(in).as("the socket library's code for this machine").isNotNull();
            Files.copy(in, folder.resolve("lib.so"));
        }
        List<String> daemon =
                daemon(
                        List.of(),
                        "-Dorg.newsclub.net.unix.library.override=" + code,
                        "-Djava.io.tmpdir=" + folder);
        List<String> client = RealDaemon.java("dev.jobd.client.Jobctl");
        String script =
                WITHOUT_EXECUTION.replace("DAEMON", shell(daemon)).replace("CLIENT", shell(client));
        Programs.Result result =
                Programs.run(
                        folder,
                        List.of("unshare", "-m", "sh", "-euc", script, "sh", folder.toString()));

        assertThat(result.code()).as("%s", result).isZero();
        assertThat(result.out()).isEqualTo("works\n");
        assertThat(current.resolve("libtmpx")).hasContent("precious");
        assertThat(current.resolve("libtmpx.del")).exists();
        assertThat(Files.readAllLines(folder.resolve("trace")))
                .isNotEmpty()
                .noneMatch(call ->
                        call.contains("O_DIRECTORY")
                                && (call.contains("\"" + current + "\"") || call.contains("\".\"")))
                .noneMatch(call -> call.contains("unlink") && call.contains("libtmp"));
    }

    private static String nativeCode() {
        String arch = System.getProperty("os.arch");
        return "/lib/" + arch + "-Linux-clang/jni/libjunixsocket-native-2.11.1.so";
    }

    private static String shell(List<String> words) {
        return "'" + String.join("' '", words) + "'";
    }

    @Test
    @Tag("S13")
    void withoutNativeAccessForOthersNothingIsSaidAndEverythingWorks() throws Exception {
        try (Started _ = Started.with(folder, daemon(List.of(), "--illegal-native-access=deny"))) {
            List<String> environment =
                    List.of("env", "JOBD_SOCKET=" + socket(), "JOBD_AUTOSTART=0");
            for (String verb : List.of("list", "status", "run --wait -- echo works", "history")) {
                List<String> words = new ArrayList<>(environment);
                List<String> java =
                        new ArrayList<>(
                                RealDaemon.java(
                                        "dev.jobd.client.Jobctl", "--illegal-native-access=deny"));
                java.remove("--enable-native-access=ALL-UNNAMED");
                words.addAll(java);
                words.addAll(List.of(verb.split(" ", -1)));
                Programs.Result result = Programs.run(folder, words);
                assertThat(result.code()).as("%s: %s", verb, result).isZero();
                assertThat(result.err()).doesNotContain("WARNING");
            }
        }
        assertThat(Files.readString(folder.resolve("err"))).doesNotContain("WARNING");
    }
}
