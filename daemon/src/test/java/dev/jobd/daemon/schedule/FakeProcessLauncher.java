package dev.jobd.daemon.schedule;

import dev.jobd.daemon.process.Exit;
import dev.jobd.daemon.process.Launch;
import dev.jobd.daemon.process.ProcessLauncher;
import dev.jobd.daemon.process.ProcessListener;
import dev.jobd.daemon.process.Recovered;
import dev.jobd.model.Attempt;
import dev.jobd.model.AttemptId;
import dev.jobd.model.StopPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// A launcher without processes: it writes down what is asked of it, and the test says what becomes
/// of it. Safe for any thread.
final class FakeProcessLauncher implements ProcessLauncher {
    private final FakeProcesses processes;
    private final ProcessListener listener;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Map<AttemptId, Recovered> findings = new HashMap<>();
    private @Nullable RuntimeException fault;
    private volatile boolean closed;

    FakeProcessLauncher(FakeProcesses processes, ProcessListener listener) {
        this.processes = processes;
        this.listener = listener;
    }

    /// Lets each start fail in a way that a launcher should not.
    void failStarts(RuntimeException why) {
        fault = why;
    }

    /// Says what is found out about an attempt, whatever there was.
    void find(AttemptId attempt, Recovered finding) {
        findings.put(attempt, finding);
    }

    /// Returns what was asked since the last call: `start 1/2.1`, `stop 1/2.1 15`.
    List<String> takeLines() {
        List<String> taken = new ArrayList<>();
        lines.drainTo(taken);
        return taken;
    }

    /// Waits until something is asked, and returns it.
    String awaitLine() throws InterruptedException {
        return lines.take();
    }

    /// The process of an attempt lives now.
    void begins(AttemptId attempt, Instant at) {
        long pid;
        synchronized (this) {
            pid = processes.begin(attempt, at).pid;
        }
        if (!closed) {
            listener.started(attempt, pid, at);
        }
    }

    /// The process of an attempt is over.
    void ends(AttemptId attempt, int code, Instant at) {
        ends(attempt, new Exit.Code(code, Attempt.Usage.UNKNOWN), at);
    }

    void ends(AttemptId attempt, Exit exit, Instant at) {
        synchronized (this) {
            processes.end(attempt, exit, at);
        }
        if (!closed) {
            listener.ended(attempt, exit, at);
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void start(Launch launch) {
        lines.add("start " + launch.attempt());
        if (fault != null) {
            throw fault;
        }
        processes.order(launch);
    }

    @Override
    public void stop(AttemptId attempt, int signal) {
        lines.add("stop " + attempt + " " + signal);
    }

    @Override
    public void kill(AttemptId attempt) {
        lines.add("kill " + attempt);
    }

    @Override
    public void signal(AttemptId attempt, int signal) {
        lines.add("signal " + attempt + " " + signal);
    }

    @Override
    public void signalAll(AttemptId attempt, int signal) {
        lines.add("signal all of " + attempt + " " + signal);
    }

    @Override
    public synchronized Recovered recover(AttemptId attempt, StopPolicy stop) {
        Recovered finding = findings.get(attempt);
        return finding == null ? processes.recover(attempt) : finding;
    }

    @Override
    public void close() {
        closed = true;
    }
}
