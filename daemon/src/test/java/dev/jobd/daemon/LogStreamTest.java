package dev.jobd.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.log.LogText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LogStreamTest {
    private static final String DIRECTIONS =
            "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream log = new LogStream(bytes);

    @Test
    @Tag("C2")
    void noCharacterWhateverComesOutThatDrivesATerminal() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String line = LogText.harmless(new String(Character.toChars(c)));
            assertThat(line.codePoints())
                    .as("U+%04X", c)
                    .noneMatch(it ->
                            (it < 0x20 && it != '\t')
                                    || (it >= 0x7f && it <= 0x9f)
                                    || (it >= 0xd800 && it <= 0xdfff)
                                    || DIRECTIONS.indexOf(it) >= 0);
        }
    }

    @Test
    @Tag("C4")
    void whatIsPrintedAsOneLineIsOneLine() {
        log.println("a\nERROR forged\r\u2028b");
        log.println((Object) new IllegalStateException("a\nERROR forged"));
        assertThat(bytes.toString(UTF_8).lines())
                .containsExactly(
                        "a\\u000aERROR forged\\u000d\\u2028b",
                        "java.lang.IllegalStateException: a\\u000aERROR forged");
    }

    @Test
    @Tag("C4")
    void theLinesOfAStackTraceCannotBeForged() {
        new IllegalStateException("a\nERROR forged", new RuntimeException("b\nERROR forged"))
                .printStackTrace(log);
        assertThat(bytes.toString(UTF_8).lines()).noneMatch(line -> line.startsWith("ERROR"));
    }
}
