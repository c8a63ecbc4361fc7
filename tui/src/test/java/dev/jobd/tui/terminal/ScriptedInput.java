package dev.jobd.tui.terminal;

import java.io.InputStream;
import java.util.Arrays;

/// A terminal's input that arrives in chosen pieces: between two pieces nothing is there for some
/// looks, unless the reader waits for it.
final class ScriptedInput extends InputStream {

    private final byte[][] pieces;
    private final int emptyLooks;
    private int piece;
    private int offset;
    private int looks;

    /// Makes one.
    ///
    /// @param emptyLooks how often a look finds nothing before the next piece has arrived
    ScriptedInput(int emptyLooks, byte[]... pieces) {
        this.emptyLooks = emptyLooks;
        this.pieces = pieces;
    }

    /// Every byte a piece of its own.
    static ScriptedInput byteByByte(int emptyLooks, byte[] bytes) {
        byte[][] pieces = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            pieces[i] = Arrays.copyOfRange(bytes, i, i + 1);
        }
        return new ScriptedInput(emptyLooks, pieces);
    }

    @Override
    public int available() {
        if (piece == pieces.length) {
            return 0;
        }
        if (offset == 0 && looks < emptyLooks) {
            looks++;
            return 0;
        }
        return pieces[piece].length - offset;
    }

    @Override
    public int read() {
        if (piece == pieces.length) {
            return -1;
        }
        int value = pieces[piece][offset++] & 0xFF;
        if (offset == pieces[piece].length) {
            piece++;
            offset = 0;
            looks = 0;
        }
        return value;
    }

    @Override
    public int read(byte[] target, int targetOffset, int count) {
        int value = count == 0 ? 0 : read();
        if (count == 0 || value < 0) {
            return value;
        }
        target[targetOffset] = (byte) value;
        return 1;
    }
}
