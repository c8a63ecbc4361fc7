package dev.jobd.tui;

import dev.jobd.tui.state.LogLine;
import dev.jobd.tui.state.LogLine.Look;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Makes lines of output that comes in pieces cut anywhere.
///
/// Of escape sequences only colours and bold are kept, as looks of the text; all others are left
/// out. A carriage return begins the line anew, as it does on a terminal. A line that is too long
/// goes on in the next one.
final class LogDecoder {

    private static final int LINE_MAX = 4096;
    private static final int TAB = 8;
    private static final int SEQUENCE_MAX = 64;
    private static final int COMMAND_MAX = 1000;

    private enum State {
        TEXT,
        ESCAPE,
        /// Within `ESC [ … letter`.
        SEQUENCE,
        /// Within `ESC ] … BEL` or `ESC ] … ESC \`.
        COMMAND,
        COMMAND_ESCAPE
    }

    /// Lines that came.
    ///
    /// @param replacesLast whether the first is the newest line that was there, as it has grown
    record Piece(List<LogLine> lines, boolean replacesLast) {}

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] rest = {};
    private State state = State.TEXT;
    private final StringBuilder sequence = new StringBuilder();
    private int commandLength;

    private final StringBuilder text = new StringBuilder();
    private final List<Look> looks = new ArrayList<>();
    private boolean continues;
    private boolean returned;
    private int colour = -1;
    private boolean bold;
    private int lookStart;

    /// Whether the newest line of the last piece was not complete.
    private boolean open;

    private List<LogLine> lines = new ArrayList<>();

    /// The lines that the next bytes make; the last one may grow with the piece after.
    Piece next(byte[] bytes) {
        boolean replaces = open;
        lines = new ArrayList<>();
        decode(bytes).codePoints().forEach(this::step);
        open = !text.isEmpty() || continues;
        if (open) {
            lines.add(line());
        }
        return new Piece(List.copyOf(lines), replaces);
    }

    /// What follows belongs to another output.
    void restart() {
        rest = new byte[0];
        state = State.TEXT;
        clear();
        continues = false;
        open = false;
        colour = -1;
        bold = false;
    }

    private String decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.allocate(rest.length + bytes.length).put(rest).put(bytes).flip();
        CharBuffer chars = CharBuffer.allocate(in.remaining() + 1);
        CoderResult result = decoder.decode(in, chars, false);
        if (result.isOverflow()) {
            throw new IllegalStateException("UTF-8 never has more characters than bytes");
        }
        rest = new byte[in.remaining()];
        in.get(rest);
        return chars.flip().toString();
    }

    private void step(int c) {
        switch (state) {
            case TEXT -> text(c);
            case ESCAPE ->
                    state =
                            switch (c) {
                                case '[' -> begin();
                                case ']', 'P', '^', '_', 'X' -> State.COMMAND;
                                default -> c >= ' ' && c < '0' ? State.ESCAPE : State.TEXT;
                            };
            case SEQUENCE -> sequence(c);
            case COMMAND -> {
                if (c == 0x1b) {
                    state = State.COMMAND_ESCAPE;
                } else if (c == 0x07 || ++commandLength > COMMAND_MAX) {
                    endCommand();
                }
            }
            case COMMAND_ESCAPE -> endCommand();
        }
    }

    private State begin() {
        sequence.setLength(0);
        return State.SEQUENCE;
    }

    private void endCommand() {
        state = State.TEXT;
        commandLength = 0;
    }

    private void sequence(int c) {
        if (c >= '@' && c <= '~') {
            state = State.TEXT;
            if (c == 'm') {
                look(sequence.toString());
            }
        } else if (c < ' ') {
            state = State.TEXT;
            text(c);
        } else if (sequence.length() < SEQUENCE_MAX) {
            sequence.appendCodePoint(c);
        }
    }

    private void text(int c) {
        switch (c) {
            case '\r' -> returned = true;
            case '\n' -> {
                lines.add(line());
                clear();
                continues = false;
            }
            case 0x1b -> state = State.ESCAPE;
            case 0x9b -> state = begin();
            default -> {
                if (returned) {
                    clear();
                }
                if (c == '\t') {
                    text.repeat(' ', TAB - text.length() % TAB);
                } else {
                    text.appendCodePoint(c);
                }
            }
        }
        if (text.length() >= LINE_MAX) {
            lines.add(line());
            clear();
            continues = true;
        }
    }

    private void clear() {
        text.setLength(0);
        looks.clear();
        lookStart = 0;
        returned = false;
    }

    private LogLine line() {
        List<Look> all = new ArrayList<>(looks);
        addLook(all);
        return new LogLine(text.toString(), all, "out", continues);
    }

    private void addLook(List<Look> all) {
        if ((colour >= 0 || bold) && lookStart < text.length()) {
            all.add(new Look(lookStart, text.length(), colour, bold));
        }
    }

    /// Takes a Select Graphic Rendition; colours beyond the first sixteen become plain.
    private void look(String parameters) {
        addLook(looks);
        lookStart = text.length();
        String[] codes = parameters.split("[;:]", -1);
        for (int i = 0; i < codes.length; i++) {
            int code = number(codes[i]);
            switch (code) {
                case 0 -> {
                    colour = -1;
                    bold = false;
                }
                case 1 -> bold = true;
                case 22 -> bold = false;
                case 38, 48 -> {
                    colour = code == 38 ? -1 : colour;
                    i += i + 1 < codes.length && number(codes[i + 1]) == 2 ? 4 : 2;
                }
                case 39 -> colour = -1;
                default -> {
                    if (code >= 30 && code <= 37) {
                        colour = code - 30;
                    } else if (code >= 90 && code <= 97) {
                        colour = code - 90;
                    }
                }
            }
        }
    }

    private static int number(String digits) {
        if (digits.isEmpty()) {
            return 0;
        }
        return digits.length() <= 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(digits)
                : -1;
    }
}
