package dev.jobd.daemon.store;

import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/// The place of an ended run among all of them, by its end.
///
/// @param endedAt when it ended, to the microsecond
/// @param run which
public record TimelineKey(Instant endedAt, RunId run) implements Comparable<TimelineKey> {
    private static final Comparator<TimelineKey> ORDER =
            Comparator.comparing(TimelineKey::endedAt).thenComparing(TimelineKey::run);

    public TimelineKey {
        endedAt = endedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /// Returns the place of a run, or empty if it has not ended.
    public static Optional<TimelineKey> of(Run run) {
        return run.state() instanceof RunState.Ended ended
                ? Optional.of(new TimelineKey(ended.at(), run.id()))
                : Optional.empty();
    }

    @Override
    public int compareTo(TimelineKey other) {
        return ORDER.compare(this, other);
    }
}
