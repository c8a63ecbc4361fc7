package dev.jobd.daemon;

import dev.jobd.text.SafeText;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Where the daemon's log goes: each line that is printed is one line, and nothing in it drives a
/// terminal, whatever of other people's texts stands in it.
final class LogStream extends PrintStream {

    LogStream(OutputStream out) {
        super(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public void println(String line) {
        super.println(harmless(line));
    }

    @Override
    public void println(Object line) {
        super.println(harmless(String.valueOf(line)));
    }

    /// Returns the text with every character that does more than stand there as an escape.
    static String harmless(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    // A stack trace is indented by tabs.
                    if (c == '\t' || SafeText.isHarmless(c)) {
                        safe.appendCodePoint(c);
                    } else {
                        safe.append(String.format(Locale.ROOT, "\\u%04x", c));
                    }
                });
        return safe.toString();
    }
}
