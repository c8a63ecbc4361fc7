package dev.jobd.client.command;

import dev.jobd.model.Signal;
import dev.jobd.wire.ListShape;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What can be typed as the value of an option, where that is one of some words.
final class OptionWords {
    private static final List<String> JOB_STATES =
            List.of(
                    "waiting",
                    "queued",
                    "starting",
                    "running",
                    "stopping",
                    "retry-wait",
                    "paused",
                    "finished",
                    "idle");
    private static final List<String> OUTCOMES =
            List.of(
                    "succeeded",
                    "failed",
                    "signalled",
                    "timed-out",
                    "killed",
                    "not-started",
                    "missed",
                    "lost");
    private static final List<String> RUN_STATES =
            Stream.concat(
                            Stream.of(
                                    "queued",
                                    "starting",
                                    "running",
                                    "stopping",
                                    "retry-wait",
                                    "skipped"),
                            OUTCOMES.stream())
                    .toList();
    private static final List<String> SIGNALS =
            Stream.of(Signal.values()).map(Signal::name).toList();

    /// By option, or by verb and option where that makes a difference.
    private static final Map<String, List<String>> ALL =
            Map.ofEntries(
                    Map.entry(
                            "--overlap",
                            List.of("skip", "queue", "queue-all:", "replace", "allow:")),
                    Map.entry("--misfire", List.of("once", "skip", "all")),
                    Map.entry("--retry-jitter", List.of("none", "full")),
                    Map.entry("--retry-on", List.of("fail", "timeout", "lost", "not-started")),
                    Map.entry(
                            "--no-retry-on",
                            List.of("fail", "timeout", "lost", "not-started", "none")),
                    Map.entry("--leave-children", List.of("yes", "no")),
                    Map.entry("--on-daemon-restart", List.of("adopt", "kill", "requeue")),
                    Map.entry("--stop-signal", SIGNALS),
                    Map.entry("--signal", SIGNALS),
                    Map.entry(
                            "--cron",
                            List.of(
                                    "@hourly",
                                    "@daily",
                                    "@weekly",
                                    "@monthly",
                                    "@yearly",
                                    "@reboot")),
                    Map.entry("add --from", List.of("finish")),
                    Map.entry("edit --from", List.of("finish")),
                    Map.entry("events --from", List.of("now", "snapshot")),
                    Map.entry("--topic", List.of("job", "run")),
                    Map.entry("--state", JOB_STATES),
                    Map.entry("history --state", RUN_STATES),
                    Map.entry("--last", OUTCOMES),
                    Map.entry("--sort", sortKeys()),
                    Map.entry("--columns", JobColumn.names()),
                    Map.entry("--slots", List.of("unlimited")));

    private static final Map<String, List<String>> ACTIONS =
            Map.of(
                    "group", GroupCommand.ACTIONS,
                    "calendar", CalendarCommand.ACTIONS,
                    "lock", List.of("list"));

    private OptionWords() {}

    /// Returns the words for an option of a verb; none if anything can be its value.
    static List<String> of(String verb, String option) {
        return ALL.getOrDefault(verb + " " + option, ALL.getOrDefault(option, List.of()));
    }

    /// Returns the words that may stand first behind a verb; none if there are no such.
    static List<String> actions(String verb) {
        return ACTIONS.getOrDefault(verb, List.of());
    }

    private static List<String> sortKeys() {
        return Stream.concat(
                        ListShape.SORT_KEYS.stream(), ListShape.SORT_KEYS.stream().map("-"::concat))
                .toList();
    }
}
