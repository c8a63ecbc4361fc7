package dev.jobd.daemon.process.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// An epoll set with a bell: an entry that others ring to end a wait.
final class Epoll {
    /// The key that [#await] reports for the bell.
    static final long BELL = 0;

    private static final int CTL_ADD = 1;
    private static final int CTL_DEL = 2;
    private static final int IN = 1;
    private static final int CLOEXEC = 0x80000;
    private static final int NONBLOCK = 0x800;
    private static final int EVENTS_MAX = 64;
    // struct epoll_event is packed on x86-64 only.
    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");
    private static final int EVENT_BYTES = PACKED ? 12 : 16;
    private static final int KEY_OFFSET = PACKED ? 4 : 8;

    private final MethodHandle control =
            LibC.bindWithErrno("epoll_ctl", LibC.intOf(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private final MethodHandle wait =
            LibC.bindWithErrno("epoll_wait", LibC.intOf(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private final MethodHandle write =
            LibC.bind("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private final MethodHandle read =
            LibC.bind("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private final Descriptors descriptors;
    private final MemorySegment events = Arena.ofAuto().allocate((long) EVENT_BYTES * EVENTS_MAX);
    private final MemorySegment counter = Arena.ofAuto().allocate(JAVA_LONG);
    private final MemorySegment one = Arena.ofAuto().allocateFrom(JAVA_LONG, 1);
    private final int set;
    private final int bell;

    Epoll(Descriptors descriptors) {
        this.descriptors = descriptors;
        MethodHandle create = LibC.bindWithErrno("epoll_create1", LibC.intOf(JAVA_INT));
        MethodHandle eventfd = LibC.bindWithErrno("eventfd", LibC.intOf(JAVA_INT, JAVA_INT));
        try {
            set = Descriptors.check((int) create.invokeExact(LibC.captured(), CLOEXEC), "epoll");
            bell =
                    Descriptors.check(
                            (int) eventfd.invokeExact(LibC.captured(), 0, CLOEXEC | NONBLOCK),
                            "eventfd");
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
        add(bell, BELL);
    }

    /// Adds a descriptor under a key of the caller's. The number of a descriptor is no key: it is
    /// given to another file as soon as it is closed.
    void add(int descriptor, long key) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(EVENT_BYTES, 8);
            event.set(JAVA_INT, 0, IN);
            event.set(JAVA_LONG_UNALIGNED, KEY_OFFSET, key);
            Descriptors.check(control(CTL_ADD, descriptor, event), "epoll_ctl");
        }
    }

    /// Takes a descriptor out. To close it is not enough: while another thread makes a process,
    /// that process holds a copy, and the entry stays.
    void remove(int descriptor) {
        int ignored = control(CTL_DEL, descriptor, MemorySegment.NULL);
        assert ignored <= 0;
    }

    /// Waits, and returns the keys of the entries that are ready.
    long[] await(long nanosMax) {
        int count;
        try {
            count =
                    (int)
                            wait.invokeExact(
                                    LibC.captured(), set, events, EVENTS_MAX, millis(nanosMax));
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
        if (count < 0) {
            if (LibC.errno() == Errno.EINTR) {
                return new long[0];
            }
            Descriptors.check(count, "epoll_wait");
        }
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = events.get(JAVA_LONG_UNALIGNED, (long) i * EVENT_BYTES + KEY_OFFSET);
            if (keys[i] == BELL) {
                silence();
            }
        }
        return keys;
    }

    /// Ends the current or the next wait; from any thread.
    void ring() {
        try {
            long ignored = (long) write.invokeExact(bell, one, 8L);
            assert ignored != 0;
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }

    void close() {
        descriptors.close(bell);
        descriptors.close(set);
    }

    private void silence() {
        try {
            long ignored = (long) read.invokeExact(bell, counter, 8L);
            assert ignored != 0;
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }

    private int control(int operation, int descriptor, MemorySegment event) {
        try {
            return (int) control.invokeExact(LibC.captured(), set, operation, descriptor, event);
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }

    /// Rounds up, so that a wait does not end before its time and is then repeated.
    private static int millis(long nanos) {
        return nanos < 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
    }
}
