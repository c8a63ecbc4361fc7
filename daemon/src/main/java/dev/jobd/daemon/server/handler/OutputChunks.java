package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.process.RunLog;
import dev.jobd.wire.Json;
import dev.jobd.wire.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The output of one attempt, cut into pieces that fit on a line. A piece that is UTF-8 is sent as
/// text and ends where a character ends; any other is sent in base64. Put together again, the
/// pieces are the bytes of the file.
final class OutputChunks {
    /// The longest character has four bytes, so three can be the start of one.
    private static final int UNFINISHED_MAX = 3;

    private final Optional<RunLog> log;
    private long offset;
    private long left;
    private boolean reached;

    OutputChunks(Optional<RunLog> log, long offset, long max) {
        this.log = log;
        this.offset = offset;
        this.left = max;
    }

    /// Returns the place of the next byte.
    long offset() {
        return offset;
    }

    /// Returns how many more bytes may be sent.
    long left() {
        return left;
    }

    boolean isFull() {
        return left == 0;
    }

    /// Goes to `count` bytes before the end, or on to where a character begins.
    void seekTail(long count) throws IOException {
        if (log.isEmpty()) {
            return;
        }
        offset = Math.max(0, log.get().size() - count);
        if (offset > 0) {
            byte[] start = log.get().read(offset, UNFINISHED_MAX);
            int skipped = 0;
            while (skipped < start.length && (start[skipped] & 0xC0) == 0x80) {
                skipped++;
            }
            // Three such bytes and more to come are no text, so nothing is to be spared.
            offset += skipped < UNFINISHED_MAX || count <= UNFINISHED_MAX ? skipped : 0;
        }
    }

    /// Returns the next line: output, or a gap if the file was cut; empty if there is nothing new.
    ///
    /// @param isComplete whether nothing will be added to the file, so that the beginning of a
    ///   character at its end is all there will be of it
    Optional<Json.Obj> next(boolean isComplete) throws IOException {
        if (log.isEmpty() || left == 0) {
            return Optional.empty();
        }
        byte[] bytes = log.get().read(offset, (int) Math.min(left, Limits.CHUNK_BYTES));
        if (bytes.length == 0) {
            return gap();
        }
        int text = textLength(bytes);
        boolean mayGrow = !isComplete && bytes.length < left;
        if (text == 0 && mayGrow) {
            return Optional.empty();
        }
        return Optional.of(text > 0 ? text(bytes, text) : base64(bytes));
    }

    /// Returns the gap if the file ends before the place that it once reached.
    private Optional<Json.Obj> gap() throws IOException {
        boolean isThere = log.isPresent() && log.get().size() >= offset;
        if (isThere || !reached) {
            reached = isThere;
            return Optional.empty();
        }
        Json.Obj range = Json.object().put("from", offset).put("to", 0).build();
        offset = 0;
        return Optional.of(Json.object().put("gap", range).build());
    }

    private Json.Obj text(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return piece(length).put("data", text).build();
    }

    private Json.Obj base64(byte[] bytes) {
        String text = Base64.getEncoder().encodeToString(bytes);
        return piece(bytes.length).put("data", text).put("enc", "base64").build();
    }

    private Json.Builder piece(int length) {
        Json.Builder piece = Json.object().put("stream", "out").put("offset", offset);
        offset += length;
        left -= length;
        reached = true;
        return piece.put("next", offset);
    }

    /// Returns how many bytes are whole characters: all, or all but the beginning of one at the
    /// end; -1 if they are not text.
    private static int textLength(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(in, CharBuffer.allocate(bytes.length), false);
        return result.isError() ? -1 : in.position();
    }
}
