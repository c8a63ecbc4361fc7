package dev.jobd.daemon.process.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.invoke.MethodHandle;

/// Process descriptors and the closing of descriptors.
final class Descriptors {
    private static final long PIDFD_SEND_SIGNAL = 424;
    private static final long PIDFD_OPEN = 434;
    private static final long TO_GROUP = 4;

    private final MethodHandle close = LibC.bind("close", LibC.intOf(JAVA_INT));
    private final MethodHandle kill = LibC.bindWithErrno("kill", LibC.intOf(JAVA_INT, JAVA_INT));
    private final MethodHandle pidfdOpen = LibC.bindSyscall(2);
    private final MethodHandle pidfdSendSignal = LibC.bindSyscall(4);

    /// Opens a descriptor of a process; -1 if that fails, and `errno` says why.
    int open(long pid) {
        try {
            return (int) (long) pidfdOpen.invokeExact(LibC.captured(), PIDFD_OPEN, pid, 0L);
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }

    /// Sends a signal to the process; returns whether it was there.
    boolean signal(int descriptor, int signal) {
        return send(descriptor, signal, 0) == 0;
    }

    /// Sends a signal to the group the process leads.
    void signalGroup(int descriptor, long pid, int signal) {
        if (send(descriptor, signal, TO_GROUP) == 0 || LibC.errno() != Errno.EINVAL) {
            return;
        }
        // Before Linux 6.9 a group is named by its number only, and that is sure to be the right
        // one only while its leader holds it.
        if (signal(descriptor, 0)) {
            killGroup(pid, signal);
        }
    }

    /// Kills the group of a child that could not be opened and was not waited for.
    void killUnheldGroup(long pid) {
        killGroup(pid, 9);
    }

    void close(int descriptor) {
        try {
            int ignored = (int) close.invokeExact(descriptor);
            assert ignored <= 0;
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }

    /// Returns what a call returned, if that is no error.
    static int check(int result, String call) {
        if (result < 0) {
            throw new IllegalStateException(call + ": " + Errno.text(LibC.errno()));
        }
        return result;
    }

    private void killGroup(long pid, int signal) {
        try {
            int ignored = (int) kill.invokeExact(LibC.captured(), (int) -pid, signal);
            assert ignored <= 0;
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }

    private long send(int descriptor, int signal, long flags) {
        try {
            return (long)
                    pidfdSendSignal.invokeExact(
                            LibC.captured(),
                            PIDFD_SEND_SIGNAL,
                            (long) descriptor,
                            (long) signal,
                            0L,
                            flags);
        } catch (Throwable thrown) {
            throw LibC.impossible(thrown);
        }
    }
}
