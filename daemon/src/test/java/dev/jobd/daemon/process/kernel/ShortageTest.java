package dev.jobd.daemon.process.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is said of a living process when this one may open nothing more.
@Timeout(60)
class ShortageTest {
    private static final int OPEN_FILES = 7;

    private final long self = ProcessHandle.current().pid();

    @Test
    void whatCannotBeHeldForWantOfADescriptorIsNotGone() throws Throwable {
        try (NativeKernel kernel = new NativeKernel()) {
            assertThat(withoutDescriptors(() -> kernel.release(kernel.hold(self).orElseThrow())))
                    .isInstanceOf(ShortageException.class)
                    .hasMessageContaining("too many open files");
        }
    }

    @Test
    void theJdksKernelDoesNotTakeItForGoneEither() throws Throwable {
        try (JdkKernel kernel = new JdkKernel()) {
            long parent = ProcessHandle.current().parent().orElseThrow().pid();
            assertThat(withoutDescriptors(() -> kernel.release(kernel.hold(parent).orElseThrow())))
                    .isInstanceOf(ShortageException.class);
        }
    }

    @Test
    void aProcessThatCannotBeReadForWantOfADescriptorIsNotGone() throws Throwable {
        assertThat(withoutDescriptors(() -> assertThat(ProcFiles.stat(self)).isPresent()))
                .isInstanceOf(ShortageException.class);
        assertThat(withoutDescriptors(() -> assertThat(ProcFiles.pids()).isNotEmpty()))
                .isInstanceOf(ShortageException.class);
        assertThat(withoutDescriptors(() -> assertThat(ProcFiles.bootId()).isNotEmpty()))
                .isInstanceOf(ShortageException.class);
    }

    @Test
    void theNumberOfAThreadIsNoProcess() {
        String[] threads = new File("/proc/self/task").list();
        long thread =
                Arrays.stream(threads)
                        .mapToLong(Long::parseLong)
                        .filter(id -> id != self)
                        .findAny()
                        .orElseThrow();
        try (NativeKernel kernel = new NativeKernel()) {
            assertThat(kernel.hold(thread)).isEmpty();
        }
    }

    /// Runs a task twice, the second time without descriptors; returns what that threw. What the
    /// machine of Java loads from files is there after the first time.
    private static @Nullable Throwable withoutDescriptors(Runnable task) throws Throwable {
        MethodHandle get = LibC.bind("getrlimit", LibC.intOf(JAVA_INT, ADDRESS));
        MethodHandle set = LibC.bind("setrlimit", LibC.intOf(JAVA_INT, ADDRESS));
        Throwable loaded = new ShortageException(Errno.text(24), new IOException());
        assertThat(loaded).hasMessage("too many open files");
        ProcFiles.requireDescriptor();
        task.run();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment before = arena.allocate(JAVA_LONG, 2);
            assertThat((int) get.invokeExact(OPEN_FILES, before)).isZero();
            MemorySegment none = arena.allocate(JAVA_LONG, 2);
            none.setAtIndex(JAVA_LONG, 1, before.getAtIndex(JAVA_LONG, 1));
            assertThat((int) set.invokeExact(OPEN_FILES, none)).isZero();
            try {
                task.run();
                return null;
            } catch (RuntimeException | Error thrown) {
                return thrown;
            } finally {
                int ignored = (int) set.invokeExact(OPEN_FILES, before);
                assertThat(ignored).isZero();
            }
        }
    }
}
