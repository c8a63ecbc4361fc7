package dev.jobd.daemon.process;

import dev.jobd.daemon.process.kernel.Held;
import dev.jobd.daemon.process.kernel.Kernel;
import dev.jobd.daemon.process.kernel.NativeKernel;
import dev.jobd.daemon.process.kernel.Reaped;
import dev.jobd.daemon.process.kernel.Spawn;
import dev.jobd.daemon.process.kernel.SpawnException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The real kernel, but for what is told to fail.
final class FaultyKernel implements Kernel {
    private final Kernel real = new NativeKernel();
    private final ConcurrentMap<Call, Throwable> faults = new ConcurrentHashMap<>();

    /// What can fail.
    enum Call {
        SPAWN,
        HOLD,
        WATCH,
        AWAIT,
        REAP,
        RELEASE
    }

    /// Lets a call fail from now on.
    void fail(Call call, Throwable fault) {
        faults.put(call, fault);
    }

    /// Lets everything work again.
    void mend() {
        faults.clear();
    }

    private void pass(Call call) {
        switch (faults.get(call)) {
            case null -> {}
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case Throwable other -> throw new AssertionError(other);
        }
    }

    @Override
    public Held spawn(Spawn spawn) throws SpawnException {
        pass(Call.SPAWN);
        return real.spawn(spawn);
    }

    @Override
    public Optional<Held> hold(long pid) {
        pass(Call.HOLD);
        return real.hold(pid);
    }

    @Override
    public boolean isAlive(Held process) {
        return real.isAlive(process);
    }

    @Override
    public void watch(Held process) {
        pass(Call.WATCH);
        real.watch(process);
    }

    @Override
    public List<Held> await(long nanosMax) {
        pass(Call.AWAIT);
        return real.await(nanosMax);
    }

    @Override
    public void wake() {
        real.wake();
    }

    @Override
    public void signal(Held process, int signal) {
        real.signal(process, signal);
    }

    @Override
    public void signalGroup(Held leader, int signal) {
        real.signalGroup(leader, signal);
    }

    @Override
    public Optional<Reaped> reap(Held process) {
        pass(Call.REAP);
        return real.reap(process);
    }

    @Override
    public void release(Held process) {
        // All the same: other tests count what is left open.
        real.release(process);
        pass(Call.RELEASE);
    }

    @Override
    public long groupOf(long pid) {
        return real.groupOf(pid);
    }

    @Override
    public void close() {
        real.close();
    }
}
