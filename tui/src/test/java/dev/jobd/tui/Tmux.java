package dev.jobd.tui;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A private tmux server with one window that runs a plain shell: a real terminal for tests.
///
/// Nothing here sleeps or polls: the pane's output also goes into a named pipe, and a wait looks at
/// the screen again when some has come, until it shows what it must, or fails with the screen.
final class Tmux {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String server;

    /// One permit for each piece of output that came since the last look.
    private final Semaphore news = new Semaphore(0);

    Tmux(Path folder, int columns, int rows, String... environment)
            throws IOException, InterruptedException {
        server = folder.resolve("tmux").toString();
        List<String> command = new ArrayList<>(List.of("tmux", "-S", server, "-f", "/dev/null"));
        command.addAll(List.of("new-session", "-d", "-x", columns + "", "-y", rows + ""));
        for (String variable : environment) {
            command.addAll(List.of("-e", variable));
        }
        // No profile, a prompt that is easy to see, and job control for Ctrl-Z.
        command.addAll(List.of("-e", "LC_ALL=C.UTF-8"));
        command.add("exec env PS1='ready$ ' bash --norc --noprofile -i");
        execute(command);
        try {
            tmux("set-option", "-s", "set-clipboard", "on");
            listen(Files.createTempDirectory(folder, "tmux").resolve("output"));
            waitFor("a prompt", screen -> screen.contains("ready$"));
        } catch (IOException | AssertionError e) {
            close();
            throw e;
        }
    }

    /// Types keys by tmux's names, `Enter`, `C-c`, or as text.
    void keys(String... keys) throws IOException, InterruptedException {
        tmux(join("send-keys", keys));
    }

    /// Types text as it is.
    void type(String text) throws IOException, InterruptedException {
        tmux("send-keys", "-l", "--", text);
    }

    /// Types a command for the shell.
    void command(String line) throws IOException, InterruptedException {
        type(line);
        keys("Enter");
    }

    /// Pastes as a terminal does, with the marks the program asked for.
    void paste(String text) throws IOException, InterruptedException {
        tmux("set-buffer", text);
        tmux("paste-buffer", "-p");
    }

    void resize(int columns, int rows) throws IOException, InterruptedException {
        tmux("resize-window", "-x", columns + "", "-y", rows + "");
    }

    /// The text on the screen.
    String screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p");
    }

    /// The text on the screen with its colours.
    String colours() throws IOException, InterruptedException {
        return tmux("capture-pane", "-ep");
    }

    /// What a program put into the clipboard.
    String clipboard() throws IOException, InterruptedException {
        return tmux("show-buffer");
    }

    /// The state tmux knows of the terminal: alternate screen, cursor, mouse.
    String flags() throws IOException, InterruptedException {
        return tmux(
                        "display-message",
                        "-p",
                        "alternate=#{alternate_on} cursor=#{cursor_flag} mouse=#{mouse_any_flag}")
                .strip();
    }

    /// Waits until the screen is as wanted and returns it.
    String waitFor(String what, Predicate<String> wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            news.drainPermits();
            String screen = screen();
            if (wanted.test(screen)) {
                return screen;
            }
            if (!news.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("waited in vain for " + what + "; the screen:\n" + screen);
            }
        }
    }

    /// Hears of all output from here on.
    private void listen(Path pipe) throws IOException, InterruptedException {
        execute(List.of("mkfifo", pipe.toString()));
        Thread.ofPlatform().daemon().name("tmux output").start(() -> hear(pipe));
        tmux("pipe-pane", "cat >'" + pipe + "'");
    }

    private void hear(Path pipe) {
        byte[] piece = new byte[1 << 16];
        try (InputStream output = Files.newInputStream(pipe)) {
            while (output.read(piece) >= 0) {
                news.release();
            }
        } catch (IOException _) {
            // The server has ended.
        }
        news.release();
    }

    String waitFor(String text) throws IOException, InterruptedException {
        return waitFor("'" + text + "'", screen -> screen.contains(text));
    }

    /// Waits until the flags are as wanted.
    void waitForFlags(String wanted) throws IOException, InterruptedException {
        waitFor(
                "flags " + wanted,
                screen -> {
                    try {
                        return flags().equals(wanted);
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    /// Ends the server and everything in it.
    void close() throws IOException, InterruptedException {
        tmux("kill-server");
    }

    private static String[] join(String first, String... rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    private String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", server));
        command.addAll(List.of(arguments));
        return execute(command);
    }

    private static String execute(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("TMUX");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
        return output;
    }
}
