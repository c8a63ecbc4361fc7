package dev.jobd.daemon.server;

import dev.jobd.daemon.metrics.Tallies;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts what clients did since the daemon was started. For any thread.
public final class ServerCounts {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final Tallies requests = new Tallies(List.of());
    private final Tallies refused = new Tallies(List.of());

    void accepted() {
        accepted.increment();
    }

    void turnedAway() {
        turnedAway.increment();
    }

    /// @param op the name of an operation there is
    void request(String op) {
        requests.add(op);
    }

    /// @param code the word of an error
    void refused(String code) {
        refused.add(code);
    }

    /// Returns how many connections were taken.
    public long connections() {
        return accepted.sum();
    }

    /// Returns how many connections were turned away.
    public long connectionsRefused() {
        return turnedAway.sum();
    }

    /// Returns how many requests were begun, by operation.
    public Map<String, Long> requests() {
        return requests.counts();
    }

    /// Returns how many requests were refused, by the code of the error.
    public Map<String, Long> requestsRefused() {
        return refused.counts();
    }

    /// Returns how many requests were begun.
    public long requestsTotal() {
        return requests.total();
    }

    /// Returns how many requests were refused.
    public long refusedTotal() {
        return refused.total();
    }
}
