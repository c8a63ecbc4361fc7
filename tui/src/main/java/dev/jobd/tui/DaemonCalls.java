package dev.jobd.tui;

import dev.jobd.tui.state.Answer;
import dev.jobd.tui.state.Effect;
import dev.jobd.tui.state.FormContent;
import dev.jobd.tui.state.Msg;
import dev.jobd.tui.state.Query;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Talks to the daemon beside the screen: one thread, one call after the other, every answer a
/// message.
final class DaemonCalls implements AutoCloseable {

    private final Daemon daemon;
    private final Mailbox mailbox;
    private final ExecutorService caller =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("daemon-calls").factory());

    DaemonCalls(Daemon daemon, Mailbox mailbox) {
        this.daemon = daemon;
        this.mailbox = mailbox;
    }

    /// Asks for a sign of life; the answer carries the number.
    void ping(int question) {
        submit(() -> mailbox.post(pong(question)));
    }

    /// Has something done.
    void send(Effect.Send wish) {
        submit(() -> mailbox.post(sent(wish)));
    }

    /// Asks what a screen wants to know.
    void ask(Query query) {
        submit(() -> mailbox.post(new Msg.Answered(query, answer(query))));
    }

    /// Makes or changes a job.
    void save(FormContent content) {
        submit(() -> mailbox.post(saved(content)));
    }

    /// Gives up on a daemon that does not answer: the waiting call fails at once.
    void disconnect() {
        daemon.close();
    }

    @Override
    public void close() {
        caller.shutdownNow();
        daemon.close();
    }

    private Msg pong(int question) {
        try {
            return new Msg.Pong(question, daemon.ping());
        } catch (IOException | Daemon.RefusedException e) {
            return new Msg.ConnectionLost(question, reason(e));
        }
    }

    private Msg sent(Effect.Send wish) {
        try {
            Daemon.Done done = daemon.send(wish);
            return new Msg.Done(done.text(), done.removed());
        } catch (Daemon.RefusedException e) {
            return new Msg.NotDone(wish.wish() + ": " + reason(e));
        } catch (IOException e) {
            return new Msg.NotDone(
                    wish.wish() + ": connection lost, it may or may not have been done");
        }
    }

    private Answer answer(Query query) {
        try {
            return daemon.ask(query);
        } catch (IOException | Daemon.RefusedException e) {
            return new Answer.None(reason(e));
        }
    }

    private Msg saved(FormContent content) {
        try {
            return new Msg.Saved(daemon.save(content));
        } catch (Daemon.RefusedException e) {
            return new Msg.NotSaved(reason(e), e.problems());
        } catch (IOException e) {
            return new Msg.NotSaved("connection lost, it may or may not have been done", Map.of());
        }
    }

    private void submit(Runnable call) {
        caller.execute(() -> {
            try {
                call.run();
            } catch (RuntimeException | Error e) {
                mailbox.crash(e);
            }
        });
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
