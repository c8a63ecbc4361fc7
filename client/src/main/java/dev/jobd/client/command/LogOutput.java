package dev.jobd.client.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jobd.client.output.Console;
import dev.jobd.client.output.LogText;
import dev.jobd.wire.Json;
import java.util.Base64;

/// Writes the lines of a log as they come from the daemon.
final class LogOutput {
    private final Session session;
    private final boolean isRaw;
    private LogText text = new LogText();

    /// Makes one.
    ///
    /// @param isRaw whether the output goes out byte for byte
    LogOutput(Session session, boolean isRaw) {
        this.session = session;
        this.isRaw = isRaw;
    }

    /// Writes what one line brings.
    void accept(Json.Obj line) {
        Console console = session.console();
        if (session.isJson()) {
            console.json(line);
            console.out().flush();
            return;
        }
        line.findText("data").ifPresent(_ -> write(bytes(line)));
        line.findInteger("attempt")
                .ifPresent(number -> {
                    console.notice("attempt " + number);
                    text = new LogText();
                });
        line.findObject("gap")
                .ifPresent(gap ->
                        console.notice(
                                "output is missing here: bytes %d to %d"
                                        .formatted(gap.integer("from"), gap.integer("to"))));
    }

    /// Writes bytes of output.
    void write(byte[] bytes) {
        if (isRaw) {
            session.console().out().write(bytes, 0, bytes.length);
        } else {
            session.console().out().print(text.next(bytes));
        }
        session.console().out().flush();
    }

    /// Returns the bytes that a line brings, none if it brings something else.
    static byte[] bytes(Json.Obj line) {
        String data = line.findText("data").orElse("");
        return line.findText("enc").filter("base64"::equals).isPresent()
                ? Base64.getDecoder().decode(data)
                : data.getBytes(UTF_8);
    }
}
