package dev.jobd.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void optionsAreRead() {
        assertThat(Options.parse("--ascii", "--socket", "/a"))
                .isEqualTo(new Options("/a", true, false, false, false, ""));
        assertThat(Options.parse("--socket=/b").socket()).isEqualTo("/b");
    }

    @Test
    void whatIsNotUnderstoodIsAUsageError() {
        assertThat(run("--colour")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("'--colour'", "Usage: jobtop");
        assertThat(run("--socket")).isEqualTo(2);
    }

    @Test
    void helpGoesToStandardOutput() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--socket", "NO_COLOR");
        assertThat(err.size()).isZero();
    }

    @Test
    void versionGoesToStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("jobtop ");
    }

    private int run(String... arguments) {
        Jobtop jobtop = new Jobtop(Map.of(), SocketDaemon::new);
        return jobtop.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }
}
