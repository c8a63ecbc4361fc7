package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Pushes;
import dev.jobd.daemon.store.Backup;
import dev.jobd.wire.Json;
import java.nio.channels.ClosedChannelException;

/// Says how far work is, at most a hundred times.
final class ProgressLines implements Backup.Progress {
    private static final int STEPS = 100;

    private final Pushes out;
    private long step = -1;

    ProgressLines(Pushes out) {
        this.out = out;
    }

    @Override
    public void at(long done, long total) throws ClosedChannelException {
        long now = total == 0 ? 0 : done * STEPS / total;
        if (now != step) {
            step = now;
            out.send(Json.object().put("done", done).put("total", total).build());
        }
    }
}
