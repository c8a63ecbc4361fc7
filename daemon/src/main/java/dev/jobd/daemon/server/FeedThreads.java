package dev.jobd.daemon.server;

import dev.jobd.wire.Json;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs feeds, each on a thread, and no more than there may be.
final class FeedThreads {
    private static final Logger LOG = LoggerFactory.getLogger(FeedThreads.class);
    private static final Json.Obj FAILED =
            Json.object()
                    .put(
                            "ended",
                            Json.object()
                                    .put("code", "failed")
                                    .put("seq", Json.NULL)
                                    .put("message", "a fault of the daemon; its log says more")
                                    .build())
                    .build();

    private final Semaphore free;
    private final Set<FeedPushes> running = ConcurrentHashMap.newKeySet();

    FeedThreads(int max) {
        free = new Semaphore(max);
    }

    /// Takes a place for a feed; returns whether there was one.
    boolean take() {
        return free.tryAcquire();
    }

    /// Gives places back that were taken for feeds that are never run.
    void giveBack(int count) {
        free.release(count);
    }

    /// Runs a feed, for which a place was taken.
    ///
    /// @param ended called when it is over
    void run(Feed feed, FeedPushes pushes, Runnable ended) {
        running.add(pushes);
        ClientThread.named("feed")
                .start(() -> {
                    try {
                        feed.run(pushes);
                    } catch (IOException e) {
                        LOG.debug("a feed ended early", e);
                    } catch (RuntimeException fault) {
                        LOG.error("a feed failed", fault);
                        pushes.sendLast(FAILED);
                    } finally {
                        running.remove(pushes);
                        free.release();
                        ended.run();
                    }
                });
    }

    /// Lets all feeds look whether their connection has ended.
    void wakeAll() {
        running.forEach(FeedPushes::wake);
    }
}
