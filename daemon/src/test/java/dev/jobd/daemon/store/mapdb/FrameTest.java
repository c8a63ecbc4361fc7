package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final UUID STORE = new UUID(1, 2);
    private static final List<Op> OPS =
            List.of(
                    new Op(1, Keys.number(7), "value".getBytes(StandardCharsets.UTF_8)),
                    new Op(200, new byte[0], new byte[300]),
                    new Op(3, new byte[130], null),
                    new Op(4, Keys.number(-1), new byte[0]));

    private static ByteBuffer encoded() {
        int length = (int) Frame.lengthOf(OPS);
        ByteBuffer bytes = ByteBuffer.allocate(length + 20).position(10);
        Frame.encode(bytes, STORE, new Frame(9, 8, OPS, length));
        assertThat(bytes.position()).isEqualTo(10 + length);
        return bytes.flip();
    }

    @Test
    void aFrameReadsBackAsItWasWritten() {
        Frame frame = Frame.decode(encoded(), STORE, 10);
        assertThat(frame)
                .usingRecursiveComparison()
                .isEqualTo(new Frame(9, 8, OPS, (int) Frame.lengthOf(OPS)));
    }

    @Test
    void noBitOfAFrameCanChangeUnnoticed() {
        ByteBuffer bytes = encoded();
        for (int bit = 10 * 8; bit < bytes.limit() * 8; bit++) {
            flip(bytes, bit);
            assertThat(Frame.decode(bytes, STORE, 10)).as("bit %d", bit).isNull();
            flip(bytes, bit);
        }
        assertThat(Frame.decode(bytes, STORE, 10)).isNotNull();
    }

    private static void flip(ByteBuffer bytes, int bit) {
        bytes.put(bit / 8, (byte) (bytes.get(bit / 8) ^ (1 << (bit % 8))));
    }

    @Test
    void aCutFrameIsNone() {
        ByteBuffer bytes = encoded();
        for (int limit = 10; limit < bytes.limit(); limit++) {
            assertThat(Frame.decode(bytes.duplicate().limit(limit), STORE, 10)).isNull();
        }
    }

    @Test
    void aFrameOfAnotherStoreIsNone() {
        assertThat(Frame.decode(encoded(), new UUID(1, 3), 10)).isNull();
    }
}
