package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jobd.daemon.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final Path FILE = Path.of("manifest");
    private static final Manifest MANIFEST =
            new Manifest(
                    new UUID(1, 2),
                    3,
                    11,
                    4,
                    5,
                    6,
                    7,
                    List.of(new Manifest.Count(1, 8)),
                    List.of(
                            new DataFile.Entry(6, "history-00000001.db", 9, -1, 10),
                            new DataFile.Entry(6, "history-00000002.db", 11, 12, 13)));

    @Test
    void aManifestReadsBackAsItWasWritten() {
        assertThat(Manifest.decode(FILE, MANIFEST.encode())).isEqualTo(MANIFEST);
    }

    @Test
    void noByteCanChangeUnnoticed() {
        byte[] bytes = MANIFEST.encode();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            assertThatExceptionOfType(StoreException.class)
                    .as("byte %d", i)
                    .isThrownBy(() -> Manifest.decode(FILE, bytes));
            bytes[i] ^= 1;
        }
    }

    @Test
    void linesOfANewerMinorVersionAreLeftOut() {
        String text = new String(MANIFEST.encode(), StandardCharsets.US_ASCII);
        String newer = text.substring(0, text.lastIndexOf("crc ")).replace(" 1.0\n", " 1.9\n");
        newer += "colour blue\n";
        CRC32C crc = new CRC32C();
        crc.update(newer.getBytes(StandardCharsets.US_ASCII));
        newer += "crc " + HexFormat.of().toHexDigits((int) crc.getValue()) + "\n";
        assertThat(Manifest.decode(FILE, newer.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(MANIFEST);
    }
}
