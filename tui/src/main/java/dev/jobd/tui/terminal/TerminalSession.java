package dev.jobd.tui.terminal;

import dev.jobd.signal.SystemSignal;
import dev.jobd.tui.input.InputEvent;
import dev.jobd.tui.state.Size;
import dev.jobd.tui.view.Frame;
import dev.jobd.tui.view.FrameRenderer;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The time during which the terminal is ours: entered once, left on every way out.
///
/// All output goes through one lock and a flag: whoever leaves the screen takes the lock and clears
/// the flag, so nothing can be drawn over the shell's screen afterwards. The shutdown hook makes
/// sure of that for SIGTERM, SIGINT, SIGHUP and `System.exit`.
public final class TerminalSession implements AutoCloseable {

    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?2004h\u001b[2J";
    // Attributes off, paste marks off, mouse off, cursor on, back to the normal screen.
    private static final String LEAVE =
            "\u001b[?2026l\u001b[0m\u001b[?2004l\u001b[?1000l\u001b[?1006l\u001b[?25h\u001b[?1049l";

    /// Clicks and the wheel, with coordinates in decimal numbers.
    private static final String MOUSE_ON = "\u001b[?1000h\u001b[?1006h";

    private static final String MOUSE_OFF = "\u001b[?1000l\u001b[?1006l";

    // A drawer that hangs on a stopped terminal must not keep the program from ending.
    private static final long LOCK_WAIT_MS = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Stty stty = new Stty();
    private final Stty.Found found;
    private final TtyTerminal terminal;
    private final FrameRenderer renderer;
    private final Thread hook = new Thread(() -> leave(true), "terminal-restore");
    private boolean active;

    /// Whether the mouse is ours while the terminal is.
    private boolean mouse;

    /// Whether another program has the terminal now.
    private volatile boolean lent;

    /// Set on the last way out: the terminal is not taken again.
    private boolean ended;

    private TerminalSession(Stty.Found found) throws IOException {
        this.found = found;
        terminal =
                new TtyTerminal(
                        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                        new FileOutputStream(FileDescriptor.out));
        renderer = new FrameRenderer(new LanternaPort(terminal));
    }

    /// Takes the terminal over; empty when standard input or output is none.
    public static Optional<TerminalSession> open() throws IOException {
        Optional<Stty.Found> found = new Stty().saveAndSetRaw();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        TerminalSession session = new TerminalSession(found.get());
        Runtime.getRuntime().addShutdownHook(session.hook);
        session.enter(false);
        return Optional.of(session);
    }

    /// The size the terminal had when it was taken over.
    public Size sizeAtStart() {
        return found.size();
    }

    /// The terminal's size now.
    public Size size() throws IOException {
        return stty.size();
    }

    /// Calls listeners when the window changes its size and when the process was continued.
    public void listen(Runnable resized, Runnable continued) {
        SystemSignal.listen("WINCH", resized);
        SystemSignal.listen("CONT", continued);
    }

    /// Calls a listener when the process is interrupted, unless another program has the terminal:
    /// then the interrupt was meant for that.
    public void listenToInterrupt(Runnable interrupted) {
        SystemSignal.listen(
                "INT",
                () -> {
                    if (!lent) {
                        interrupted.run();
                    }
                });
    }

    /// Blocks until the next key or paste; for one thread.
    public InputEvent nextEvent() {
        return terminal.nextEvent();
    }

    /// Shows a frame, unless the terminal has been left.
    public void draw(Frame frame) {
        lock.lock();
        try {
            if (active) {
                renderer.draw(frame);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Makes the next frame a full repaint.
    public void repaint() {
        lock.lock();
        try {
            renderer.forget();
        } finally {
            lock.unlock();
        }
    }

    /// Gives the terminal back, stops the process group as Ctrl-Z does, and takes the terminal
    /// again when it has been continued.
    public void suspend() throws IOException {
        leave(false);
        stty.stopProcessGroup();
        resume();
    }

    /// Takes the terminal again after the process was stopped, however that happened.
    public void resume() throws IOException {
        enter(true);
    }

    /// Lends the terminal to a program and takes it back when the program has ended; returns its
    /// exit code. An interrupt from the keyboard is the program's alone meanwhile.
    public int lend(List<String> command) throws IOException {
        lent = true;
        try {
            leave(false);
            return stty.run(command);
        } finally {
            lent = false;
            resume();
        }
    }

    /// Has the terminal tell clicks and the wheel, or keep them for its own selection.
    public void useMouse(boolean on) throws IOException {
        lock.lock();
        try {
            mouse = on;
            if (active) {
                terminal.control(on ? MOUSE_ON : MOUSE_OFF);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Hands a text to the terminal's clipboard (OSC 52); a terminal that has none shows nothing.
    public void copy(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (active) {
                terminal.control(
                        "\u001b]52;c;" + Base64.getEncoder().encodeToString(bytes) + "\u0007");
            }
        } finally {
            lock.unlock();
        }
    }

    /// Leaves the terminal as it was found; again is harmless.
    @Override
    public void close() {
        leave(true);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is already ending, and the hook finds nothing left to do.
            return;
        }
    }

    private void enter(boolean again) throws IOException {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            if (again) {
                stty.setRaw();
            }
            active = true;
            terminal.control(mouse ? ENTER + MOUSE_ON : ENTER);
            renderer.forget();
        } finally {
            lock.unlock();
        }
    }

    private void leave(boolean forGood) {
        boolean locked = false;
        try {
            locked = lock.tryLock(LOCK_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            ended |= forGood;
            if (active) {
                active = false;
                terminal.control(LEAVE);
            }
        } catch (IOException | UncheckedIOException e) {
            // The terminal is gone; there is nothing to restore.
        } finally {
            restoreSettings();
            if (locked) {
                lock.unlock();
            }
        }
    }

    private void restoreSettings() {
        try {
            stty.restore(found);
        } catch (IOException e) {
            // The terminal is gone.
            return;
        }
    }
}
