package dev.jobd.tui.state;

import dev.jobd.tui.input.Action;
import dev.jobd.tui.input.KeyContext;
import java.time.Duration;
import java.util.Locale;

/// The output of one run.
///
/// While it follows, the newest lines are shown. Moving up stops that; `f` and the end resume it.
///
/// @param feed which reading of the daemon brings the lines
/// @param place what is known of the file
/// @param at the number of the first line in view, while it does not follow
/// @param left how many columns are scrolled away to the left
/// @param found the number of the line that the search found, -1 when none
public record LogScreen(
        int feed,
        Of of,
        LogBuffer buffer,
        Place place,
        boolean following,
        long at,
        int left,
        boolean wrap,
        String pattern,
        long found)
        implements Screen {

    private static final int SIDEWAYS = 20;
    private static final int LEFT_MAX = 8000;

    /// Which run.
    public record Of(long job, String name, long run) {
        /// What the daemon calls it.
        public String id() {
            return job + "/" + run;
        }
    }

    /// What is known of the file.
    ///
    /// @param path the file, empty when there is none yet
    /// @param before how many bytes stand before the first line that was loaded
    /// @param attempt which attempt is shown, 0 before there is one
    /// @param state `open` while more may come, else how it ended
    public record Place(String path, long before, int attempt, String state, boolean problem) {
        static final Place NONE = new Place("", 0, 0, "open", false);

        public boolean isOpen() {
            return state.equals("open");
        }
    }

    static LogScreen of(int feed, Of of) {
        return new LogScreen(feed, of, LogBuffer.EMPTY, Place.NONE, true, 0, 0, false, "", -1);
    }

    @Override
    public KeyContext context() {
        return KeyContext.LOG;
    }

    @Override
    public String crumb() {
        return of.name() + "/" + of.run() + " log";
    }

    @Override
    public Duration period(UiState state) {
        return Duration.ofDays(1);
    }

    /// The number of the first line in view.
    public long top(Size size) {
        long last = Math.max(buffer.first(), buffer.end() - Rooms.log(size));
        return following ? last : Math.clamp(at, buffer.first(), Math.max(buffer.first(), last));
    }

    LogScreen withPlace(Place next) {
        return new LogScreen(feed, of, buffer, next, following, at, left, wrap, pattern, found);
    }

    LogScreen withLines(LogBuffer next) {
        return new LogScreen(feed, of, next, place, following, at, left, wrap, pattern, found);
    }

    LogScreen withPattern(String next) {
        return new LogScreen(feed, of, buffer, place, following, at, left, wrap, next, -1);
    }

    private LogScreen view(boolean follow, long top, int columns, boolean wrapped) {
        return new LogScreen(
                feed, of, buffer, place, follow, top, columns, wrapped, pattern, found);
    }

    /// The screen after a key that moves or changes how lines are shown.
    LogScreen moved(Action action, Size size) {
        int page = Rooms.log(size);
        return switch (action) {
            case MOVE_DOWN -> scrolled(1, size);
            case MOVE_UP -> scrolled(-1, size);
            case HALF_PAGE_DOWN -> scrolled(Math.max(1, page / 2), size);
            case HALF_PAGE_UP -> scrolled(-Math.max(1, page / 2), size);
            case PAGE_DOWN -> scrolled(page, size);
            case PAGE_UP -> scrolled(-page, size);
            case FIRST -> view(false, buffer.first(), left, wrap);
            case LAST -> view(true, 0, left, wrap);
            case FOLLOW ->
                    following ? view(false, top(size), left, wrap) : view(true, 0, left, wrap);
            case WRAP -> view(following, at, 0, !wrap);
            case MOVE_RIGHT ->
                    wrap ? this : view(following, at, Math.min(LEFT_MAX, left + SIDEWAYS), false);
            case MOVE_LEFT -> view(following, at, Math.max(0, left - SIDEWAYS), wrap);
            default -> this;
        };
    }

    /// Upwards stops to follow; at the end, downwards follows again.
    private LogScreen scrolled(long lines, Size size) {
        if (following && lines > 0) {
            return this;
        }
        long last = Math.max(buffer.first(), buffer.end() - Rooms.log(size));
        long next = Math.max(buffer.first(), top(size) + lines);
        return lines > 0 && next >= last
                ? view(true, 0, left, wrap)
                : view(false, next, left, wrap);
    }

    /// The next line that holds the pattern, down or up from the last one found and around the end;
    /// as it is when there is none.
    LogScreen searched(int direction, Size size) {
        if (pattern.isEmpty() || buffer.lines() == 0) {
            return this;
        }
        long from = found >= buffer.first() ? found : top(size) - (direction > 0 ? 1 : 0);
        for (int step = 1; step <= buffer.lines(); step++) {
            long number =
                    buffer.first()
                            + Math.floorMod(
                                    from - buffer.first() + (long) direction * step,
                                    buffer.lines());
            if (indexIn(buffer.get(number).text(), pattern, 0) >= 0) {
                long top = Math.max(buffer.first(), number - Rooms.log(size) / 3);
                return new LogScreen(
                        feed, of, buffer, place, false, top, left, wrap, pattern, number);
            }
        }
        return new LogScreen(feed, of, buffer, place, following, at, left, wrap, pattern, -1);
    }

    /// Where a line holds the pattern: a pattern without capitals finds both cases.
    public static int indexIn(String line, String pattern, int from) {
        boolean exact = !pattern.equals(pattern.toLowerCase(Locale.ROOT));
        if (exact) {
            return line.indexOf(pattern, from);
        }
        for (int i = from; i + pattern.length() <= line.length(); i++) {
            if (line.regionMatches(true, i, pattern, 0, pattern.length())) {
                return i;
            }
        }
        return -1;
    }
}
