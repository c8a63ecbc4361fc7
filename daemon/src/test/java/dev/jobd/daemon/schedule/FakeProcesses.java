package dev.jobd.daemon.schedule;

import dev.jobd.daemon.process.Exit;
import dev.jobd.daemon.process.Launch;
import dev.jobd.daemon.process.Recovered;
import dev.jobd.model.AttemptId;
import dev.jobd.model.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The processes of a machine, which live on when the daemon ends.
final class FakeProcesses {
    private final Map<AttemptId, Fake> all = new LinkedHashMap<>();
    private final Map<AttemptId, Fake> present = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private ToIntFunction<JobId> widest = _ -> 1;
    private long lastPid = 4000;

    /// One attempt: ordered, then living, then ended.
    static final class Fake {
        final Launch launch;
        long pid;
        @Nullable Instant startedAt;
        @Nullable Exit exit;
        @Nullable Instant endedAt;

        private Fake(Launch launch) {
            this.launch = launch;
        }

        boolean isOver() {
            return endedAt != null;
        }
    }

    /// Says how many processes a job may have at once; one unless this is said.
    void allow(ToIntFunction<JobId> most) {
        widest = most;
    }

    /// Orders a process; whoever does it twice is found out.
    boolean order(Launch launch) {
        if (all.containsKey(launch.attempt())) {
            faults.add(launch.attempt() + " was started twice");
            return false;
        }
        JobId job = launch.attempt().run().job();
        List<AttemptId> beside =
                present().stream()
                        .map(other -> other.launch.attempt())
                        .filter(other -> other.run().job().equals(job))
                        .toList();
        if (beside.size() >= widest.applyAsInt(job)) {
            faults.add(launch.attempt() + " beside " + beside);
        }
        Fake fake = new Fake(launch);
        all.put(launch.attempt(), fake);
        present.put(launch.attempt(), fake);
        return true;
    }

    Fake get(AttemptId attempt) {
        Fake fake = all.get(attempt);
        if (fake == null) {
            throw new AssertionError(attempt + " was never started");
        }
        return fake;
    }

    boolean contains(AttemptId attempt) {
        return all.containsKey(attempt);
    }

    /// Tells whether the process is the one that was ordered last under its name.
    boolean isThere(Fake fake) {
        return all.get(fake.launch.attempt()) == fake;
    }

    /// Brings an ordered process to life.
    Fake begin(AttemptId attempt, Instant at) {
        Fake fake = get(attempt);
        fake.pid = ++lastPid;
        fake.startedAt = at;
        return fake;
    }

    /// Ends a process.
    Fake end(AttemptId attempt, Exit exit, Instant at) {
        Fake fake = get(attempt);
        fake.exit = exit;
        fake.endedAt = at;
        present.remove(attempt);
        return fake;
    }

    /// Forgets an order that never came to a process, as when the machine's daemon died before.
    void forget(AttemptId attempt) {
        all.remove(attempt);
        present.remove(attempt);
    }

    /// Returns what is ordered or living.
    List<Fake> present() {
        return List.copyOf(present.values());
    }

    /// Returns the attempts that were started.
    List<AttemptId> attempts() {
        return List.copyOf(all.keySet());
    }

    /// Returns what must never happen and did.
    List<String> faults() {
        return faults;
    }

    Recovered recover(AttemptId attempt) {
        Fake fake = all.get(attempt);
        if (fake == null || fake.startedAt == null) {
            forget(attempt);
            return new Recovered.NeverStarted();
        }
        if (fake.exit instanceof Exit.Unknown(String reason)) {
            return new Recovered.Lost(reason);
        }
        return fake.exit == null || fake.endedAt == null
                ? new Recovered.Running(fake.pid, fake.startedAt)
                : new Recovered.Ended(fake.exit, fake.startedAt, fake.endedAt);
    }
}
