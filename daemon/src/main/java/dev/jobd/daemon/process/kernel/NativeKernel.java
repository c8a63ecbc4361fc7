package dev.jobd.daemon.process.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.jobd.model.Attempt.Usage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The Linux kernel, called directly: `posix_spawn`, process descriptors, one epoll set and
/// `wait4`.
///
/// Children are waited for one by one. To wait for any child would take the exit codes of the JDK's
/// own children away, and they would be reported as 0.
public final class NativeKernel implements Kernel {
    private static final int RUSAGE_BYTES = 144;
    private static final int WNOHANG = 1;

    private final PosixSpawn posixSpawn = new PosixSpawn();
    private final Descriptors descriptors = new Descriptors();
    private final Epoll epoll = new Epoll(descriptors);
    private final MethodHandle getpgid = LibC.bindWithErrno("getpgid", LibC.intOf(JAVA_INT));
    private final MethodHandle getrusage = LibC.bind("getrusage", LibC.intOf(JAVA_INT, ADDRESS));
    private final MethodHandle wait4 =
            LibC.bindWithErrno("wait4", LibC.intOf(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
    private final AtomicLong keys = new AtomicLong(Epoll.BELL);
    private final Map<Long, Descriptor> watched = new ConcurrentHashMap<>();

    /// Binds all functions and makes the epoll set, in some 100 milliseconds.
    ///
    /// @throws UnsatisfiedLinkError if the C library or the kernel lacks one of the functions
    public NativeKernel() {
        int self = descriptors.open(ProcessHandle.current().pid());
        if (self < 0) {
            epoll.close();
            throw new UnsatisfiedLinkError("pidfd_open: " + Errno.text(LibC.errno()));
        }
        descriptors.close(self);
    }

    private record Descriptor(long pid, int number, long key, long peakMemoryNoise)
            implements Held {}

    @Override
    public Held spawn(Spawn spawn) throws SpawnException {
        long pid = posixSpawn.spawn(spawn);
        // A child that is not waited for keeps its pid, so this opens the right process.
        int number = descriptors.open(pid);
        if (number < 0) {
            String reason = "pidfd_open: " + Errno.text(LibC.errno());
            descriptors.killUnheldGroup(pid);
            // Nobody else waits for it. It has been killed, so this takes a moment only.
            waitFor(pid, 0, MemorySegment.NULL, MemorySegment.NULL);
            throw new SpawnException(reason);
        }
        return new Descriptor(pid, number, keys.incrementAndGet(), ownPeakMemory());
    }

    @Override
    public Optional<Held> hold(long pid) {
        int number = descriptors.open(pid);
        if (number >= 0) {
            return Optional.of(new Descriptor(pid, number, keys.incrementAndGet(), Long.MAX_VALUE));
        }
        return switch (LibC.errno()) {
            // The latter two say that the number is a thread's.
            case Errno.ESRCH, Errno.EINVAL, Errno.ENOENT -> Optional.empty();
            default ->
                    throw new ShortageException(
                            "process " + pid + " cannot be held: " + Errno.text(LibC.errno()));
        };
    }

    @Override
    public boolean isAlive(Held process) {
        return descriptors.signal(of(process).number(), 0);
    }

    @Override
    public void watch(Held process) {
        Descriptor descriptor = of(process);
        watched.put(descriptor.key(), descriptor);
        epoll.add(descriptor.number(), descriptor.key());
    }

    @Override
    public List<Held> await(long nanosMax) {
        List<Held> ended = new ArrayList<>();
        for (long key : epoll.await(nanosMax)) {
            Descriptor descriptor = watched.remove(key);
            if (descriptor != null) {
                epoll.remove(descriptor.number());
                ended.add(descriptor);
            }
        }
        return ended;
    }

    @Override
    public void wake() {
        epoll.ring();
    }

    @Override
    public void signal(Held process, int signal) {
        boolean ignored = descriptors.signal(of(process).number(), signal);
    }

    @Override
    public void signalGroup(Held leader, int signal) {
        descriptors.signalGroup(of(leader).number(), leader.pid(), signal);
    }

    @Override
    public Optional<Reaped> reap(Held process) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment rusage = arena.allocate(RUSAGE_BYTES, 8);
            if (waitFor(process.pid(), WNOHANG, status, rusage) <= 0) {
                return Optional.empty();
            }
            int word = status.get(JAVA_INT, 0);
            return Optional.of(new Reaped((word >> 8) & 0xff, word & 0x7f, usage(rusage, process)));
        }
    }

    @Override
    public void release(Held process) {
        Descriptor descriptor = of(process);
        if (watched.remove(descriptor.key()) != null) {
            epoll.remove(descriptor.number());
        }
        descriptors.close(descriptor.number());
    }

    @Override
    public long groupOf(long pid) {
        try {
            return (int) getpgid.invokeExact(LibC.captured(), (int) pid);
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }

    @Override
    public void close() {
        epoll.close();
    }

    private int waitFor(long pid, int options, MemorySegment status, MemorySegment rusage) {
        try {
            return (int) wait4.invokeExact(LibC.captured(), (int) pid, status, options, rusage);
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }

    private static Descriptor of(Held process) {
        return (Descriptor) process;
    }

    private long ownPeakMemory() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rusage = arena.allocate(RUSAGE_BYTES, 8);
            int result = (int) getrusage.invokeExact(0, rusage);
            return result == 0 ? peakMemory(rusage) : Long.MAX_VALUE;
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }

    private static Usage usage(MemorySegment rusage, Held process) {
        Duration cpu = time(rusage, 0).plus(time(rusage, 16));
        long peak = peakMemory(rusage);
        return new Usage(
                Optional.of(cpu),
                peak > process.peakMemoryNoise() ? OptionalLong.of(peak) : OptionalLong.empty());
    }

    private static Duration time(MemorySegment rusage, long offset) {
        return Duration.ofSeconds(
                rusage.get(JAVA_LONG, offset), rusage.get(JAVA_LONG, offset + 8) * 1000);
    }

    private static long peakMemory(MemorySegment rusage) {
        return rusage.get(JAVA_LONG, 32) * 1024;
    }
}
