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
    private static final int STEPS = 100;

    private final Store store;
    private final Path file;
    private long step = -1;

    BackupFeed(Store store, Path file) {
        this.store = store;
        this.file = file;
    }

    @Override
    public void run(Pushes out) throws IOException {
        Json.Builder ended = Json.object();
        try {
            Backup backup = store.backup(file, (done, total) -> at(out, done, total));
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

    private void at(Pushes out, long done, long total) throws ClosedChannelException {
        long now = total == 0 ? 0 : done * STEPS / total;
        if (now != step) {
            step = now;
            out.send(Json.object().put("done", done).put("total", total).build());
        }
    }
}
