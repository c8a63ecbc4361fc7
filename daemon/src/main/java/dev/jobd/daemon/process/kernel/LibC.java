package dev.jobd.daemon.process.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// Binds functions of the C library.
///
/// A call pins the thread it is made on, so it belongs on platform threads.
@SuppressWarnings("restricted") // binding native functions is what this class is for
final class LibC {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private LibC() {}

    /// Binds a function that returns its error or has none.
    ///
    /// @throws UnsatisfiedLinkError if the C library lacks it
    static MethodHandle bind(String name, FunctionDescriptor type, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol =
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(() -> new UnsatisfiedLinkError("no " + name));
        return linker.downcallHandle(symbol, type, options);
    }

    /// Binds a function that reports errors through `errno`. The handle is closed over memory of
    /// the calling thread by [#captured].
    static MethodHandle bindWithErrno(String name, FunctionDescriptor type) {
        return bind(name, type, Linker.Option.captureCallState("errno"));
    }

    /// Binds `syscall` with two or four arguments behind its number, all of type `long`.
    static MethodHandle bindSyscall(int arguments) {
        MemoryLayout[] layouts = new MemoryLayout[arguments + 1];
        Arrays.fill(layouts, JAVA_LONG);
        return bind(
                "syscall",
                FunctionDescriptor.of(JAVA_LONG, layouts),
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
    }

    /// Returns the memory in which the calling thread finds `errno` after a call.
    static MemorySegment captured() {
        return CAPTURED.get();
    }

    /// Returns the `errno` of the calling thread's last call.
    static int errno() {
        return (int) ERRNO.get(CAPTURED.get(), 0L);
    }

    static FunctionDescriptor intOf(MemoryLayout... arguments) {
        return FunctionDescriptor.of(JAVA_INT, arguments);
    }

    static FunctionDescriptor intOfAddress() {
        return intOf(ADDRESS);
    }

    /// Turns what a method handle may throw into an unchecked error: a bound function throws
    /// nothing.
    static AssertionError impossible(Throwable thrown) {
        return new AssertionError("a native call threw", thrown);
    }
}
