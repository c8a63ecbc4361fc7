package dev.jobd.daemon.log;

import dev.jobd.text.SafeText;
import java.util.Locale;

/// Text that does not drive a terminal, whatever of other people's texts stands in it.
public final class LogText {
    private LogText() {}

    /// Returns the text with every character that does more than stand there as an escape.
    public static String harmless(String text) {
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
