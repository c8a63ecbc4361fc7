package dev.jobd.daemon.server.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.process.RunLog;
import dev.jobd.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputChunksTest {
    @TempDir Path directory;
    private OutputChunks chunks;

    @BeforeEach
    void open() throws IOException {
        chunks = new OutputChunks(Optional.of(new RunLog(directory)), 0, Long.MAX_VALUE);
        append(new byte[0]);
    }

    private void append(byte[] bytes) throws IOException {
        Files.write(
                directory.resolve("out"),
                bytes,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void theBeginningOfACharacterIsKeptBackUntilTheRestComes() throws IOException {
        append(bytes('a', 0xe2, 0x82));
        assertThat(chunks.next(false).orElseThrow().text("data")).isEqualTo("a");
        assertThat(chunks.next(false)).isEmpty();
        append(bytes(0xac, 'b'));

        assertThat(chunks.next(false).orElseThrow().text("data")).isEqualTo("€b");
        assertThat(chunks.offset()).isEqualTo(5);
    }

    @Test
    void theBeginningOfACharacterIsSentWhenNoRestCanCome() throws IOException {
        append(bytes('a', 0xe2, 0x82));
        assertThat(chunks.next(true).orElseThrow().text("data")).isEqualTo("a");
        Json.Obj rest = chunks.next(true).orElseThrow();

        assertThat(rest.text("enc")).isEqualTo("base64");
        assertThat(rest.text("data")).isEqualTo("4oI=");
        assertThat(chunks.next(true)).isEmpty();
    }

    @Test
    void whatIsNotTextIsSentInBase64() throws IOException {
        append(bytes('a', 0xff, 'b'));

        assertThat(chunks.next(false).orElseThrow().text("data")).isEqualTo("Yf9i");
    }

    @Test
    @Tag("P16")
    void aFileThatIsCutIsReadFromItsStartAfterAGap() throws IOException {
        append("0123456789".getBytes(UTF_8));
        chunks.next(false);
        Files.write(directory.resolve("out"), "new".getBytes(UTF_8));
        Json.Obj gap = chunks.next(false).orElseThrow().object("gap");

        assertThat(gap).isEqualTo(Json.object().put("from", 10).put("to", 0).build());
        assertThat(chunks.next(false).orElseThrow().text("data")).isEqualTo("new");
        assertThat(chunks.next(false)).isEmpty();
    }

    @Test
    void aPlaceBehindTheEndIsNoGap() throws IOException {
        append("0123".getBytes(UTF_8));
        OutputChunks behind =
                new OutputChunks(Optional.of(new RunLog(directory)), 8, Long.MAX_VALUE);
        assertThat(behind.next(false)).isEmpty();
        append("456789".getBytes(UTF_8));

        assertThat(behind.next(false).orElseThrow().text("data")).isEqualTo("89");
    }

    @Test
    void withoutFilesThereIsNothing() throws IOException {
        OutputChunks none = new OutputChunks(Optional.empty(), 0, 5);
        none.seekTail(3);

        assertThat(none.next(true)).isEmpty();
    }
}
