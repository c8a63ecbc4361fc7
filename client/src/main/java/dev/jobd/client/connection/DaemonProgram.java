package dev.jobd.client.connection;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// The program `jobd`, run for one thing that it does without becoming a daemon.
public final class DaemonProgram {
    private final DaemonAddress address;

    public DaemonProgram(DaemonAddress address) {
        this.address = address;
    }

    /// What it came to.
    ///
    /// @param code its exit code
    /// @param output the lines it printed
    /// @param errors the lines it printed to standard error
    public record Result(int code, List<String> output, List<String> errors) {}

    /// Runs it on the state directory of the address and waits for its end.
    ///
    /// @throws DaemonUnavailableException if it cannot be run
    public Result run(List<String> arguments) {
        String launcher =
                address.launcher()
                        .orElseThrow(() ->
                                new DaemonUnavailableException(
                                        "jobctl does not know where jobd is; try 'jobd "
                                                + String.join(" ", arguments)
                                                + "'"))
                        .toString();
        List<String> words = new ArrayList<>(List.of(launcher));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> environment = builder.environment();
        environment.put("JOBD_SOCKET", address.socket().toString());
        environment.put("JOBD_STATE", address.state().toString());
        try {
            Process process = builder.redirectInput(new File("/dev/null")).start();
            CompletableFuture<List<String>> errors =
                    CompletableFuture.supplyAsync(
                            () -> process.errorReader(StandardCharsets.UTF_8).lines().toList());
            List<String> output = process.inputReader(StandardCharsets.UTF_8).lines().toList();
            return new Result(process.waitFor(), output, errors.join());
        } catch (IOException | UncheckedIOException e) {
            throw new DaemonUnavailableException("jobd cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DaemonUnavailableException("interrupted while jobd ran", e);
        }
    }
}
