package dev.jobd.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Inputs near those of a corpus: pieces of them put together, cut, repeated and with single bytes
/// changed. The same seed gives the same inputs.
public final class Mutations {
    private static final List<String> PIECES =
            List.of(
                    "\u0000",
                    "\n",
                    "\r\n",
                    "\"",
                    "\\",
                    "\\u0000",
                    "\\ud800",
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    ",",
                    "null",
                    "true",
                    "-",
                    "+",
                    "0",
                    "1e999",
                    "9007199254740992",
                    "-0",
                    "\u202e",
                    "\u009b",
                    "\ufeff",
                    "99999999999999999999",
                    "P",
                    "T",
                    "Z",
                    "24:00",
                    " ",
                    "x-a");

    private final List<byte[]> corpus;
    private final SplittableRandom random;

    private Mutations(List<byte[]> corpus, SplittableRandom random) {
        this.corpus = corpus;
        this.random = random;
    }

    /// Returns the inputs near the lines of a file among the test resources, `/fuzz/…`.
    public static Mutations of(String resource, long seed) {
        try (InputStream in = Mutations.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no corpus " + resource);
            }
            List<byte[]> lines =
                    new String(in.readAllBytes(), UTF_8)
                            .lines()
                            .map(line -> line.getBytes(UTF_8))
                            .toList();
            return new Mutations(lines, new SplittableRandom(seed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the inputs of the corpus as they are.
    public List<byte[]> corpus() {
        return corpus;
    }

    /// Returns the next input.
    public byte[] next() {
        byte[] input = any();
        int changes = random.nextInt(1, 6);
        for (int i = 0; i < changes; i++) {
            input = change(input);
        }
        return input;
    }

    private byte[] any() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] change(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + random.nextInt(1, 9));
        byte[] head = Arrays.copyOf(input, at);
        return switch (random.nextInt(7)) {
            case 0 -> flip(input);
            case 1 -> join(head, Arrays.copyOfRange(input, to, input.length));
            case 2 -> join(head, piece(), Arrays.copyOfRange(input, at, input.length));
            case 3 -> join(head, piece(), Arrays.copyOfRange(input, to, input.length));
            case 4 -> repeat(input, at, to);
            case 5 -> {
                byte[] other = any();
                int from = random.nextInt(other.length + 1);
                yield join(head, Arrays.copyOfRange(other, from, other.length));
            }
            default -> head;
        };
    }

    private byte[] flip(byte[] input) {
        byte[] flipped = input.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
        }
        return flipped;
    }

    private byte[] repeat(byte[] input, int from, int to) {
        byte[] part = Arrays.copyOfRange(input, from, to);
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        repeated.write(input, 0, from);
        int times = random.nextInt(1, 60);
        for (int i = 0; i < times; i++) {
            repeated.writeBytes(part);
        }
        repeated.write(input, from, input.length - from);
        return repeated.toByteArray();
    }

    private byte[] piece() {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
