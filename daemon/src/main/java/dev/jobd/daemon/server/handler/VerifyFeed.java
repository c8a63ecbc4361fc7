package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Feed;
import dev.jobd.daemon.server.Pushes;
import dev.jobd.daemon.store.Finding;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.wire.Json;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/// Sends what was found, a line each.
///
/// @param store what is looked at
record VerifyFeed(Store store) implements Feed {

    @Override
    public void run(Pushes out) throws IOException {
        Json.Builder ended = Json.object();
        try {
            for (Finding finding : store.verify(new ProgressLines(out))) {
                out.send(Json.object().put("finding", FindingJson.of(finding)).build());
            }
            ended.put("code", "done");
        } catch (ClosedChannelException gone) {
            throw gone;
        } catch (IOException | StoreException failure) {
            ended.put("code", "failed")
                    .put("message", "the store cannot be read: " + failure.getMessage());
        }
        out.send(Json.object().put("ended", ended.build()).build());
    }
}
