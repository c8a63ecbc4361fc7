package dev.jobd.daemon.schedule;

import dev.jobd.model.Group;
import dev.jobd.model.RunState;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What keeps a queued run from starting, at one moment. Runs are named as people write them:
/// `backup/12`.
public sealed interface Wait {

    /// An earlier run of its job is not over.
    ///
    /// @param run which
    record ForJob(Named run) implements Wait {}

    /// Its group is paused.
    record ForPause(String group, Group.Pause pause) implements Wait {}

    /// Somebody holds it.
    record ForRelease(RunState.Hold hold) implements Wait {}

    /// The machine is too busy, or the last look at its load has let another run start.
    ///
    /// @param maxLoad the load must be below this
    /// @param load the load at the last look; empty if there was none
    record ForLoad(double maxLoad, Optional<Double> load) implements Wait {}

    /// One of its locks is held, or another run is to have it first.
    ///
    /// @param holder who holds it; empty while it is kept for who is first
    /// @param before how many are to have it first; empty where many are asked about at once
    /// @param first the first of these; empty if there are none
    record ForLock(String lock, Optional<Named> holder, OptionalLong before, Optional<Named> first)
            implements Wait {}

    /// So many slots of its group are not free, or others are to have them first.
    ///
    /// @param group which group
    /// @param slots how many it has; empty for any number
    /// @param taken how many are taken
    /// @param weight how many the run takes
    /// @param isCaughtUp whether it waits because half of the slots are kept for what is due on
    ///   time
    /// @param before how many are to start first; empty where many are asked about at once
    /// @param first the first of these; empty if there are none
    record ForSlot(
            String group,
            OptionalInt slots,
            long taken,
            int weight,
            boolean isCaughtUp,
            OptionalLong before,
            Optional<Named> first)
            implements Wait {}

    /// As many runs have a process as may.
    ///
    /// @param runsMax how many
    record ForCap(int runsMax) implements Wait {}

    /// A run that is active.
    ///
    /// @param name as people write it
    /// @param since when its attempt started; empty if it has not
    record Named(String name, Optional<Instant> since) {}
}
