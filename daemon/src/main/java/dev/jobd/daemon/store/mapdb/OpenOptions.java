package dev.jobd.daemon.store.mapdb;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a store is opened.
///
/// @param recover whether a damaged journal is cut back to its longest sound part
/// @param limits when checkpoints are made
/// @param opener opens the files of the journal
/// @param kept how far back commits can be read
/// @param clock says when a commit was made
/// @param onDeath hears of what the thread died of that writes
record OpenOptions(
        boolean recover,
        Limits limits,
        JournalFile.Opener opener,
        CommitLog.Kept kept,
        InstantSource clock,
        Thread.UncaughtExceptionHandler onDeath) {
    /// Refuses a damaged store.
    static final OpenOptions STANDARD =
            new OpenOptions(false, Limits.standard(), JournalFile::open);

    private static final Logger LOG = LoggerFactory.getLogger(OpenOptions.class);

    /// Has a death logged only.
    OpenOptions(boolean recover, Limits limits, JournalFile.Opener opener) {
        this(
                recover,
                limits,
                opener,
                CommitLog.Kept.STANDARD,
                InstantSource.system(),
                (thread, cause) -> LOG.error("{} has died", thread.getName(), cause));
    }

    /// Returns the same with or without recovery.
    OpenOptions withRecover(boolean other) {
        return new OpenOptions(other, limits, opener, kept, clock, onDeath);
    }

    /// Returns the same with another clock, and another reach of what can be read back.
    OpenOptions with(InstantSource otherClock, CommitLog.Kept otherKept) {
        return new OpenOptions(recover, limits, opener, otherKept, otherClock, onDeath);
    }

    /// Returns the same with a journal that is measured.
    OpenOptions measuredBy(MapDbStore.Meter meter) {
        JournalFile.Opener counted =
                path -> new CountedFile(opener.open(path), meter.syncs(), meter.bytes());
        return new OpenOptions(recover, limits, counted, kept, clock, onDeath);
    }

    /// Returns the same with somebody else who hears of a death.
    OpenOptions withOnDeath(Thread.UncaughtExceptionHandler other) {
        return new OpenOptions(recover, limits, opener, kept, clock, other);
    }
}
