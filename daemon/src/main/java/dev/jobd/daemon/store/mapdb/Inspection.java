package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Backup;
import dev.jobd.daemon.store.Finding;
import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads every byte of a store and says how it is. Changes nothing, and a daemon may write beside
/// it.
final class Inspection {
    private static final String ABOUT = "store";
    private static final int ATTEMPTS = 3;

    private final StoreDirectory directory;
    private final Backup.Progress progress;
    private final List<Finding> findings = new ArrayList<>();

    private Inspection(StoreDirectory directory, Backup.Progress progress) {
        this.directory = directory;
        this.progress = progress;
    }

    /// Looks at a state, its files and the journal.
    ///
    /// @param trouble what the opening or the last checkpoint said
    static List<Finding> of(
            StoreDirectory directory, View view, Optional<String> trouble, Backup.Progress progress)
            throws IOException {
        Inspection inspection = new Inspection(directory, progress);
        trouble.ifPresent(text ->
                inspection.add(
                        Finding.Level.WARN,
                        text,
                        "'jobctl shutdown' writes everything anew; look at the disk: dmesg"));
        inspection.files(view);
        inspection.standIn();
        inspection.journal();
        inspection.findings.addAll(ContentCheck.of(view, progress));
        return List.copyOf(inspection.findings);
    }

    /// Returns what is said of a store that cannot be opened.
    static Finding of(StoreException failure) {
        String cure =
                switch (failure) {
                    case StoreException.Damaged damage -> damage.cure();
                    case StoreException.Newer _ -> "install that jobd again";
                    case StoreException.InUse _ -> "jobctl doctor, which asks the daemon";
                    case StoreException.Full _,
                            StoreException.Failed _,
                            StoreException.Refused _,
                            StoreException.Expired _ ->
                            "";
                };
        return new Finding(Finding.Level.BAD, ABOUT, String.valueOf(failure.getMessage()), cure);
    }

    private void add(Finding.Level level, String text, String cure) {
        findings.add(new Finding(level, ABOUT, text, cure));
    }

    private void files(View view) throws IOException {
        long bytes = 0;
        boolean sound = true;
        for (DataFile file : view.files()) {
            progress.at(0, view.rowsAbout());
            bytes += file.entry().length();
            if (!isSound(file)) {
                sound = false;
                add(
                        Finding.Level.BAD,
                        file.path() + " is damaged: its checksum is wrong",
                        "at once: jobctl backup FILE; then restore that in a new state directory");
            }
        }
        if (sound) {
            findings.add(
                    Finding.ok(
                            ABOUT,
                            "%d files, %d bytes: the checksum of each is right"
                                    .formatted(view.files().size(), bytes)));
        }
    }

    private static boolean isSound(DataFile file) {
        try {
            return file.isSound();
        } catch (StoreException.Damaged _) {
            return false;
        }
    }

    /// Looks at the files that would stand in for damaged ones. A checkpoint may take them away.
    private void standIn() throws IOException {
        StoreException.@Nullable Damaged last = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            Manifest before = null;
            try {
                before = ManifestFile.readPrevious(directory);
                if (before == null) {
                    return;
                }
                Generation.open(directory, before.files()).letGo();
                return;
            } catch (StoreException.Damaged damage) {
                last = damage;
            }
            if (Objects.equals(before, readPreviousQuietly())) {
                break;
            }
        }
        if (last != null) {
            add(
                    Finding.Level.WARN,
                    "what would stand in for the newest files cannot: " + last.getMessage(),
                    "'jobctl shutdown' and a new start make new files; look at the disk: dmesg");
        }
    }

    private @Nullable Manifest readPreviousQuietly() throws IOException {
        try {
            return ManifestFile.readPrevious(directory);
        } catch (StoreException.Damaged _) {
            return null;
        }
    }

    /// Reads the journal. What looks damaged while a daemon writes may be a write under way or a
    /// segment just given up, so only what stays so is told.
    private void journal() throws IOException {
        StoreException.@Nullable Damaged last = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                Manifest manifest = ManifestFile.readCurrent(directory);
                if (manifest == null) {
                    manifest = ManifestFile.readPrevious(directory);
                }
                if (manifest == null) {
                    return;
                }
                Replay replay = new Replay(directory, manifest, _ -> {});
                Journal.End end = replay.run();
                findings.add(
                        Finding.ok(
                                ABOUT,
                                "journal: %d commits in %d bytes are whole"
                                        .formatted(
                                                replay.sequence() - manifest.seq(), end.total())));
                return;
            } catch (StoreException.Damaged damage) {
                last = damage;
            } catch (IOException failure) {
                // A segment that was listed and then let go.
                if (i == ATTEMPTS - 1) {
                    throw failure;
                }
            }
        }
        if (last != null) {
            add(Finding.Level.BAD, String.valueOf(last.getMessage()), last.cure());
        }
    }
}
