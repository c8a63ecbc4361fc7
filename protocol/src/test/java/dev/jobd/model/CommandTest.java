package dev.jobd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {

    @Test
    void aCommandNamesAProgram() {
        assertThatThrownBy(() -> new Command.Argv(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Command.Argv(List.of("", "x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Command.Shell(" \t"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noWordHoldsANul() {
        assertThatThrownBy(() -> new Command.Argv(List.of("echo", "a\u0000b")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Command.Shell("echo a\u0000b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theArgumentsStayAsTheyWere() {
        List<String> words = new ArrayList<>(List.of("echo", "a"));
        Command.Argv command = new Command.Argv(words);
        words.add("b");
        assertThat(command.arguments()).containsExactly("echo", "a");
    }

    @ParameterizedTest
    @CsvSource({
        "make, make",
        "/usr/bin/make, make",
        "./build.sh, build.sh",
        "a b, a b",
        "/bin/, ''",
    })
    void theProgramIsTheLastPartOfItsPath(String program, String expected) {
        assertThat(new Command.Argv(List.of(program, "x")).program()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'sort x | uniq', sort",
        "'  /usr/bin/sort\tx', sort",
        "date, date",
    })
    void theProgramOfAShellLineIsItsFirstWord(String line, String expected) {
        assertThat(new Command.Shell(line).program()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "plain, plain",
                "/usr/bin/a-b_c.d:e@f%g+h=i, /usr/bin/a-b_c.d:e@f%g+h=i",
                "two words, 'two words'",
                "$HOME, '$HOME'",
                "it's, 'it'\\''s'",
                "\"\", ''",
                "ä, 'ä'",
                "~, '~'",
                "a*, 'a*'",
            })
    void aWordIsQuotedWhereAShellWouldReadItOtherwise(String word, String expected) {
        assertThat(ShellWords.quote(word)).isEqualTo(expected);
    }

    @Test
    void aCommandIsShownOnOneLineAsAShellWouldReadIt() {
        assertThat(new Command.Argv(List.of("echo", "a b", "", "c")).text())
                .isEqualTo("echo 'a b' '' c");
        assertThat(new Command.Shell("a | b").text()).isEqualTo("a | b");
    }

    @Test
    void aRealShellReadsTheWordsBackAsTheyAre() throws IOException {
        List<String> words =
                List.of("a b", "it's", "$HOME", "`id`", "\\", "\"", "*", "", "a\nb", "#x", "!");
        Process shell =
                new ProcessBuilder("/bin/sh", "-c", "printf '[%s]' " + ShellWords.join(words))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).isEqualTo("[" + String.join("][", words) + "]");
    }
}
