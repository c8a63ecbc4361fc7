package dev.jobd.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jobd.client.command.Invocation;
import dev.jobd.client.command.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Calls `jobctl` in this process, in surroundings that never change: a Wednesday, 14:30 in Vienna,
/// in `/work dir`, with a small environment.
public final class Call {
    static final Instant NOW = Instant.parse("2026-11-25T13:30:00Z");

    private final Map<String, String> environment = new HashMap<>();
    private OptionalInt width = OptionalInt.empty();
    private String typed = "";

    public Call(Path socket) {
        environment.putAll(
                Map.of(
                        "JOBD_SOCKET", socket.toString(),
                        "JOBD_AUTOSTART", "0",
                        "HOME", "/home/me",
                        "PATH", "/bin"));
    }

    /// What a call came to.
    public record Result(int code, String out, String err) {}

    /// Returns the call with a variable.
    public Call with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// Returns the call at a terminal without colours.
    public Call atTerminal(int columns) {
        width = OptionalInt.of(columns);
        return with("NO_COLOR", "1");
    }

    /// Returns the call with what a person types.
    public Call typing(String text) {
        typed = text;
        return this;
    }

    /// Makes the call.
    public Result jobctl(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings =
                new Surroundings(
                        environment,
                        Path.of("/work dir"),
                        () -> "0027",
                        InstantSource.fixed(NOW),
                        () -> ZoneId.of("Europe/Vienna"),
                        new ByteArrayInputStream(typed.getBytes(UTF_8)),
                        width);
        int code =
                Invocation.run(
                        List.of(words),
                        surroundings,
                        new PrintStream(out, false, UTF_8),
                        new PrintStream(err, false, UTF_8));
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}
