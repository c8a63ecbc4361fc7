package dev.jobd.tui.state;

import dev.jobd.tui.input.KeyContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything the screen is made of.
///
/// @param now our clock at the newest message
/// @param daemonAhead how far the daemon's clock is ahead of ours
/// @param marks the numbers of the jobs that are marked
/// @param screens what stands in front of the list
/// @param flash the message line, null when there is nothing to say
/// @param removed what the newest delete took, empty when nothing can be brought back
/// @param socket where the daemon is looked for
public record UiState(
        Instant now,
        Duration daemonAhead,
        Size size,
        JobTable table,
        Set<Long> marks,
        Screens screens,
        Connection connection,
        Poll poll,
        Mode mode,
        @Nullable Flash flash,
        boolean clockTimes,
        String removed,
        String socket) {

    private static final Duration FLASH = Duration.ofSeconds(6);

    public UiState {
        marks = Set.copyOf(marks);
    }

    /// A state that is being changed.
    private static final class Draft {
        private Instant now;
        private Duration daemonAhead;
        private Size size;
        private JobTable table;
        private Set<Long> marks;
        private Screens screens;
        private Connection connection;
        private Poll poll;
        private Mode mode;
        private @Nullable Flash flash;
        private boolean clockTimes;
        private String removed;

        Draft(UiState from) {
            now = from.now;
            daemonAhead = from.daemonAhead;
            size = from.size;
            table = from.table;
            marks = from.marks;
            screens = from.screens;
            connection = from.connection;
            poll = from.poll;
            mode = from.mode;
            flash = from.flash;
            clockTimes = from.clockTimes;
            removed = from.removed;
        }
    }

    /// The state before anything is known; the first tick asks for the list.
    public static UiState start(Instant now, Size size, String socket) {
        return new UiState(
                now,
                Duration.ZERO,
                size,
                JobTable.EMPTY.withRowsInView(Rooms.list(size)),
                Set.of(),
                Screens.NONE,
                new Connection.Connecting(),
                new Poll(0, null, now),
                new Mode.Browsing(),
                null,
                false,
                "",
                socket);
    }

    /// The daemon's clock, by which everything is due.
    public Instant daemonNow() {
        return now.plus(daemonAhead);
    }

    public boolean isLive() {
        return connection instanceof Connection.Live;
    }

    /// The part of the key table that is in force.
    public KeyContext context() {
        return mode instanceof Mode.Browsing ? browsed() : mode.context();
    }

    /// The keys of what stands behind a question, a filter or a choice.
    public KeyContext browsed() {
        Screen top = screens.top();
        return top == null ? KeyContext.LIST : top.context();
    }

    /// The job of a number, null when there is none.
    public @Nullable JobRow job(long number) {
        for (JobRow row : table.all()) {
            if (row.number() == number) {
                return row;
            }
        }
        return null;
    }

    private UiState with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new UiState(
                draft.now,
                draft.daemonAhead,
                draft.size,
                draft.table,
                draft.marks,
                draft.screens,
                draft.connection,
                draft.poll,
                draft.mode,
                draft.flash,
                draft.clockTimes,
                draft.removed,
                socket);
    }

    UiState at(Instant moment) {
        return with(draft -> {
            draft.now = moment;
            Flash shown = flash;
            draft.flash = shown != null && moment.isBefore(shown.until()) ? shown : null;
        });
    }

    UiState withSize(Size next) {
        return with(draft -> {
            draft.size = next;
            draft.table = table.withRowsInView(Rooms.list(next));
            Screen top = screens.top();
            draft.screens = top == null ? screens : screens.with(top.resized(next));
        });
    }

    UiState withTable(JobTable next) {
        return with(draft -> draft.table = next);
    }

    UiState withMarks(Set<Long> next) {
        return with(draft -> draft.marks = next);
    }

    /// The state without the marks of jobs that are gone.
    UiState withoutOldMarks() {
        if (marks.isEmpty()) {
            return this;
        }
        Set<Long> there = new HashSet<>();
        table.all().forEach(row -> there.add(row.number()));
        there.retainAll(marks);
        return withMarks(there);
    }

    UiState withScreens(Screens next) {
        return with(draft -> draft.screens = next);
    }

    /// The state with another screen in front; asks nothing anew.
    UiState withTop(Screen next) {
        return withScreens(screens.with(next));
    }

    UiState withConnection(Connection next, Duration ahead) {
        return with(draft -> {
            draft.connection = next;
            draft.daemonAhead = ahead;
        });
    }

    UiState withPoll(Poll next) {
        return with(draft -> draft.poll = next);
    }

    UiState withMode(Mode next) {
        return with(draft -> draft.mode = next);
    }

    UiState withClockTimes(boolean next) {
        return with(draft -> draft.clockTimes = next);
    }

    UiState withRemoved(String next) {
        return with(draft -> draft.removed = next);
    }

    UiState saying(String text) {
        return withFlash(new Flash(text, false, now.plus(FLASH)));
    }

    UiState warning(String text) {
        return withFlash(new Flash(text, true, now.plus(FLASH)));
    }

    private UiState withFlash(Flash next) {
        return with(draft -> draft.flash = next);
    }
}
