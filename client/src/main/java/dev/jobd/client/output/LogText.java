package dev.jobd.client.output;

import dev.jobd.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Turns the output of a job, piece by piece, into text that a terminal merely shows.
///
/// Lines and tabs stay, escape sequences for colours and cursors are left out, a carriage return
/// that redraws a line begins a new one, and everything else that is no plain character becomes an
/// escape. A sequence or a character may be cut anywhere between two pieces.
public final class LogText {
    private enum State {
        TEXT,
        ESCAPE,
        /// Within `ESC [ … letter`.
        SEQUENCE,
        /// Within `ESC ] … BEL` or `ESC ] … ESC \`.
        COMMAND,
        COMMAND_ESCAPE
    }

    /// Where a command that never ends is taken to be none after all.
    private static final int COMMAND_LENGTH_MAX = 1000;

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] rest = {};
    private State state = State.TEXT;
    private boolean returned;
    private int commandLength;

    /// Returns the text of the next bytes; of a character that is cut at the end, nothing yet.
    public String next(byte[] bytes) {
        ByteBuffer in = ByteBuffer.allocate(rest.length + bytes.length).put(rest).put(bytes).flip();
        CharBuffer chars = CharBuffer.allocate(in.remaining() + 1);
        CoderResult result = decoder.decode(in, chars, false);
        if (result.isOverflow()) {
            throw new IllegalStateException("UTF-8 never has more characters than bytes");
        }
        rest = new byte[in.remaining()];
        in.get(rest);
        StringBuilder safe = new StringBuilder();
        chars.flip().codePoints().forEach(c -> step(safe, c));
        return safe.toString();
    }

    private void step(StringBuilder safe, int c) {
        switch (state) {
            case TEXT -> text(safe, c);
            case ESCAPE ->
                    state =
                            switch (c) {
                                case '[' -> State.SEQUENCE;
                                case ']', 'P', '^', '_', 'X' -> State.COMMAND;
                                default -> c >= ' ' && c < '0' ? State.ESCAPE : State.TEXT;
                            };
            case SEQUENCE -> {
                if (c >= '@' && c <= '~') {
                    state = State.TEXT;
                } else if (c < ' ') {
                    state = State.TEXT;
                    text(safe, c);
                }
            }
            case COMMAND -> {
                if (c == 0x1b) {
                    state = State.COMMAND_ESCAPE;
                } else if (c == 0x07 || ++commandLength > COMMAND_LENGTH_MAX) {
                    endCommand();
                }
            }
            case COMMAND_ESCAPE -> endCommand();
        }
    }

    private void endCommand() {
        state = State.TEXT;
        commandLength = 0;
    }

    private void text(StringBuilder safe, int c) {
        if (returned && c != '\n' && c != '\r') {
            safe.append('\n');
        }
        returned = c == '\r';
        switch (c) {
            case '\r' -> {}
            case '\n', '\t' -> safe.append((char) c);
            case 0x1b -> state = State.ESCAPE;
            case 0x9b -> state = State.SEQUENCE;
            default -> SafeText.append(safe, c);
        }
    }
}
