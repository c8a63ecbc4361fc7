package dev.jobd.daemon;

import dev.jobd.daemon.log.LogText;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Standard error beside the log: each line that is printed is one line, and nothing in it drives a
/// terminal, whatever of other people's texts stands in it.
final class LogStream extends PrintStream {

    LogStream(OutputStream out) {
        super(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public void println(String line) {
        super.println(LogText.harmless(line));
    }

    @Override
    public void println(Object line) {
        super.println(LogText.harmless(String.valueOf(line)));
    }
}
