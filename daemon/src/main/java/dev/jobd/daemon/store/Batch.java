package dev.jobd.daemon.store;

import java.util.List;

/// Changes that are saved together or not at all, in their order.
public record Batch(List<Change> changes) {
    public Batch {
        changes = List.copyOf(changes);
    }

    /// Returns the batch of these changes.
    public static Batch of(Change... changes) {
        return new Batch(List.of(changes));
    }
}
