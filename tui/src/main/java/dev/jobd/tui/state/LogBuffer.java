package dev.jobd.tui.state;

import java.util.ArrayList;
import java.util.List;

/// The newest lines of an output, bounded by lines and by characters; lines are numbered from the
/// first one that ever came, so that a place stays a place when old lines go.
///
/// Kept in pieces, so that adding lines copies a list of pieces and not of lines.
///
/// @param first the number of the oldest line that is kept
/// @param lines how many are kept
/// @param characters how long they are together
public record LogBuffer(List<List<LogLine>> pieces, long first, int lines, long characters) {

    private static final int LINES_MAX = 20_000;
    private static final long CHARACTERS_MAX = 4 << 20;
    private static final int PIECE = 500;

    public static final LogBuffer EMPTY = new LogBuffer(List.of(), 0, 0, 0);

    /// The number after the newest line's.
    public long end() {
        return first + lines;
    }

    /// The line of a number that is kept.
    public LogLine get(long number) {
        long index = number - first;
        for (List<LogLine> piece : pieces) {
            if (index < piece.size()) {
                return piece.get((int) index);
            }
            index -= piece.size();
        }
        throw new IndexOutOfBoundsException(number + " is not from " + first + " to " + end());
    }

    /// Some lines from a number on, fewer when there are not as many.
    public List<LogLine> from(long number, int count) {
        List<LogLine> found = new ArrayList<>();
        long index = Math.max(0, number - first);
        for (List<LogLine> piece : pieces) {
            int size = piece.size();
            while (index < size && found.size() < count) {
                found.add(piece.get((int) index++));
            }
            index -= size;
            if (index < 0) {
                index = 0;
            }
            if (found.size() == count) {
                break;
            }
        }
        return found;
    }

    /// The buffer with more lines at its end.
    ///
    /// @param replacesLast whether the first of them is the newest line as it has grown
    LogBuffer with(List<LogLine> more, boolean replacesLast) {
        List<List<LogLine>> next = new ArrayList<>(pieces);
        List<LogLine> last =
                next.isEmpty() ? new ArrayList<>() : new ArrayList<>(next.removeLast());
        int count = lines;
        long length = characters;
        if (replacesLast && !last.isEmpty()) {
            length -= last.removeLast().text().length();
            count--;
        }
        for (LogLine line : more) {
            if (last.size() >= PIECE) {
                next.add(List.copyOf(last));
                last = new ArrayList<>();
            }
            last.add(line);
            length += line.text().length();
            count++;
        }
        if (!last.isEmpty()) {
            next.add(List.copyOf(last));
        }
        return trimmed(next, count, length);
    }

    private LogBuffer trimmed(List<List<LogLine>> next, int count, long length) {
        long start = first;
        int kept = count;
        long left = length;
        while (next.size() > 1 && (kept > LINES_MAX || left > CHARACTERS_MAX)) {
            for (LogLine line : next.removeFirst()) {
                left -= line.text().length();
                kept--;
                start++;
            }
        }
        return new LogBuffer(List.copyOf(next), start, kept, left);
    }
}
