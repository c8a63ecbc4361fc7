package dev.jobd.daemon.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files as people write them, and files that are refused.
class EnvironmentFileTest {
    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = folder.resolve("env");
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private void refused(String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnvironmentFile.read(file))
                .withMessage("environment file " + file + ": " + why);
    }

    @Test
    @Tag("C7")
    void aLineIsAVariable() throws IOException {
        write(
                """
                # for the database
                PLAIN=a b

                  export QUOTED="a 'b' # c"
                SINGLE='$HOME "x"'
                EMPTY=
                EQUALS=a=b==
                ODD="
                WINDOWS=x\r
                PLAIN=again\
                """);

        assertThat(EnvironmentFile.read(file))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "PLAIN", "again",
                                "QUOTED", "a 'b' # c",
                                "SINGLE", "$HOME \"x\"",
                                "EMPTY", "",
                                "EQUALS", "a=b==",
                                "ODD", "\"",
                                "WINDOWS", "x"));
    }

    @Test
    @Tag("C7")
    void whatIsWrongIsNamedByItsLineAndNotQuoted() throws IOException {
        write("A=1\nsecret\n");
        refused("line 2 is not NAME=VALUE");
        write("A-B=secret");
        refused("line 1 is not NAME=VALUE");
        write("=secret");
        refused("line 1 is not NAME=VALUE");
        write("A=sec\0ret");
        refused("line 1 has a NUL character");
        Files.write(file, "A=ä".getBytes(ISO_8859_1));
        refused("it is not UTF-8");
        write("A=" + "x".repeat(1 << 20));
        refused("it is larger than 1 MiB");
    }

    @Test
    @Tag("C7")
    void aFileThatOthersMayUseOrThatIsNoneIsRefused() throws IOException {
        for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            refused("others than its owner may use it: chmod 600 it");
        }
        Files.delete(file);
        refused("there is no such file");
        Files.createDirectory(file);
        refused("it is no file");
    }
}
