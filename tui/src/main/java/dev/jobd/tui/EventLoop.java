package dev.jobd.tui;

import dev.jobd.tui.input.InputEvent;
import dev.jobd.tui.state.Effect;
import dev.jobd.tui.state.Msg;
import dev.jobd.tui.state.Transition;
import dev.jobd.tui.state.UiState;
import dev.jobd.tui.state.Update;
import dev.jobd.tui.terminal.TerminalSession;
import dev.jobd.tui.view.View;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;

/// The one thread of the screen: waits for messages, lets [Update] decide, carries out the effects,
/// and draws when something was said.
///
/// It sleeps until a message or the next deadline; nothing polls. What a person does is drawn at
/// once; what only comes in is drawn at most 20 times a second.
final class EventLoop {

    private static final Duration FRAME = Duration.ofMillis(50);

    private final TerminalSession session;
    private final Mailbox mailbox;
    private final DaemonCalls calls;
    private final Update update;
    private final View view;
    private final Stopwatch clock;
    private final JobFeed jobs;
    private final LogReader logs;
    private final Programs programs;
    private final ProcessTrees processes = new ProcessTrees();

    /// One permit for each event of the terminal that has been dealt with: the next one is read
    /// only then, so that nobody reads the keys meant for a program that has the terminal.
    private final Semaphore dealtWith = new Semaphore(0);

    private UiState state;
    private Instant drawnAt = Instant.MIN;
    private boolean quit;

    /// Our clock: steady, so that a step of the wall clock moves no countdown and no time limit.
    static final class Stopwatch {
        private final Instant start = Instant.now();
        private final long startNanos = System.nanoTime();

        Instant now() {
            return start.plusNanos(System.nanoTime() - startNanos);
        }
    }

    EventLoop(TerminalSession session, Mailbox mailbox, DaemonCalls calls, Parts parts) {
        this.session = session;
        this.mailbox = mailbox;
        this.calls = calls;
        this.update = parts.update();
        this.view = parts.view();
        this.clock = parts.clock();
        this.jobs = parts.jobs();
        this.logs = parts.logs();
        this.programs = parts.programs();
        this.state = parts.first();
    }

    /// What the loop is made of beside its surroundings.
    record Parts(
            Update update,
            View view,
            Stopwatch clock,
            UiState first,
            JobFeed jobs,
            LogReader logs,
            Programs programs) {}

    /// Runs until the user quits or the terminal goes away.
    void run() throws IOException, InterruptedException {
        session.listen(
                () -> mailbox.post(new Msg.WindowChanged()),
                () -> mailbox.post(new Msg.Continued()));
        Thread.ofPlatform().daemon().name("terminal-input").start(this::readInput);
        apply(List.of(new Msg.Tick()));
        draw();
        boolean waiting = false;
        while (!quit) {
            Instant deadline = waiting ? drawnAt.plus(FRAME) : Update.deadline(state);
            List<Msg> messages = mailbox.await(Duration.between(clock.now(), deadline));
            apply(messages);
            waiting = !messages.stream().anyMatch(EventLoop::isUrgent) && isTooSoon();
            if (!waiting && !quit) {
                draw();
            }
        }
    }

    private boolean isTooSoon() {
        return clock.now().isBefore(drawnAt.plus(FRAME));
    }

    private static boolean isUrgent(Msg msg) {
        return switch (msg) {
            case Msg.Input _, Msg.WindowChanged _, Msg.Resized _, Msg.Continued _ -> true;
            case Msg.Edited _, Msg.Told _ -> true;
            case Msg.Connected _, Msg.JobsChanged _, Msg.JobsReplaced _, Msg.Synced _ -> false;
            case Msg.Tick _, Msg.ConnectionLost _, Msg.Pong _, Msg.Done _, Msg.NotDone _ -> false;
            case Msg.Answered _, Msg.Saved _, Msg.NotSaved _ -> false;
            case Msg.LogOpened _, Msg.LogLines _, Msg.LogEnded _, Msg.Sampled _ -> false;
        };
    }

    private void apply(List<Msg> messages) throws IOException {
        for (Msg msg : messages) {
            Transition transition = update.apply(state, msg, clock.now());
            state = transition.state();
            for (Effect effect : transition.effects()) {
                carryOut(effect);
            }
            if (msg instanceof Msg.Input) {
                dealtWith.release();
            }
        }
    }

    private void carryOut(Effect effect) throws IOException {
        switch (effect) {
            case Effect.Connect(int attempt, boolean afresh) -> jobs.connect(attempt, afresh);
            case Effect.Ping(int question) -> calls.ping(question);
            case Effect.Send wish -> calls.send(wish);
            case Effect.Ask(var query) -> calls.ask(query);
            case Effect.Save(var content) -> calls.save(content);
            case Effect.OpenLog(int feed, var run, long bytes) -> logs.open(feed, run, bytes);
            case Effect.CloseLog() -> logs.close();
            case Effect.LookAt(var pids) ->
                    Thread.startVirtualThread(
                            () -> mailbox.post(new Msg.Sampled(processes.look(pids))));
            case Effect.UseMouse(boolean on) -> session.useMouse(on);
            case Effect.Copy(var text, var what) -> {
                session.copy(text);
                apply(List.of(new Msg.Told("copied the " + what, false)));
            }
            case Effect.Page(var path) -> apply(List.of(programs.page(session, path), resized()));
            case Effect.EditText(var text) ->
                    apply(List.of(programs.edit(session, text), resized()));
            case Effect.Disconnect() -> {
                jobs.disconnect();
                calls.disconnect();
            }
            case Effect.Repaint() -> session.repaint();
            case Effect.Reenter() -> session.resume();
            case Effect.Measure() -> apply(List.of(resized()));
            case Effect.Suspend() -> {
                session.suspend();
                apply(List.of(resized()));
            }
            case Effect.Quit() -> quit = true;
        }
    }

    private Msg resized() throws IOException {
        return new Msg.Resized(session.size());
    }

    private void draw() {
        session.draw(view.draw(state));
        drawnAt = clock.now();
    }

    private void readInput() {
        try {
            InputEvent event;
            do {
                event = session.nextEvent();
                mailbox.post(new Msg.Input(event));
                dealtWith.acquire();
            } while (!(event instanceof InputEvent.Ended));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            mailbox.crash(e);
        }
    }
}
