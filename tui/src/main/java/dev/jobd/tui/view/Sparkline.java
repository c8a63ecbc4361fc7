package dev.jobd.tui.view;

import dev.jobd.tui.state.RunRow;
import java.time.Duration;
import java.util.List;

/// Durations of runs as a row of bars, the newest at the right; a run that failed is a `!`.
final class Sparkline {

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String ASCII = "_.,-=+*#";

    private Sparkline() {}

    static String of(List<RunRow> newestFirst, int columns, boolean ascii) {
        String bars = ascii ? ASCII : BARS;
        int count = Math.min(columns, newestFirst.size());
        long longest = 1;
        for (RunRow run : newestFirst.subList(0, count)) {
            longest = Math.max(longest, millis(run));
        }
        StringBuilder line = new StringBuilder();
        for (int i = count - 1; i >= 0; i--) {
            RunRow run = newestFirst.get(i);
            if (run.isBad()) {
                line.append('!');
            } else if (run.moments().took() == null) {
                line.append(run.isActive() ? '*' : ' ');
            } else {
                line.append(bars.charAt((int) (millis(run) * (bars.length() - 1) / longest)));
            }
        }
        return line.toString();
    }

    private static long millis(RunRow run) {
        Duration took = run.moments().took();
        return took == null ? 0 : took.toMillis();
    }
}
