package dev.jobd.model;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// A named queue with slots.
///
/// @param name as a job's name, but digits alone are allowed
/// @param slots how many slots its runs may take at once; empty for any number
/// @param pause present while it starts nothing
public record Group(String name, OptionalInt slots, Optional<Pause> pause) {
    /// The bound of slots that are not unlimited.
    public static final int SLOTS_MAX = 1_000_000;

    public Group {
        if (slots.isPresent() && slots.getAsInt() < 1) {
            throw new IllegalArgumentException("a group has 1 slot or more, or unlimited");
        }
    }

    /// A group that is not paused.
    public Group(String name, OptionalInt slots) {
        this(name, slots, Optional.empty());
    }

    /// A time in which a group starts nothing: what waits is held, and what falls due by itself is
    /// skipped.
    ///
    /// @param since when it began
    /// @param until when it ends by itself; empty: a person ends it
    public record Pause(Instant since, Optional<Instant> until) {

        /// Tells whether its end has come.
        public boolean isOver(Instant now) {
            return until.isPresent() && !until.get().isAfter(now);
        }
    }

    /// Returns it with other slots.
    public Group withSlots(OptionalInt other) {
        return new Group(name, other, pause);
    }

    /// Returns it paused, or not.
    public Group withPause(Optional<Pause> other) {
        return new Group(name, slots, other);
    }

    /// Tells whether a run may start beside others. One that is heavier than all slots together
    /// starts where nothing else runs, and then nothing starts beside it: it waits long, but not
    /// for ever.
    ///
    /// @param taken the weights of the others
    /// @param weight that of the run
    public boolean fits(long taken, int weight) {
        return slots.isEmpty() || taken == 0 || taken + weight <= slots.getAsInt();
    }

    /// Tells whether a run that catches up a missed time may start beside others of that kind: all
    /// of them together get half of the slots, rounded up, so that what is due on time is not late
    /// for what was missed.
    ///
    /// @param taken the weights of those others
    /// @param weight that of the run
    public boolean fitsCaughtUp(long taken, int weight) {
        return slots.isEmpty() || taken == 0 || taken + weight <= (slots.getAsInt() + 1) / 2;
    }
}
