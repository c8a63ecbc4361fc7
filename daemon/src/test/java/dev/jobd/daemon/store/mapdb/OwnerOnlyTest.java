package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nobody else can look into the state directory, from the moment a file is there, even where the
/// umask forbids nothing.
class OwnerOnlyTest {
    @TempDir Path parent;

    private int umaskBefore;

    @BeforeEach
    void allowEverything() {
        umaskBefore = umask(0);
    }

    @AfterEach
    void restore() {
        umask(umaskBefore);
    }

    @Test
    void theDirectoryAndAllFilesBelongToTheOwnerOnly() throws IOException {
        Path state = Files.createDirectory(parent.resolve("state"));
        Engine engine = Engine.open(state, OpenOptions.STANDARD);
        for (long key = 1; key <= 3; key++) {
            EngineTest.put(engine, key, "value").join();
            engine.checkpoint();
        }
        EngineTest.put(engine, 4, "value").join();

        assertThat(modes(state))
                .containsEntry("", "rwx------")
                .containsKeys("lock", "pid", "manifest", "manifest.prev")
                .hasKeySatisfying(name("journal-.*"))
                .hasKeySatisfying(name("states-.*\\.db"));
        Map<String, String> files = modes(state);
        files.remove("");
        assertThat(files.values()).containsOnly("rw-------");
        engine.close();
    }

    @Test
    void aDataFileIsPrivateBeforeAnythingIsInIt() throws IOException {
        try (StoreDirectory directory = StoreDirectory.open(parent.resolve("state"))) {
            List<Row> rows = List.of(new Row(new byte[] {1}, new byte[] {2}));
            assertThat(
                            DataFileWriter.write(
                                    directory,
                                    1,
                                    "states-00000001.db",
                                    new Looking(rows.iterator(), directory)))
                    .isPresent();
            assertThat(modes(directory.path())).containsEntry("", "rwx------");
        }
    }

    private static Condition<String> name(String pattern) {
        return new Condition<>(it -> it.matches(pattern), pattern);
    }

    /// Looks at the file that is being written with each row.
    private record Looking(Iterator<Row> rows, StoreDirectory directory) implements Iterator<Row> {
        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Row next() {
            try {
                assertThat(modes(directory.path()))
                        .containsEntry("states-00000001.db.tmp", "rw-------");
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
            return rows.next();
        }
    }

    /// Returns the mode of all there is in a directory, by name; its own has no name.
    private static Map<String, String> modes(Path directory) throws IOException {
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.toList()) {
                modes.put(
                        directory.relativize(path).toString(),
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)));
            }
        }
        return modes;
    }

    /// Sets the umask of this process and returns the one before.
    @SuppressWarnings("restricted") // Java has no umask of its own
    private static int umask(int mask) {
        Linker linker = Linker.nativeLinker();
        MethodHandle umask =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("umask"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            return (int) umask.invokeExact(mask);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
