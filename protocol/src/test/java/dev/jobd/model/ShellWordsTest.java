package dev.jobd.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jobd.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {
    private static final String[] PIECES = {
        "a",
        "b c",
        "'",
        "\"",
        "\\",
        " ",
        "\t",
        "'x y'",
        "\"x \\\" y\"",
        "\\ ",
        "é",
        "''",
        "\"\"",
        "="
    };

    /// Lines that a shell takes, with nothing in them that it would expand.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b  c",
                "  a\tb ",
                "a'b c'd",
                "'' \"\"",
                "\"a \\\" b\" c",
                "\"a \\\\ b\"",
                "\"a \\x b\"",
                "a\\ b",
                "a\\\\b",
                "'a\\b'",
                "a\\'b",
                "'a\"b' \"a'b\"",
                "--env A='x y' -- sh -c 'echo \"hi there\"'",
                "Grüße 'süß e'",
            })
    void aLineIsReadAsAShellReadsIt(String line) throws Exception {
        assertThat(ShellWords.split(line)).isEqualTo(ofShell(line));
    }

    private static List<String> ofShell(String line) throws Exception {
        Process shell = new ProcessBuilder("/bin/sh", "-c", "printf '%s\\000' " + line).start();
        String out = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).isZero();
        return List.of(out.split("\0", -1)).subList(0, out.split("\0", -1).length - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "a \"b", "a\\", "\"a\\"})
    void whatIsNotEndedIsRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> ShellWords.split(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a $b", "a `b`", "\"$b\"", "a | b", "a > b", "a; b", "a && b", "a *", "a ?"})
    void whatAShellWouldDoBeyondHasToBeQuoted(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> ShellWords.split(line));
        String quoted = ShellWords.quote(line);
        assertThat(ShellWords.split(quoted)).containsExactly(line);
    }

    static LongStream seeds() {
        return Seeds.upTo(200, 20_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsJoinedIsSplitIntoTheSameWords(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            StringBuilder word = new StringBuilder();
            for (int j = random.nextInt(4); j >= 0; j--) {
                word.append(PIECES[random.nextInt(PIECES.length)]);
            }
            words.add(word.toString());
        }
        assertThat(ShellWords.split(ShellWords.join(words))).as("seed %d", seed).isEqualTo(words);
    }
}
