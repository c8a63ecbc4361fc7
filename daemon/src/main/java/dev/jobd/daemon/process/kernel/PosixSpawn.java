package dev.jobd.daemon.process.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Makes processes with `posix_spawn`.
final class PosixSpawn {
    // Larger than posix_spawnattr_t (336), posix_spawn_file_actions_t (80) and sigset_t (128).
    private static final int STRUCT_BYTES = 512;

    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;

    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0x40;
    private static final int O_EXCL = 0x80;
    private static final int O_APPEND = 0x400;
    // O_EXCL also refuses a symbolic link.
    private static final int NEW_FILE = O_WRONLY | O_CREAT | O_EXCL | O_APPEND;
    private static final int OWNER_ONLY = 0600;

    private final MethodHandle spawn =
            LibC.bind(
                    "posix_spawn",
                    LibC.intOf(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private final MethodHandle actionsInit =
            LibC.bind("posix_spawn_file_actions_init", LibC.intOfAddress());
    private final MethodHandle actionsDestroy =
            LibC.bind("posix_spawn_file_actions_destroy", LibC.intOfAddress());
    private final MethodHandle addOpen =
            LibC.bind(
                    "posix_spawn_file_actions_addopen",
                    LibC.intOf(ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private final MethodHandle addDup2 =
            LibC.bind("posix_spawn_file_actions_adddup2", LibC.intOf(ADDRESS, JAVA_INT, JAVA_INT));
    private final MethodHandle addChdir =
            LibC.bind("posix_spawn_file_actions_addchdir_np", LibC.intOf(ADDRESS, ADDRESS));
    private final MethodHandle addCloseFrom =
            LibC.bind("posix_spawn_file_actions_addclosefrom_np", LibC.intOf(ADDRESS, JAVA_INT));
    private final MemorySegment attributes = attributes();

    /// Makes the process and returns its pid. The process has executed its program by then.
    long spawn(Spawn request) throws SpawnException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(STRUCT_BYTES);
            check((int) actionsInit.invokeExact(actions), "file actions");
            try {
                addFileActions(arena, actions, request);
                MemorySegment pid = arena.allocate(JAVA_INT);
                int error =
                        (int)
                                spawn.invokeExact(
                                        pid,
                                        arena.allocateFrom(request.arguments().getFirst()),
                                        actions,
                                        attributes,
                                        strings(arena, request.arguments()),
                                        strings(arena, pairs(request.environment())));
                if (error != 0) {
                    throw new SpawnException("cannot be started: " + Errno.text(error));
                }
                return pid.get(JAVA_INT, 0);
            } finally {
                check((int) actionsDestroy.invokeExact(actions), "file actions");
            }
        } catch (SpawnException | RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }

    private void addFileActions(Arena arena, MemorySegment actions, Spawn request)
            throws Throwable {
        open(arena, actions, 0, "/dev/null", O_RDONLY);
        open(arena, actions, 1, text(request.output()), NEW_FILE);
        check((int) addDup2.invokeExact(actions, 1, 2), "dup2");
        open(arena, actions, 3, text(request.status()), NEW_FILE);
        // The JDK opens almost nothing close-on-exec.
        check((int) addCloseFrom.invokeExact(actions, 4), "closefrom");
        MemorySegment directory = arena.allocateFrom(request.directory());
        check((int) addChdir.invokeExact(actions, directory), "chdir");
    }

    private void open(Arena arena, MemorySegment actions, int descriptor, String path, int flags)
            throws Throwable {
        MemorySegment name = arena.allocateFrom(path);
        check(
                (int) addOpen.invokeExact(actions, descriptor, name, flags, OWNER_ONLY),
                "open " + path);
    }

    private static String text(Path path) {
        return path.toAbsolutePath().toString();
    }

    private static List<String> pairs(Map<String, String> environment) {
        List<String> pairs = new ArrayList<>(environment.size());
        environment.forEach((name, value) -> pairs.add(name + "=" + value));
        return pairs;
    }

    private static MemorySegment strings(Arena arena, List<String> strings) {
        MemorySegment array = arena.allocate(ADDRESS, strings.size() + 1L);
        for (int i = 0; i < strings.size(); i++) {
            array.setAtIndex(ADDRESS, i, arena.allocateFrom(strings.get(i)));
        }
        return array;
    }

    private static MemorySegment attributes() {
        Arena arena = Arena.global();
        MemorySegment attributes = arena.allocate(STRUCT_BYTES);
        MemorySegment none = arena.allocate(STRUCT_BYTES);
        // Not sigfillset: it leaves out two signals, and a parent may have ignored those, too.
        MemorySegment all = arena.allocate(STRUCT_BYTES).fill((byte) 0xff);
        try {
            call("posix_spawnattr_init", attributes);
            call("sigemptyset", none);
            call("posix_spawnattr_setsigmask", attributes, none);
            call("posix_spawnattr_setsigdefault", attributes, all);
            MethodHandle setFlags =
                    LibC.bind("posix_spawnattr_setflags", LibC.intOf(ADDRESS, JAVA_SHORT));
            short flags = (short) (SETSIGDEF | SETSIGMASK | SETSID);
            check((int) setFlags.invokeExact(attributes, flags), "flags");
            return attributes;
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }

    private static void call(String function, MemorySegment... arguments) throws Throwable {
        ValueLayout[] layouts = new ValueLayout[arguments.length];
        Arrays.fill(layouts, ADDRESS);
        MethodHandle handle = LibC.bind(function, LibC.intOf(layouts));
        check((int) handle.invokeWithArguments((Object[]) arguments), function);
    }

    private static void check(int error, String what) {
        if (error != 0) {
            throw new IllegalStateException(what + ": " + Errno.text(error));
        }
    }
}
