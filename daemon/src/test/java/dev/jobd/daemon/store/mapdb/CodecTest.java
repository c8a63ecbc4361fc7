package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jobd.daemon.store.Samples;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.model.Job;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodecTest {
    /// Every record as the newest version writes it.
    private static final String GOLDEN = "records-v4.txt";

    /// Every record as older versions have written it: a released version's records are read for
    /// ever.
    private static final List<String> OLDER =
            List.of("records-v1.txt", "records-v2.txt", "records-v3.txt");

    @Test
    void everyRecordReadsBackAsItWas() {
        RecordSamples.all()
                .forEach((name, value) ->
                        assertThat(RecordSamples.decode(value, RecordSamples.encode(value)))
                                .as(name)
                                .isEqualTo(value));
    }

    @Test
    void goldenRecordsAreReadAndStillWrittenSo() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            update();
        }
        Map<String, String> golden = golden(GOLDEN);
        RecordSamples.all()
                .forEach((name, value) -> {
                    String hex = golden.getOrDefault(name, "");
                    assertThat(HexFormat.of().formatHex(RecordSamples.encode(value)))
                            .as(name)
                            .isEqualTo(hex);
                    assertThat(RecordSamples.decode(value, HexFormat.of().parseHex(hex)))
                            .as(name)
                            .isEqualTo(value);
                });
        assertThat(golden).hasSameSizeAs(RecordSamples.all());
    }

    @Test
    void recordsOfOlderVersionsAreRead() throws IOException {
        for (String older : OLDER) {
            golden(older)
                    .forEach((name, hex) -> {
                        Object value = RecordSamples.all().getOrDefault(name, "unknown");
                        assertThat(RecordSamples.decode(value, HexFormat.of().parseHex(hex)))
                                .as("%s in %s", name, older)
                                .isEqualTo(value);
                    });
        }
    }

    /// Writes the newest file anew, which nobody may do whose records have been released.
    private static void update() throws IOException {
        StringBuilder text = new StringBuilder();
        RecordSamples.all()
                .forEach((name, value) ->
                        text.append(name)
                                .append(' ')
                                .append(HexFormat.of().formatHex(RecordSamples.encode(value)))
                                .append('\n'));
        Path directory = Path.of("src/test/resources/dev/jobd/daemon/store/mapdb");
        Files.writeString(directory.resolve(GOLDEN), text);
    }

    private static Map<String, String> golden(String name) throws IOException {
        Map<String, String> golden = new LinkedHashMap<>();
        try (InputStream file = CodecTest.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new AssertionError("no " + name);
            }
            String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
            for (String line : text.lines().toList()) {
                int space = line.indexOf(' ');
                golden.put(line.substring(0, space), line.substring(space + 1));
            }
        }
        return golden;
    }

    @Test
    void fieldsOfANewerMinorVersionAreLeftOut() {
        RecordSamples.all()
                .forEach((name, value) -> {
                    byte[] bytes = RecordSamples.encode(value);
                    byte[] more = Arrays.copyOf(bytes, bytes.length + 5);
                    assertThat(RecordSamples.decode(value, more)).as(name).isEqualTo(value);
                });
        byte[] block =
                new RecordWriter(1)
                        .block("known", (writer, text) -> writer.text(text).text("new"))
                        .number(42)
                        .toBytes();
        String read =
                RecordReader.read(
                        "test",
                        1,
                        block,
                        reader -> reader.block(RecordReader::text) + reader.number());
        assertThat(read).isEqualTo("known42");
    }

    @Test
    void aRecordOfANewerVersionIsRefused() {
        byte[] bytes = JobCodec.encode(Samples.job(1, "tick"));
        bytes[0]++;
        assertThatExceptionOfType(StoreException.Failed.class)
                .isThrownBy(() -> JobCodec.decode(bytes))
                .withMessageContaining("newer");
    }

    @Test
    void aCutOrChangedRecordIsReadOrRefusedButNothingElse() {
        RecordSamples.all()
                .forEach((name, value) -> {
                    byte[] bytes = RecordSamples.encode(value);
                    for (int i = 0; i < bytes.length; i++) {
                        assertReadOrRefused(name, value, Arrays.copyOf(bytes, i));
                        byte[] changed = bytes.clone();
                        changed[i] ^= (byte) 0x55;
                        assertReadOrRefused(name, value, changed);
                    }
                });
    }

    private static void assertReadOrRefused(String name, Object kind, byte[] bytes) {
        Throwable failure = catchThrowable(() -> RecordSamples.decode(kind, bytes));
        if (failure != null) {
            assertThat(failure).as(name).isInstanceOf(StoreException.Failed.class);
        }
    }

    @Test
    void theRevisionOfAJobIsReadWithoutTheRest() {
        Job job = Samples.job(5, "tick");
        Job changed = job.withDefinition(job.definition(), Samples.NOON);
        assertThat(JobCodec.revision(JobCodec.encode(changed))).isEqualTo(2);
    }
}
