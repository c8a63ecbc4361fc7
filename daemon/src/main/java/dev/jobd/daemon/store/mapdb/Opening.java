package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds the newest state on disk: manifest, files, journal; or, when these files are damaged, the
/// generation before and the longer journal that was kept for it.
final class Opening {
    private final StoreDirectory directory;
    private final boolean recover;
    private Optional<String> trouble = Optional.empty();

    /// What was found.
    ///
    /// @param manifest the manifest in force, with the epoch of this opening
    /// @param snapshot the newest commit
    /// @param end where the journal goes on
    /// @param trouble what was not as it should be, but could be made good
    record Opened(
            Manifest manifest, Snapshot snapshot, Journal.End end, Optional<String> trouble) {}

    /// Prepares to open what is in a directory.
    ///
    /// @param recover whether a damaged journal is cut back to its longest sound part
    Opening(StoreDirectory directory, boolean recover) {
        this.directory = directory;
        this.recover = recover;
    }

    Opened open() throws IOException {
        Found found = find();
        Manifest manifest = found.manifest.withEpoch(found.epoch + 1);
        boolean complete = false;
        try {
            Opened opened = replay(manifest, found.files);
            complete = true;
            return opened;
        } finally {
            if (!complete) {
                found.files.letGo();
            }
        }
    }

    private record Found(Manifest manifest, long epoch, Generation files) {}

    private Found find() throws IOException {
        StoreException.@Nullable Damaged damage = null;
        long epoch = 0;
        try {
            Manifest current = ManifestFile.readCurrent(directory);
            if (current != null) {
                epoch = current.epoch();
                return new Found(current, epoch, Generation.open(directory, current.files()));
            }
        } catch (StoreException.Damaged found) {
            damage = found;
        }
        Manifest previous = ManifestFile.readPrevious(directory);
        if (previous != null) {
            Generation files = Generation.open(directory, previous.files());
            trouble =
                    Optional.of(
                            (damage == null ? "the manifest is missing" : damage.getMessage())
                                    + "; the files before it and the journal made it good");
            return new Found(previous, Math.max(epoch, previous.epoch()), files);
        }
        if (damage != null) {
            throw damage;
        }
        requireEmpty();
        Manifest fresh = Manifest.of(UUID.randomUUID());
        return new Found(fresh, 0, Generation.open(directory, List.of()));
    }

    /// A store whose manifest was deleted must not look like a new one.
    private void requireEmpty() throws IOException {
        if (directory.names().contains(Restore.MARKER)) {
            throw new StoreException.Failed(
                    "a restore into "
                            + directory.path()
                            + " was begun and not finished: restore the backup again",
                    null);
        }
        for (String name : directory.names()) {
            if (name.matches("journal-\\d+|[a-z0-9]+-\\d{8}\\.db")) {
                Path manifest = directory.resolve("manifest");
                throw new StoreException.Damaged(
                        manifest, 0, "it is missing, but there is " + name);
            }
        }
    }

    private Opened replay(Manifest found, Generation files) throws IOException {
        Manifest manifest = found;
        JournalRescue rescue = new JournalRescue(directory, manifest);
        for (; ; ) {
            State state = new State(files, manifest);
            Replay replay = new Replay(directory, manifest, state::apply);
            try {
                Journal.End end = replay.run();
                rescue.report().ifPresent(report -> trouble = Optional.of(report));
                return new Opened(manifest, state.snapshot, end, trouble);
            } catch (StoreException.Damaged damage) {
                if (!recover) {
                    throw damage;
                }
                manifest =
                        manifest.withLastSegment(rescue.cutAt(damage))
                                .withLineage(manifest.epoch());
            }
        }
    }

    private static final class State {
        private Snapshot snapshot;

        State(Generation files, Manifest manifest) {
            Overlay overlay = Overlay.empty(manifest.countsById());
            snapshot = new Snapshot(manifest.seq(), overlay, null, files);
        }

        void apply(Frame frame) {
            Draft draft = new Draft(snapshot);
            frame.ops().forEach(draft::replay);
            snapshot = draft.changed();
        }
    }
}
