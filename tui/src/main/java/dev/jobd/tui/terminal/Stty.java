package dev.jobd.tui.terminal;

import dev.jobd.tui.state.Size;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Asks and changes the terminal's line settings through `stty`, found by PATH.
///
/// That costs under two milliseconds a call; native calls from Java cost more and print warnings.
final class Stty {

    private static final String RAW = "stty -icanon -echo -isig -ixon -iexten min 1 time 0";
    private static final int NO_TERMINAL = 3;

    /// What the terminal was like before it was changed.
    record Found(String settings, Size size) {}

    /// Saves the settings and makes the terminal deliver every key at once, in one process; empty
    /// when standard input or output is no terminal.
    Optional<Found> saveAndSetRaw() throws IOException {
        // Standard output must be the terminal itself to be tested, so the answer comes by
        // standard error.
        String script =
                "[ -t 0 ] && [ -t 1 ] || exit "
                        + NO_TERMINAL
                        + "; { stty -g && stty size && "
                        + RAW
                        + "; } >&2";
        Process process =
                new ProcessBuilder("sh", "-c", script)
                        .redirectInput(Redirect.INHERIT)
                        .redirectOutput(Redirect.INHERIT)
                        .start();
        String answer = read(process.getErrorStream());
        int code = waitFor(process);
        if (code == NO_TERMINAL) {
            return Optional.empty();
        }
        List<String> lines = answer.lines().toList();
        if (code != 0 || lines.size() < 2) {
            throw new IOException("stty failed (exit " + code + "): " + answer.strip());
        }
        return Optional.of(new Found(lines.get(0).strip(), size(lines.get(1))));
    }

    void setRaw() throws IOException {
        run("sh", "-c", RAW);
    }

    void restore(Found found) throws IOException {
        run("stty", found.settings());
    }

    /// The terminal's present size, or 80 columns and 24 rows when it does not say.
    Size size() throws IOException {
        return size(run("stty", "size"));
    }

    /// Stops the whole process group, as Ctrl-Z does, and returns when it has been continued: the
    /// process that sends the signal is stopped with it and ends only then.
    void stopProcessGroup() throws IOException {
        run("sh", "-c", "kill -TSTP 0");
    }

    /// Runs a program on the terminal and returns its exit code.
    int run(List<String> command) throws IOException {
        return waitFor(new ProcessBuilder(command).inheritIO().start());
    }

    private static Size size(String answer) {
        String[] words = answer.strip().split(" ", -1);
        try {
            int rows = Integer.parseInt(words[0]);
            int columns = Integer.parseInt(words[1]);
            return rows > 0 && columns > 0 ? new Size(columns, rows) : new Size(80, 24);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return new Size(80, 24);
        }
    }

    private static String run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(Redirect.INHERIT)
                        .redirectErrorStream(true)
                        .start();
        String answer = read(process.getInputStream());
        waitFor(process);
        return answer;
    }

    private static String read(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static int waitFor(Process process) {
        boolean interrupted = false;
        while (true) {
            try {
                int code = process.waitFor();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return code;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
