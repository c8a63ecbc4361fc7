package dev.jobd.tui.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/// Hands a terminal's bytes on in whole units: a plain byte, or a complete escape sequence, or a
/// complete bracketed paste, however the bytes were split on their way.
///
/// An Esc byte is the Esc key when nothing follows for a moment; everything longer is held back
/// until it is complete. So a sequence cut by a slow line never turns into the keys its bytes would
/// be, and the Esc key is not felt as slow. [#available()] is 0 between two units: one unit is
/// decoded without a look at the next. Only one thread may read.
final class EscapeGuardInputStream extends InputStream {

    private static final int ESC = 0x1B;
    private static final int BELL = 7;
    private static final int SEQUENCE_BYTES_MAX = 256;
    private static final int PASTE_BYTES_MAX = 1 << 16;

    /// How long an Esc byte waits for more before it is the Esc key: shorter than a person feels.
    static final Duration ESCAPE_KEY = Duration.ofMillis(30);

    private static final Duration LOST_PASTE_END = Duration.ofSeconds(1);
    private static final byte[] PASTE_START = {ESC, '[', '2', '0', '0', '~'};
    private static final byte[] PASTE_END = {ESC, '[', '2', '0', '1', '~'};

    private final InputStream raw;
    private final Duration escapeKey;
    private byte[] unit = new byte[SEQUENCE_BYTES_MAX];
    private int length;
    private int given;

    /// The byte that came instead of the one waited for; -2 when there is none.
    private int pushedBack = -2;

    EscapeGuardInputStream(InputStream raw, Duration escapeKey) {
        this.raw = raw;
        this.escapeKey = escapeKey;
    }

    @Override
    public int read() throws IOException {
        if (given == length && !nextUnit()) {
            return -1;
        }
        return unit[given++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (given == length && !nextUnit()) {
            return -1;
        }
        int copied = Math.min(count, length - given);
        System.arraycopy(unit, given, target, offset, copied);
        given += copied;
        return copied;
    }

    /// The bytes left of the unit that is being read; 0 between units, even when more has arrived.
    @Override
    public int available() {
        return length - given;
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }

    private boolean nextUnit() throws IOException {
        while (true) {
            given = 0;
            length = 0;
            int first = take();
            if (first < 0) {
                return false;
            }
            keep(first);
            if (first != ESC || !arrivesWithin(escapeKey) || completeEscape()) {
                return true;
            }
        }
    }

    /// Reads the rest of an escape sequence; false when it broke off or was too long to be one, and
    /// is to be forgotten.
    private boolean completeEscape() throws IOException {
        int second = take();
        if (second < 0 || second == ESC) {
            pushedBack = second;
            return true;
        }
        keep(second);
        return switch (second) {
            case '[' -> completeControl();
            case 'O' -> keepLast(take());
            case ']', 'P', '_', '^', 'X' -> completeString();
            default -> true;
        };
    }

    /// A control sequence: parameters, then one byte from `@` to `~`. An Esc inside begins anew.
    private boolean completeControl() throws IOException {
        while (true) {
            int next = take();
            if (next < 0 || next == ESC) {
                pushedBack = next;
                return false;
            }
            keep(next);
            if (length == 3 && next == '[') {
                // The Linux console sends its function keys as Esc [ [ and a letter.
                return keepLast(take());
            }
            if (next >= '@' && next <= '~') {
                return is(PASTE_START) ? completePaste() : length < SEQUENCE_BYTES_MAX;
            }
        }
    }

    /// A reply of the terminal in a string: up to BEL or Esc \.
    private boolean completeString() throws IOException {
        while (true) {
            int next = take();
            if (next < 0) {
                pushedBack = next;
                return false;
            }
            keep(next);
            if (next == BELL) {
                return length < SEQUENCE_BYTES_MAX;
            }
            if (next == ESC) {
                return keepLast(take()) && length < SEQUENCE_BYTES_MAX;
            }
        }
    }

    /// Pasted text up to its end mark; what is more than the limit is thrown away. When the end
    /// mark was lost, Esc and a pause get the keyboard back.
    private boolean completePaste() throws IOException {
        int matched = 0;
        while (matched < PASTE_END.length) {
            int next = take();
            if (next < 0) {
                pushedBack = next;
                return false;
            }
            matched = next == PASTE_END[matched] ? matched + 1 : next == ESC ? 1 : 0;
            keepPasted(next);
            if (matched == 1 && !arrivesWithin(LOST_PASTE_END)) {
                return false;
            }
        }
        // At the limit the end mark was not kept: it takes the place of the last bytes.
        System.arraycopy(PASTE_END, 0, unit, length - PASTE_END.length, PASTE_END.length);
        return true;
    }

    private void keepPasted(int next) {
        if (length == unit.length && length < PASTE_BYTES_MAX) {
            unit = Arrays.copyOf(unit, Math.min(2 * unit.length, PASTE_BYTES_MAX));
        }
        if (length < unit.length) {
            unit[length++] = (byte) next;
        }
    }

    private void keep(int next) {
        if (length < SEQUENCE_BYTES_MAX) {
            unit[length++] = (byte) next;
        }
    }

    private boolean keepLast(int next) {
        if (next < 0 || (next == ESC && unit[1] == 'O')) {
            pushedBack = next;
            return false;
        }
        keep(next);
        return true;
    }

    private boolean is(byte[] sequence) {
        return length == sequence.length
                && Arrays.mismatch(unit, 0, length, sequence, 0, length) < 0;
    }

    private int take() throws IOException {
        int next = pushedBack;
        if (next == -2) {
            return raw.read();
        }
        pushedBack = next == -1 ? -1 : -2;
        return next;
    }

    /// A tty read cannot be given a time limit from Java, so the wait looks every millisecond; it
    /// happens only after an Esc byte.
    private boolean arrivesWithin(Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (pushedBack == -2 && raw.available() == 0) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
