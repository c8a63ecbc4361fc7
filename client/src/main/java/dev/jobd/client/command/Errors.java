package dev.jobd.client.command;

import dev.jobd.client.output.Console;
import dev.jobd.text.SafeText;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.util.List;
import java.util.Map;

/// Says what was refused, in the words of the command line rather than of the protocol.
final class Errors {
    /// The options that say what a field of a job says.
    private static final Map<String, String> OPTIONS =
            Map.ofEntries(
                    Map.entry("every_ms", "--every"),
                    Map.entry("timeout_ms", "--timeout"),
                    Map.entry("retry_delay_ms", "--retry-delay"),
                    Map.entry("grace_ms", "--grace"),
                    Map.entry("keep_runs", "--keep-runs"),
                    Map.entry("keep_for_ms", "--keep-for"),
                    Map.entry("stop_signal", "--stop-signal"),
                    Map.entry("on_daemon_restart", "--on-daemon-restart"),
                    Map.entry("sh", "--shell"),
                    Map.entry("cmd", "the command"),
                    Map.entry("signal", "--signal"),
                    Map.entry("drain_ms", "--drain"),
                    Map.entry("state", "--state"),
                    Map.entry("last", "--last"),
                    Map.entry("sort", "--sort"));

    private Errors() {}

    /// Writes a refusal of the daemon: as it is where JSON is wanted, else a sentence for each
    /// thing that is wrong.
    static void tell(WireError error, Session session) {
        tell(error, session.console(), session.isJson());
        session.advice(error).ifPresent(sentence -> say(session.console(), sentence));
    }

    /// Writes a refusal of the daemon.
    static void tell(WireError error, Console console, boolean isJson) {
        if (isJson) {
            console.json(Json.object().put("ok", false).put("error", error.toJson()).build());
            return;
        }
        if (error.errors().isEmpty()) {
            say(console, of(error.field().orElse(""), error.message()));
        }
        error.errors().forEach(bad -> say(console, of(bad.field(), bad.message())));
        List<String> suggestions = error.data().texts("suggestions");
        if (!suggestions.isEmpty() && !error.message().contains("did you mean")) {
            say(console, "did you mean '" + suggestions.getFirst() + "'?");
        }
    }

    /// Writes an error that no option can silence.
    static void say(Console console, String sentence) {
        console.err().print("jobctl: " + SafeText.line(sentence) + "\n");
    }

    /// Returns a sentence about a field of the protocol in the words of the command line.
    static String of(String field, String message) {
        String last = field.substring(field.lastIndexOf('.') + 1).replaceFirst("\\[\\d+]$", "");
        String option = OPTIONS.get(last);
        return option == null ? message : option + ": " + message;
    }
}
