package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Feed;
import dev.jobd.daemon.server.Pushes;
import dev.jobd.daemon.store.Backup;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.wire.Json;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;

/// Writes a backup and says how far it is. When the client goes away it is given up.
final class BackupFeed implements Feed {
    private final Store store;
    private final Path file;

    BackupFeed(Store store, Path file) {
        this.store = store;
        this.file = file;
    }

    @Override
    public void run(Pushes out) throws IOException {
        Json.Builder ended = Json.object();
        try {
            Backup backup = store.backup(file, new ProgressLines(out));
            ended.put("code", "saved")
                    .put("seq", backup.seq())
                    .put("rows", backup.rows())
                    .put("bytes", backup.bytes());
        } catch (ClosedChannelException gone) {
            throw gone;
        } catch (IOException failure) {
            ended.put("code", "failed")
                    .put("message", "the backup cannot be written: " + failure.getMessage());
        } catch (StoreException failure) {
            ended.put("code", "failed")
                    .put("message", "the store cannot be read: " + failure.getMessage());
        }
        out.send(Json.object().put("ended", ended.build()).build());
    }
}
