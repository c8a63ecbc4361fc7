package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Finding;
import dev.jobd.daemon.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Looks at a store that no daemon has, without changing anything.
final class StoreCheck {
    private StoreCheck() {}

    static List<Finding> of(Path state) throws IOException {
        if (!Files.isDirectory(state)) {
            return List.of(Finding.ok("store", "there is none yet in " + state));
        }
        try (StoreDirectory directory = StoreDirectory.look(state)) {
            return of(directory);
        } catch (StoreException failure) {
            return List.of(Inspection.of(failure));
        }
    }

    private static List<Finding> of(StoreDirectory directory) throws IOException {
        Opening.Opened opened = new Opening(directory, false).open();
        Snapshot snapshot = opened.snapshot();
        try (View view = Objects.requireNonNull(View.of(snapshot))) {
            return Inspection.of(directory, view, opened.trouble(), (_, _) -> {});
        } finally {
            snapshot.files().letGo();
        }
    }
}
