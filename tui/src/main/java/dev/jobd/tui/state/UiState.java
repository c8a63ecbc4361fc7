package dev.jobd.tui.state;

import dev.jobd.tui.input.KeyContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
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
/// @param zoomed whether the list stands alone, also where there is room beside it
/// @param mouse whether clicks and the wheel do something
/// @param removed what the newest delete took, empty when nothing can be brought back
/// @param server name and version of the daemon, empty before it was found
/// @param socket where the daemon is looked for
public record UiState(
        Instant now,
        Duration daemonAhead,
        Size size,
        JobTable table,
        Set<Long> marks,
        Screens screens,
        Connection connection,
        Contact contact,
        Usage usage,
        Mode mode,
        @Nullable Flash flash,
        boolean clockTimes,
        boolean zoomed,
        boolean mouse,
        String removed,
        String server,
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
        private Contact contact;
        private Usage usage;
        private Mode mode;
        private @Nullable Flash flash;
        private boolean clockTimes;
        private boolean zoomed;
        private boolean mouse;
        private String removed;
        private String server;

        Draft(UiState from) {
            now = from.now;
            daemonAhead = from.daemonAhead;
            size = from.size;
            table = from.table;
            marks = from.marks;
            screens = from.screens;
            connection = from.connection;
            contact = from.contact;
            usage = from.usage;
            mode = from.mode;
            flash = from.flash;
            clockTimes = from.clockTimes;
            zoomed = from.zoomed;
            mouse = from.mouse;
            removed = from.removed;
            server = from.server;
        }
    }

    /// The state before anything is known; the first tick asks for the list.
    public static UiState start(Instant now, Size size, String socket) {
        return new UiState(
                now,
                Duration.ZERO,
                size,
                JobTable.EMPTY.withRowsInView(Layout.of(size, false).list().rows()),
                Set.of(),
                Screens.NONE,
                new Connection.Connecting(),
                new Contact(0, 0, null, now),
                Usage.NONE,
                new Mode.Browsing(),
                null,
                false,
                false,
                false,
                "",
                "",
                socket);
    }

    /// The daemon's clock, by which everything is due.
    public Instant daemonNow() {
        return now.plus(daemonAhead);
    }

    /// Both clocks at the newest message.
    JobTable.Moment moment() {
        return new JobTable.Moment(now, daemonNow());
    }

    /// Whether the daemon is there, so that it can be asked for something.
    public boolean isLive() {
        return connection instanceof Connection.Live || connection instanceof Connection.Loading;
    }

    /// Where what stands of the list.
    public Layout layout() {
        return Layout.of(size, zoomed);
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
        return table.all().find(number);
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
                draft.contact,
                draft.usage,
                draft.mode,
                draft.flash,
                draft.clockTimes,
                draft.zoomed,
                draft.mouse,
                draft.removed,
                draft.server,
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
            draft.table = table.withRowsInView(Layout.of(next, zoomed).list().rows());
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
    UiState withoutMarks(Set<Long> gone) {
        if (Collections.disjoint(marks, gone)) {
            return this;
        }
        Set<Long> there = new HashSet<>(marks);
        there.removeAll(gone);
        return withMarks(there);
    }

    UiState withScreens(Screens next) {
        return with(draft -> draft.screens = next);
    }

    /// The state with another screen in front; asks nothing anew.
    UiState withTop(Screen next) {
        return withScreens(screens.with(next));
    }

    UiState withConnection(Connection next) {
        return with(draft -> draft.connection = next);
    }

    UiState withDaemonAhead(Duration ahead) {
        return with(draft -> draft.daemonAhead = ahead);
    }

    UiState withServer(String next) {
        return with(draft -> draft.server = next);
    }

    UiState withContact(Contact next) {
        return with(draft -> draft.contact = next);
    }

    UiState withUsage(Usage next) {
        return with(draft -> draft.usage = next);
    }

    UiState withMode(Mode next) {
        return with(draft -> draft.mode = next);
    }

    UiState withClockTimes(boolean next) {
        return with(draft -> draft.clockTimes = next);
    }

    /// The state with the list alone, or with what stands beside it.
    UiState withZoomed(boolean next) {
        return with(draft -> {
            draft.zoomed = next;
            draft.table = table.withRowsInView(Layout.of(size, next).list().rows());
        });
    }

    /// The state with the mouse ours, or the terminal's.
    public UiState withMouse(boolean next) {
        return with(draft -> draft.mouse = next);
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
