package dev.jobd.client.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jobd.text.SafeText;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonSyntaxException;
import dev.jobd.wire.PrettyJson;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets a person edit a job as text: until the daemon takes it, or the person gives up, and then
/// the text is kept.
final class JobEditor {
    private static final List<String> MEMBERS =
            List.of(
                    "name",
                    "cmd",
                    "sh",
                    "schedule",
                    "tz",
                    "group",
                    "priority",
                    "retries",
                    "retry_delay_ms",
                    "timeout_ms",
                    "stop_signal",
                    "grace_ms",
                    "on_daemon_restart",
                    "keep_runs",
                    "keep_for_ms",
                    "dir",
                    "env",
                    "umask",
                    "env_file");

    private final Session session;
    private final Json.Obj job;
    private final Json.Obj original;

    JobEditor(Session session, Json.Obj job) {
        this.session = session;
        this.job = job;
        Json.Builder definition = Json.object();
        List<String> members = new ArrayList<>(MEMBERS);
        Arrays.stream(PolicyOption.values()).map(PolicyOption::member).forEach(members::add);
        for (String member : members) {
            Json value = job.members().get(member);
            if (value != null) {
                definition.put(member, value);
            }
        }
        original = definition.build();
    }

    /// What became of one round: a code if it was the last one, else what was wrong.
    private record Round(Optional<Integer> code, String problem, int codeIfGivenUp) {
        static Round done(int code) {
            return new Round(Optional.of(code), "", code);
        }

        static Round again(String problem, int codeIfGivenUp) {
            return new Round(Optional.empty(), problem, codeIfGivenUp);
        }
    }

    /// Opens the editor as often as it takes and returns the exit code.
    int run() {
        try {
            Path file = Files.createTempFile("jobctl-" + job.text("name") + "-", ".json");
            String text = PrettyJson.of(original);
            Files.writeString(file, head("") + text);
            while (true) {
                edit(file);
                String edited = withoutComments(Files.readString(file));
                Round round = apply(edited);
                if (round.code().isPresent()) {
                    Files.delete(file);
                    return round.code().get();
                }
                if (edited.strip().equals(text.strip())) {
                    Errors.say(session.console(), round.problem());
                    Errors.say(session.console(), "nothing was changed; your text is in " + file);
                    return round.codeIfGivenUp();
                }
                text = edited;
                Files.writeString(file, head(round.problem()) + edited.stripLeading());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Round apply(String edited) {
        Json.Obj changed;
        try {
            // The parser counts bytes within one line; a line feed between two words is a space.
            changed = JsonParser.parse(edited.replace('\n', ' ').getBytes(UTF_8));
        } catch (JsonSyntaxException e) {
            return Round.again(e.getMessage() + lineOf(edited, e.offset()), ExitCode.USAGE);
        }
        Json.Obj set = difference(original, changed);
        if (set.members().isEmpty()) {
            session.console().notice("nothing was changed");
            return Round.done(ExitCode.DONE);
        }
        try {
            EditCommand.show(EditCommand.update(job, set, session), session);
            return Round.done(ExitCode.DONE);
        } catch (WireErrorException e) {
            return Round.again(problem(e.error()), ExitCode.of(e.error()));
        }
    }

    /// Returns what is wrong, and in which member unless the sentence names it.
    private static String problem(WireError error) {
        String field = error.field().orElse("").replaceFirst("^args\\.set\\.", "");
        boolean isNamed = field.isEmpty() || error.message().contains("'" + field + "'");
        return isNamed ? error.message() : field + ": " + error.message();
    }

    private void edit(Path file) throws IOException {
        Map<String, String> environment = session.surroundings().environment();
        String before = Files.readString(file);
        String editor =
                environment.getOrDefault("VISUAL", environment.getOrDefault("EDITOR", "vi"));
        try {
            // By a shell, since the variable may hold options as well.
            int code =
                    new ProcessBuilder("/bin/sh", "-c", editor + " \"$1\"", editor, file.toString())
                            .inheritIO()
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new UsageException(
                        "the editor '%s' failed with code %d, so nothing was changed; VISUAL or EDITOR names another%s"
                                .formatted(editor, code, keptIn(file, before)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted; your text is in " + file);
        }
    }

    /// Returns where the person's text is; a text nobody has touched is not kept.
    private static String keptIn(Path file, String before) throws IOException {
        if (!Files.readString(file).equals(before)) {
            return "; your text is in " + file;
        }
        Files.delete(file);
        return "";
    }

    private String head(String problem) {
        String title =
                "# Job %s (%d). Lines that begin with # are left out.\n"
                        .formatted(job.text("name"), job.integer("id"));
        return problem.isEmpty()
                ? title
                : title + "# NOT ACCEPTED: " + SafeText.line(problem) + "\n";
    }

    /// Returns the text with its comments blank, so that lines keep their numbers.
    private static String withoutComments(String text) {
        return text.replaceAll("(?m)^[ \\t]*#.*$", "");
    }

    private static String lineOf(String text, int offset) {
        byte[] bytes = text.getBytes(UTF_8);
        long line = 1;
        for (int i = 0; i < Math.min(offset, bytes.length); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return " (line " + line + ")";
    }

    /// Returns the merge patch that turns one object into the other.
    static Json.Obj difference(Json.Obj from, Json.Obj to) {
        Map<String, Json> patch = new LinkedHashMap<>();
        to.members()
                .forEach((name, value) -> {
                    Json old = from.members().getOrDefault(name, Json.NULL);
                    if (value.equals(old)) {
                        return;
                    }
                    patch.put(
                            name,
                            value instanceof Json.Obj changed && old instanceof Json.Obj present
                                    ? difference(present, changed)
                                    : value);
                });
        from.members()
                .forEach((name, value) -> {
                    if (!to.has(name) && !(value instanceof Json.Null)) {
                        patch.put(name, Json.NULL);
                    }
                });
        return new Json.Obj(patch);
    }
}
