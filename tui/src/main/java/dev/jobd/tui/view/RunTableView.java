package dev.jobd.tui.view;

import dev.jobd.tui.state.RunList;
import dev.jobd.tui.state.RunRow;
import dev.jobd.tui.state.UiState;
import java.util.ArrayList;
import java.util.List;

/// Rows of runs, with the columns that there is room for.
final class RunTableView {

    private static final int NARROW = 60;
    private static final int SHORT_REASON = 8;

    /// Which columns are wanted.
    enum Kind {
        /// The runs of one job.
        ONE_JOB,
        /// Runs of all jobs.
        ALL_JOBS,
        /// Runs that go on.
        ACTIVE
    }

    private enum Cell {
        RUN("RUN", 8),
        PID("PID", 8),
        JOB("JOB", 18),
        STATE("STATE", 11),
        START("START", 15),
        TOOK("DUR", 7),
        EXIT("EXIT", 5),
        CPU("CPU", 7),
        MEMORY("MEM", 6),
        REASON("WHY", 24);

        private final String title;
        private final int width;

        Cell(String title, int width) {
            this.title = title;
            this.width = width;
        }

        boolean right() {
            return switch (this) {
                case TOOK, EXIT, CPU, MEMORY -> true;
                case RUN, PID, JOB, STATE, START, REASON -> false;
            };
        }
    }

    private final Theme theme;
    private final TimeFormat times;

    RunTableView(Theme theme, TimeFormat times) {
        this.theme = theme;
        this.times = times;
    }

    void drawTitles(Canvas canvas, Kind kind) {
        int at = 3;
        for (Cell cell : cells(kind, canvas.columns())) {
            at = put(canvas, at, 0, cell, theme.title(), cell.title);
        }
    }

    void draw(Canvas canvas, Kind kind, RunList runs, UiState state) {
        List<Cell> cells = cells(kind, canvas.columns());
        for (int line = 0; line < canvas.rows(); line++) {
            int index = runs.top() + line;
            if (index >= runs.runs().size()) {
                break;
            }
            drawRow(canvas, line, cells, runs.runs().get(index), index == runs.cursor(), state);
        }
        if (runs.runs().isEmpty()) {
            String nothing =
                    !runs.loaded()
                            ? "asking jobd"
                            : kind == Kind.ACTIVE ? "Nothing is running." : "No runs.";
            canvas.text(3, 0, theme.quiet(), nothing);
        }
    }

    private void drawRow(
            Canvas canvas, int line, List<Cell> cells, RunRow run, boolean cursor, UiState state) {
        byte plain = state.isLive() ? Style.PLAIN : theme.stale();
        if (cursor) {
            canvas.part(0, line, canvas.columns(), 1).fill(theme.underCursor(Style.PLAIN));
            canvas.text(0, line, theme.underCursor(Style.PLAIN), ">");
        }
        byte mark = state.isLive() ? theme.mark(run.mark()) : plain;
        canvas.text(1, line, under(cursor, mark), Character.toString(run.mark().mark()));
        int at = 3;
        for (Cell cell : cells) {
            boolean isState = cell == Cell.STATE && state.isLive();
            byte style = isState ? theme.word(run.mark()) : plain;
            at = put(canvas, at, line, cell, under(cursor, style), text(cell, run, state));
        }
    }

    private byte under(boolean cursor, byte style) {
        return cursor ? theme.underCursor(style) : style;
    }

    /// The last column takes what is left.
    private static int put(Canvas canvas, int at, int line, Cell cell, byte style, String text) {
        int width = cell == Cell.REASON ? Math.max(0, canvas.columns() - at) : cell.width;
        if (cell.right()) {
            canvas.part(at, line, width, 1).textEndingAt(width, 0, style, canvas.cut(text, width));
        } else if (cell == Cell.REASON) {
            canvas.sentence(at, line, style, width, text);
        } else {
            canvas.field(at, line, style, width, text);
        }
        return at + width + 2;
    }

    private static List<Cell> cells(Kind kind, int columns) {
        List<Cell> wanted =
                switch (kind) {
                    case ONE_JOB ->
                            columns < NARROW
                                    ? List.of(Cell.RUN, Cell.STATE, Cell.TOOK)
                                    : List.of(
                                            Cell.RUN,
                                            Cell.START,
                                            Cell.STATE,
                                            Cell.TOOK,
                                            Cell.EXIT,
                                            Cell.CPU,
                                            Cell.MEMORY,
                                            Cell.REASON);
                    case ALL_JOBS ->
                            columns < NARROW
                                    ? List.of(Cell.JOB, Cell.STATE)
                                    : List.of(
                                            Cell.JOB,
                                            Cell.START,
                                            Cell.STATE,
                                            Cell.TOOK,
                                            Cell.EXIT,
                                            Cell.CPU,
                                            Cell.MEMORY,
                                            Cell.REASON);
                    case ACTIVE ->
                            columns < NARROW
                                    ? List.of(Cell.JOB, Cell.STATE)
                                    : List.of(
                                            Cell.PID,
                                            Cell.JOB,
                                            Cell.STATE,
                                            Cell.TOOK,
                                            Cell.CPU,
                                            Cell.MEMORY,
                                            Cell.REASON);
                };
        List<Cell> cells = new ArrayList<>(wanted);
        // Where there is no room for all, processor time and memory go first. Of what runs they are
        // more wanted than the whole reason.
        int spared = kind == Kind.ACTIVE ? Cell.REASON.width - SHORT_REASON : 0;
        for (Cell cell : List.of(Cell.MEMORY, Cell.CPU)) {
            if (needed(cells) - spared > columns - 3) {
                cells.remove(cell);
            }
        }
        return cells;
    }

    private static int needed(List<Cell> cells) {
        return cells.stream().mapToInt(cell -> cell.width + 2).sum() - 2;
    }

    private String text(Cell cell, RunRow run, UiState state) {
        return switch (cell) {
            case RUN -> "#" + run.run();
            case PID -> run.attempts().pid() > 0 ? String.valueOf(run.attempts().pid()) : "-";
            case JOB -> run.name();
            case STATE -> state.isLive() || !run.isActive() ? run.state() : "unknown";
            case START -> times.full(RunCells.when(run), state.daemonNow());
            case TOOK -> RunCells.took(run, state);
            case EXIT -> RunCells.exit(run);
            case CPU -> RunCells.cpu(run, state);
            case MEMORY -> RunCells.memory(run, state);
            case REASON -> RunCells.reason(run, state);
        };
    }
}
