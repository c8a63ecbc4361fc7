package dev.jobd.client.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    /// What follows a daemon may say something hours before it ends.
    @Test
    void aNoticeIsThereAtOnceAndBehindTheDataBeforeIt() {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        Console console =
                new Console(buffered(screen), buffered(screen), OptionalInt.empty(), false, false);

        console.line("data");
        console.notice("the daemon is gone");

        assertThat(screen.toString(UTF_8)).isEqualTo("data\njobctl: the daemon is gone\n");
    }

    private static PrintStream buffered(ByteArrayOutputStream target) {
        return new PrintStream(new BufferedOutputStream(target), false, UTF_8);
    }
}
