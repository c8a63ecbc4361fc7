package dev.jobd.client.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jobd.client.file.JobKeys;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.ScheduleJson;
import dev.jobd.wire.UnexpectedJsonException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says what an `apply` has changed, or would.
///
/// @param isTrial whether it was only tried
record ApplyReply(Json.Obj reply, boolean isTrial) {
    private static final List<String> WORDS = List.of("created", "changed", "removed", "passed");

    /// Writes it.
    void show(Session session) {
        if (session.isJson()) {
            session.console().json(reply);
            return;
        }
        for (Json.Obj change : reply.objects("changes")) {
            session.console().line(line(change, session));
            for (Json.Obj member : change.objects("members")) {
                session.console().line("            " + member(member));
            }
        }
        if (reply.flag("shortened")) {
            session.console().notice("there is more about those that are changed than is told");
        }
        session.console().line(summary());
    }

    /// Returns the names of the jobs that are removed.
    List<String> removed() {
        return reply.objects("changes").stream()
                .filter(it -> it.text("change").equals("removed"))
                .map(it -> it.text("name"))
                .toList();
    }

    private static String line(Json.Obj change, Session session) {
        String word = change.text("change");
        StringBuilder line = new StringBuilder(word).append(" ".repeat(10 - word.length()));
        line.append(change.text("kind")).append(' ').append(change.text("name"));
        if (word.equals("passed")) {
            return line.append(": its time is over, so it was not made").toString();
        }
        change.findInstant("next")
                .ifPresent(next -> line.append("; next ").append(session.times().full(next)));
        return line.toString();
    }

    private String summary() {
        List<String> parts = new ArrayList<>();
        for (String word : WORDS) {
            long count =
                    reply.objects("changes").stream()
                            .filter(it -> it.text("change").equals(word))
                            .count();
            if (count > 0) {
                parts.add(count + " " + word);
            }
        }
        parts.add(reply.integer("unchanged") + " unchanged");
        return (isTrial ? "would be: " : "") + String.join(", ", parts);
    }

    private static String member(Json.Obj member) {
        String name = member.text("member");
        return JobKeys.label(name)
                + ": "
                + value(name, member.findText("old"))
                + " → "
                + value(name, member.findText("new"));
    }

    private static String value(String member, Optional<String> text) {
        if (text.isEmpty()) {
            return JobKeys.usual(member).orElse("none");
        }
        Json value;
        try {
            value =
                    JsonParser.parseReply(("{\"v\":" + text.get() + "}").getBytes(UTF_8))
                            .members()
                            .getOrDefault("v", Json.NULL);
        } catch (JsonSyntaxException _) {
            // It was too long to be told whole.
            return text.get();
        }
        if (member.equals("slots") && value instanceof Json.Null) {
            return "unlimited";
        }
        if (member.equals("schedule") && value instanceof Json.Obj schedule) {
            return schedule(schedule, text.get());
        }
        return JobKeys.shown(member, value);
    }

    private static String schedule(Json.Obj schedule, String text) {
        try {
            String words = ScheduleJson.text(ScheduleJson.read(schedule, Instant.EPOCH));
            return words + schedule.findText("anchor").map(anchor -> " from " + anchor).orElse("");
        } catch (UnexpectedJsonException _) {
            return text;
        }
    }
}
