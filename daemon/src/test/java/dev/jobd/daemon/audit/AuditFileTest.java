package dev.jobd.daemon.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AuditFileTest {
    private static final AuditFile.Bounds SMALL = new AuditFile.Bounds(1_000, 2);

    @TempDir Path directory;
    private Path path;

    @BeforeEach
    void choosePath() {
        path = directory.resolve("audit.jsonl");
    }

    private static byte[] line(int number) {
        return ("{\"number\":" + number + "}\n").getBytes(UTF_8);
    }

    @Test
    @Tag("C9")
    void linesAreAppendedToWhatIsThereForTheOwnerOnly() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (AuditFile file = new AuditFile(path, SMALL)) {
                file.append(line(i));
            }
        }
        assertThat(path).hasContent("{\"number\":0}\n{\"number\":1}\n{\"number\":2}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    @Tag("C9")
    void aLastLineThatIsCutAnywhereIsCutOff() throws IOException {
        byte[] long1 = ("{\"text\":\"" + "x".repeat(100_000) + "\"}").getBytes(UTF_8);
        for (int length : new int[] {0, 1, 5, 70_000, long1.length}) {
            Files.write(path, line(1));
            Files.write(path, java.util.Arrays.copyOf(long1, length), StandardOpenOption.APPEND);
            try (AuditFile file = new AuditFile(path, AuditFile.Bounds.DEFAULT)) {
                file.append(line(2));
            }
            assertThat(path).hasContent("{\"number\":1}\n{\"number\":2}\n");
        }
        Files.write(path, long1);
        new AuditFile(path, SMALL).close();
        assertThat(path).isEmptyFile();
    }

    @Test
    @Tag("C9")
    void oldFilesAreFewAndTheNewestLinesStay() throws IOException {
        try (AuditFile file = new AuditFile(path, SMALL)) {
            for (int i = 0; i < 1_000; i++) {
                file.append(line(i));
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder("audit.jsonl", "audit.jsonl.1", "audit.jsonl.2");
        }
        List<String> kept =
                Stream.of("audit.jsonl.2", "audit.jsonl.1", "audit.jsonl")
                        .flatMap(name -> readLines(directory.resolve(name)).stream())
                        .toList();
        assertThat(kept).hasSizeGreaterThan(130);
        for (int i = 0; i < kept.size(); i++) {
            assertThat(kept.get(i)).isEqualTo("{\"number\":" + (1_000 - kept.size() + i) + "}");
        }
    }

    private static List<String> readLines(Path file) {
        try {
            assertThat(Files.size(file)).isLessThanOrEqualTo(SMALL.fileBytes());
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @Tag("C8")
    void aLinkInItsPlaceIsNotFollowed() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "precious");
        Files.createSymbolicLink(path, precious);

        assertThatThrownBy(() -> new AuditFile(path, SMALL)).isInstanceOf(IOException.class);
        assertThat(precious).hasContent("precious");
    }

    @Test
    @Tag("C9")
    void aFullDiskLeavesWholeLinesAndOnceThereIsSpaceItGoesOn() throws Exception {
        Path mount = Files.createDirectory(directory.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=64k", "none", mount.toString());
        try {
            Path small = mount.resolve("audit.jsonl");
            try (AuditFile file = new AuditFile(small, AuditFile.Bounds.DEFAULT)) {
                int written = fill(file);
                assertThat(Files.readAllLines(small)).hasSize(written);
                assertThatThrownBy(() -> file.append(line(-1))).isInstanceOf(IOException.class);
                run("mount", "-o", "remount,size=1m", mount.toString());
                file.append(line(-2));
                assertThat(Files.readAllLines(small))
                        .hasSize(written + 1)
                        .allMatch(line -> line.startsWith("{") && line.endsWith("}"))
                        .last()
                        .isEqualTo("{\"number\":-2}");
            }
        } finally {
            run("umount", mount.toString());
        }
    }

    /// Appends until there is no space; returns how many lines there are.
    private static int fill(AuditFile file) {
        int written = 0;
        try {
            while (true) {
                file.append(line(written));
                written++;
            }
        } catch (IOException _) {
            return written;
        }
    }

    private static void run(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as("run this test as root, it mounts a small file system: %s", said)
                .isZero();
    }
}
