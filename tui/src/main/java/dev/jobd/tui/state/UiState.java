package dev.jobd.tui.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Everything the screen is made of.
///
/// @param now our clock at the newest message
/// @param daemonAhead how far the daemon's clock is ahead of ours
/// @param flash the message line, null when there is nothing to say
/// @param socket where the daemon is looked for
public record UiState(
        Instant now,
        Duration daemonAhead,
        Size size,
        JobTable table,
        Connection connection,
        Poll poll,
        Mode mode,
        @Nullable Flash flash,
        boolean clockTimes,
        String socket) {

    private static final Duration FLASH = Duration.ofSeconds(6);

    /// The state before anything is known; the first tick asks for the list.
    public static UiState start(Instant now, Size size, String socket) {
        return new UiState(
                now,
                Duration.ZERO,
                size,
                JobTable.EMPTY.withRowsInView(listRows(size)),
                new Connection.Connecting(),
                new Poll(0, null, now),
                new Mode.Browsing(),
                null,
                false,
                socket);
    }

    /// The daemon's clock, by which everything is due.
    public Instant daemonNow() {
        return now.plus(daemonAhead);
    }

    public boolean isLive() {
        return connection instanceof Connection.Live;
    }

    /// How many list rows a screen has room for, beside the lines above and below the list.
    public static int listRows(Size size) {
        return Math.max(1, size.rows() - (size.rows() < 16 ? 3 : 7));
    }

    UiState at(Instant moment) {
        Flash kept = flash != null && moment.isBefore(flash.until()) ? flash : null;
        return new UiState(
                moment, daemonAhead, size, table, connection, poll, mode, kept, clockTimes, socket);
    }

    UiState withSize(Size next) {
        return new UiState(
                now,
                daemonAhead,
                next,
                table.withRowsInView(listRows(next)),
                connection,
                poll,
                mode,
                flash,
                clockTimes,
                socket);
    }

    UiState withTable(JobTable next) {
        return new UiState(
                now, daemonAhead, size, next, connection, poll, mode, flash, clockTimes, socket);
    }

    UiState withConnection(Connection next, Duration ahead) {
        return new UiState(now, ahead, size, table, next, poll, mode, flash, clockTimes, socket);
    }

    UiState withPoll(Poll next) {
        return new UiState(
                now, daemonAhead, size, table, connection, next, mode, flash, clockTimes, socket);
    }

    UiState withMode(Mode next) {
        return new UiState(
                now, daemonAhead, size, table, connection, poll, next, flash, clockTimes, socket);
    }

    UiState withClockTimes(boolean next) {
        return new UiState(
                now, daemonAhead, size, table, connection, poll, mode, flash, next, socket);
    }

    UiState saying(String text) {
        return withFlash(new Flash(text, false, now.plus(FLASH)));
    }

    UiState warning(String text) {
        return withFlash(new Flash(text, true, now.plus(FLASH)));
    }

    private UiState withFlash(Flash next) {
        return new UiState(
                now, daemonAhead, size, table, connection, poll, mode, next, clockTimes, socket);
    }
}
