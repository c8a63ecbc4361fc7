package dev.jobd.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.socket.LineReader.Next;
import dev.jobd.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Covers P1 and P2 for the framing.
class LineReaderTest {

    /// Gives out its bytes in pieces of at most `piece`.
    private static ReadableByteChannel channel(byte[] bytes, int piece) {
        ReadableByteChannel all = Channels.newChannel(new ByteArrayInputStream(bytes));
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer target) throws IOException {
                ByteBuffer some = target.slice();
                some.limit(Math.min(piece, some.remaining()));
                int count = all.read(some);
                target.position(target.position() + Math.max(0, count));
                return count;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    private static List<String> read(byte[] bytes, int piece, int max) throws IOException {
        LineReader reader = new LineReader(channel(bytes, piece), max);
        List<String> seen = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case Next.Line(byte[] line) -> seen.add(new String(line, UTF_8));
                case Next.TooLong() -> seen.add("<too long>");
                case Next.NoRoom() -> seen.add("<no room>");
                case Next.Endless() -> {
                    seen.add("<endless>");
                    return seen;
                }
                case Next.End() -> {
                    return seen;
                }
            }
        }
    }

    private static List<String> read(String text, int max) throws IOException {
        List<String> whole = read(text.getBytes(UTF_8), Integer.MAX_VALUE, max);
        assertThat(read(text.getBytes(UTF_8), 1, max)).isEqualTo(whole);
        return whole;
    }

    @Test
    void linesEndWithALineFeedOrTheEnd() throws IOException {
        assertThat(read("a\nbc\r\nd", 10)).containsExactly("a", "bc", "d");
        assertThat(read("a\n", 10)).containsExactly("a");
        assertThat(read("", 10)).isEmpty();
    }

    @Test
    void emptyLinesArePassedOver() throws IOException {
        assertThat(read("\n\r\n\na\n\n\n", 10)).containsExactly("a");
    }

    @Test
    void aCarriageReturnWithinALineBelongsToIt() throws IOException {
        assertThat(read("a\rb\n", 10)).containsExactly("a\rb");
    }

    @Test
    @Tag("P2")
    void theBoundIsTheLengthWithoutTheEnd() throws IOException {
        assertThat(read("0123456789\r\n0123456789\n", 10))
                .containsExactly("0123456789", "0123456789");
        assertThat(read("0123456789x\nab\n", 10)).containsExactly("<too long>", "ab");
        assertThat(read("0123456789x", 10)).containsExactly("<too long>");
    }

    @Test
    void afterALineThatIsTooLongTheNextOneIsRead() throws IOException {
        assertThat(read("x".repeat(39) + "\nab\ncd\n", 10))
                .containsExactly("<too long>", "ab", "cd");
    }

    @Test
    void aLineWithoutEndIsGivenUp() throws IOException {
        assertThat(read("x".repeat(100_000), 10)).containsExactly("<endless>");
    }

    @Test
    @Tag("P2")
    void anEndlessStreamTakesNoMemory() throws IOException {
        long[] served = {0};
        ReadableByteChannel endless =
                new ReadableByteChannel() {
                    @Override
                    public int read(ByteBuffer target) {
                        int count = target.remaining();
                        served[0] += count;
                        target.position(target.limit());
                        return count;
                    }

                    @Override
                    public boolean isOpen() {
                        return true;
                    }

                    @Override
                    public void close() {}
                };

        assertThat(new LineReader(endless, 1 << 20).next()).isInstanceOf(Next.Endless.class);
        assertThat(served[0]).isBetween(4L << 20, (4L << 20) + (64 << 10));
    }

    @Test
    void theListenerHearsWhenALineIsUnfinished() throws IOException {
        List<Boolean> heard = new ArrayList<>();
        byte[] bytes = "abcdef\ngh\n".getBytes(UTF_8);
        LineReader reader =
                new LineReader(channel(bytes, 3), 100, new Common(new Semaphore(0)), heard::add);

        reader.next();
        assertThat(heard).containsExactly(true, false);
        reader.next();
        reader.next();
        assertThat(heard).containsExactly(true, false, true, false);
    }

    @Test
    @Tag("P2")
    void ofTwoLongLinesThatBeginOnlyOneIsKeptIfThereIsRoomForOne() throws IOException {
        Semaphore room = new Semaphore(LineReader.BUFFER_BYTES);
        byte[] bytes = ("x".repeat(LineReader.BUFFER_BYTES + 1) + "\nshort\n").getBytes(UTF_8);
        LineReader first = reader(bytes, room);
        LineReader second = reader(bytes, room);

        assertThat(first.next()).isInstanceOf(Next.Line.class);
        assertThat(second.next()).isInstanceOf(Next.NoRoom.class);
        assertThat(second.next()).isInstanceOf(Next.Line.class);
        assertThat(room.availablePermits()).isZero();
        first.next();
        assertThat(first.next()).isInstanceOf(Next.End.class);
        assertThat(room.availablePermits()).isEqualTo(LineReader.BUFFER_BYTES);
        assertThat(reader(bytes, room).next()).isInstanceOf(Next.Line.class);
    }

    @Test
    void whatIsReleasedIsThereForOthers() throws IOException {
        Semaphore room = new Semaphore(LineReader.BUFFER_BYTES);
        LineReader reader = reader("x".repeat(LineReader.BUFFER_BYTES + 1).getBytes(UTF_8), room);

        assertThat(reader.next()).isInstanceOf(Next.Line.class);
        assertThat(room.availablePermits()).isZero();
        reader.release();
        reader.release();
        assertThat(room.availablePermits()).isEqualTo(LineReader.BUFFER_BYTES);
    }

    @Test
    @Tag("P8")
    void whatBeginsBehindALongLineKeepsOnlyWhatItNeeds() throws IOException {
        int all = 1 << 20;
        Semaphore room = new Semaphore(all);
        byte[] bytes = ("x".repeat(500_000) + "\n" + "y".repeat(12_000) + "\nz").getBytes(UTF_8);
        LineReader reader =
                new LineReader(channel(bytes, 600_000), 1 << 20, new Common(room), _ -> {});

        assertThat(reader.next()).isInstanceOf(Next.Line.class);
        assertThat(room.availablePermits()).isLessThan(all - 400_000);
        reader.shrink();
        assertThat(room.availablePermits()).isEqualTo(all - LineReader.BUFFER_BYTES);
        Next second = reader.next();
        assertThat(((Next.Line) second).bytes()).hasSize(12_000);
        reader.shrink();
        assertThat(room.availablePermits()).isEqualTo(all);
        assertThat(((Next.Line) reader.next()).bytes()).isEqualTo(new byte[] {'z'});
    }

    private static LineReader reader(byte[] bytes, Semaphore room) {
        return new LineReader(channel(bytes, 1_000), 1 << 20, new Common(room), _ -> {});
    }

    @Test
    @Tag("P1")
    void anySplitOfAnyStreamGivesTheSameLines() throws IOException {
        long seed = Seeds.any();
        SplittableRandom random = new SplittableRandom(seed);
        int streams = Seeds.bound(20_000, 2_000_000);
        for (int i = 0; i < streams; i++) {
            int max = random.nextInt(1, 30);
            byte[] bytes = stream(random, max);
            List<String> whole = read(bytes, Integer.MAX_VALUE, max);
            for (int piece = 1; piece < 5; piece++) {
                List<String> pieces = read(bytes, piece, max);
                assertThat(pieces).as("seed %d", seed).isEqualTo(whole);
            }
            assertThat(whole).as("seed %d", seed).isEqualTo(obvious(bytes, max));
        }
    }

    private static byte[] stream(SplittableRandom random, int max) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int lines = random.nextInt(6);
        for (int i = 0; i < lines; i++) {
            int length = random.nextInt(max * 2);
            for (int j = 0; j < length; j++) {
                bytes.write(random.nextInt(20) == 0 ? '\r' : 'a' + random.nextInt(26));
            }
            bytes.writeBytes(random.nextBoolean() ? new byte[] {'\r', '\n'} : new byte[] {'\n'});
        }
        if (lines > 0 && random.nextBoolean()) {
            bytes.writeBytes("end".substring(0, Math.min(3, max)).getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<String> obvious(byte[] bytes, int max) {
        List<String> lines = new ArrayList<>();
        String[] parts = new String(bytes, UTF_8).split("\n", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean hasFeed = i < parts.length - 1;
            String line = hasFeed && parts[i].endsWith("\r") ? cut(parts[i]) : parts[i];
            if (!line.isEmpty()) {
                lines.add(line.length() > max ? "<too long>" : line);
            }
        }
        return lines;
    }

    private static String cut(String text) {
        return text.substring(0, text.length() - 1);
    }

    /// What one reader has of a common room.
    private static final class Common implements LineReader.Room {
        private final Semaphore all;

        private Common(Semaphore all) {
            this.all = all;
        }

        @Override
        public boolean take(int bytes) {
            return all.tryAcquire(bytes);
        }

        @Override
        public void giveBack(int bytes) {
            all.release(bytes);
        }
    }
}
