package dev.jobd.tui.view;

import org.jspecify.annotations.Nullable;

/// Says in four letters how a run ended.
final class Outcomes {

    static final String NOTHING = "-";

    private Outcomes() {}

    static String code(String outcome, @Nullable Integer exit) {
        return switch (outcome) {
            case "succeeded" -> "0";
            case "failed" -> exit == null ? "fail" : String.valueOf(exit);
            case "signalled" -> "SIG";
            case "timed-out" -> "T/O";
            case "killed" -> "KILL";
            case "not-started" -> "N/S";
            case "skipped" -> "SKIP";
            case "missed" -> "MISS";
            case "lost" -> "LOST";
            default -> outcome;
        };
    }
}
