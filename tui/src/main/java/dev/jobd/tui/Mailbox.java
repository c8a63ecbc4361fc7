package dev.jobd.tui;

import dev.jobd.tui.state.Msg;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Where everything that happens waits for the one thread that decides. A full mailbox makes the
/// sender wait.
final class Mailbox {

    private static final int MESSAGES_MAX = 1024;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final LinkedBlockingQueue<Msg> queue = new LinkedBlockingQueue<>(MESSAGES_MAX);
    private volatile @Nullable Throwable crash;

    /// Adds a message; any thread may.
    void post(Msg msg) {
        try {
            queue.put(msg);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Tells of an error in another thread of the program; the loop ends with it.
    void crash(Throwable error) {
        crash = error;
        var _ = queue.offer(new Msg.Tick());
    }

    /// Waits for messages and takes all there are; just a tick when none comes in time.
    List<Msg> await(Duration limit) throws InterruptedException {
        // In nanoseconds, centuries would not fit into a number.
        Duration wait = limit.isNegative() ? Duration.ZERO : limit;
        wait = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        Msg first = queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        Throwable error = crash;
        if (error != null) {
            throw new IllegalStateException("a background thread failed", error);
        }
        List<Msg> messages = new ArrayList<>();
        messages.add(first == null ? new Msg.Tick() : first);
        queue.drainTo(messages);
        return messages;
    }
}
