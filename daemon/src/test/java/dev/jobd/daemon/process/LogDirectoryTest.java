package dev.jobd.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobd.model.AttemptId;
import dev.jobd.model.JobId;
import dev.jobd.model.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogDirectoryTest {
    private static final JobId JOB = new JobId(7);
    private static final AttemptId ATTEMPT = new RunId(JOB, 2).attempt(3);

    @TempDir Path directory;
    private LogDirectory logs;

    @BeforeEach
    void open() {
        logs = new LogDirectory(directory.resolve("logs"));
    }

    @Test
    void anAttemptHasItsDirectoryOnceOnly() throws IOException {
        assertThat(logs.log(ATTEMPT).exists()).isFalse();
        assertThat(logs.create(ATTEMPT).directory()).isEqualTo(directory.resolve("logs/7/2.3"));
        assertThat(logs.log(ATTEMPT).exists()).isTrue();
        assertThatThrownBy(() -> logs.create(ATTEMPT))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    @Tag("C8")
    void aLinkIsNoDirectoryOfAJob() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createDirectory(logs.root());
        Files.createSymbolicLink(logs.directory(JOB), elsewhere);
        assertThatThrownBy(() -> logs.create(ATTEMPT)).isInstanceOf(IOException.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aPartOfTheOutputIsRead() throws IOException {
        RunLog log = logs.create(ATTEMPT);
        assertThat(log.size()).isZero();
        assertThat(log.read(0, 10)).isEmpty();
        Files.writeString(log.output(), "0123456789");
        assertThat(log.size()).isEqualTo(10);
        assertThat(text(log.read(0, 4))).isEqualTo("0123");
        assertThat(text(log.read(8, 4))).isEqualTo("89");
        assertThat(log.read(10, 4)).isEmpty();
        assertThat(log.read(99, 4)).isEmpty();
    }

    @Test
    @Tag("C8")
    void outputThatIsALinkIsNotRead() throws IOException {
        RunLog log = logs.create(ATTEMPT);
        Files.createSymbolicLink(
                log.output(), Files.writeString(directory.resolve("secret"), "secret"));
        assertThatThrownBy(() -> log.read(0, 10)).isInstanceOf(IOException.class);
        assertThatThrownBy(log::size).isInstanceOf(IOException.class);
    }

    @Test
    void theLogsOfAJobAreRemovedAndNothingElse() throws IOException {
        Path kept = Files.createDirectory(directory.resolve("kept"));
        Files.writeString(kept.resolve("file"), "x");
        RunLog log = logs.create(ATTEMPT);
        Files.writeString(log.output(), "x");
        Files.createSymbolicLink(log.directory().resolve("link"), kept);
        Files.createSymbolicLink(logs.directory(JOB).resolve("2.4"), kept);
        RunLog other = logs.create(new RunId(new JobId(70), 2).attempt(3));

        logs.delete(JOB);

        assertThat(logs.directory(JOB)).doesNotExist();
        assertThat(kept.resolve("file")).hasContent("x");
        assertThat(other.exists()).isTrue();
    }

    @Test
    void aJobWithoutLogsHasNothingToRemove() throws IOException {
        logs.delete(JOB);
        assertThat(logs.create(new RunId(new JobId(8), 1).attempt(1)).exists()).isTrue();
        logs.delete(JOB);
        assertThat(logs.root()).isNotEmptyDirectory();
    }

    @Test
    @Tag("C8")
    void aLinkInTheJobsPlaceIsRemovedAndNotFollowed() throws IOException {
        Path kept = Files.createDirectory(directory.resolve("kept"));
        Files.writeString(kept.resolve("file"), "x");
        Files.createDirectory(logs.root());
        Files.createSymbolicLink(logs.directory(JOB), kept);
        logs.delete(JOB);
        assertThat(logs.root()).isEmptyDirectory();
        assertThat(kept.resolve("file")).exists();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
