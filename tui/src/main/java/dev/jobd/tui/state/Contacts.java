package dev.jobd.tui.state;

import dev.jobd.tui.state.Connection.Connecting;
import dev.jobd.tui.state.Connection.Live;
import dev.jobd.tui.state.Connection.Loading;
import dev.jobd.tui.state.Connection.Lost;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a state becomes by what the daemon tells of itself and its jobs, or by its silence.
final class Contacts {

    private static final Duration JITTER = Duration.ofMillis(100);

    private Contacts() {}

    static UiState heard(UiState state, Msg msg) {
        return switch (msg) {
            case Msg.Connected(int attempt, var server, var daemonNow) ->
                    state.contact().isWaitingFor(attempt)
                            ? connected(state, daemonNow).withServer(server)
                            : state;
            case Msg.JobsChanged(int attempt, var jobs, var removed) ->
                    changed(at(state, attempt), jobs, removed);
            case Msg.JobsReplaced(int attempt, var jobs) -> replaced(at(state, attempt), jobs);
            case Msg.Synced(int attempt) -> synced(state, attempt);
            case Msg.Pong(int question, var daemonNow) ->
                    state.contact().isWaitingFor(question)
                            ? timed(state, daemonNow)
                                    .withContact(state.contact().answered(state.now()))
                            : state;
            default -> state;
        };
    }

    /// The state after a sign of an attempt that is still under way.
    private static UiState at(UiState state, int attempt) {
        return state.contact().isWaitingFor(attempt)
                ? state.withContact(state.contact().heard(state.now()))
                : state;
    }

    private static UiState connected(UiState state, Instant daemonNow) {
        UiState next = timed(state, daemonNow);
        boolean isFirst = state.connection() instanceof Connecting || !hasData(state);
        next = next.withContact(state.contact().heard(state.now()));
        return isFirst ? next.withConnection(new Loading()) : next;
    }

    private static boolean hasData(UiState state) {
        return !(state.connection() instanceof Lost lost) || lost.dataAt() != null;
    }

    /// Keeps the clock difference unless it really changed: the answer's way takes a few
    /// milliseconds, and countdowns must not jitter with it.
    private static UiState timed(UiState state, Instant daemonNow) {
        Duration measured = Duration.between(state.now(), daemonNow);
        Duration change = measured.minus(state.daemonAhead()).abs();
        return change.compareTo(JITTER) < 0 ? state : state.withDaemonAhead(measured);
    }

    private static UiState changed(UiState state, List<JobRow> jobs, Set<Long> removed) {
        UiState next = state.withTable(state.table().withChanges(jobs, removed, state.moment()));
        Set<Long> concerned = new HashSet<>(removed);
        jobs.forEach(row -> concerned.add(row.number()));
        return Answers.concerned(next, concerned).withoutMarks(removed);
    }

    private static UiState replaced(UiState state, List<JobRow> jobs) {
        Set<Long> gone = new HashSet<>();
        state.table().all().list().forEach(row -> gone.add(row.number()));
        jobs.forEach(row -> gone.remove(row.number()));
        UiState next = state.withTable(state.table().withJobs(jobs, state.moment()));
        return next.withScreens(next.screens().dueSoon()).withoutMarks(gone);
    }

    private static UiState synced(UiState state, int attempt) {
        if (attempt != state.contact().attempt()) {
            return state;
        }
        UiState next = state.withConnection(new Live());
        if (state.contact().isWaitingFor(attempt)) {
            next = next.withContact(state.contact().answered(state.now()));
        }
        return state.connection() instanceof Lost
                ? next.saying("connected again").withScreens(next.screens().dueAt(state.now()))
                : next;
    }

    static UiState lost(UiState state, String reason) {
        Lost lost =
                switch (state.connection()) {
                    case Connecting() -> new Lost(state.now(), null, reason, 1);
                    case Loading() -> new Lost(state.now(), null, reason, 1);
                    case Live() -> new Lost(state.now(), state.daemonNow(), reason, 1);
                    case Lost(var since, var dataAt, var _, int failures) ->
                            new Lost(since, dataAt, reason, failures + 1);
                };
        return state.withConnection(lost)
                .withContact(state.contact().failed(lost.failures(), state.now()));
    }
}
