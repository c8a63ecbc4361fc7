package dev.jobd.client.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jobd.model.ShellWords;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import dev.jobd.wire.JsonSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ParseResult;

/// The lines of `--batch`: a job each. All are read before any is sent, so that a line that cannot
/// be right keeps all of them back.
final class JobLines {
    /// The option.
    static final String OPTION = "--batch";

    private final Session session;
    private final Function<List<String>, Json.Obj> ofWords;
    private final Function<Json.Obj, Json.Obj> ofJson;
    private final List<JobLine> jobs = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    /// A job, and the line it came from.
    record JobLine(long number, Json.Obj job) {}

    /// @param ofWords makes a job of the words of a line
    /// @param ofJson completes a job that a line describes as JSON
    JobLines(
            Session session,
            Function<List<String>, Json.Obj> ofWords,
            Function<Json.Obj, Json.Obj> ofJson) {
        this.session = session;
        this.ofWords = ofWords;
        this.ofJson = ofJson;
    }

    /// Reads the lines of the file that the option names; `-` is standard input.
    ///
    /// @throws UsageException that names every line that is wrong
    List<JobLine> read(ParseResult words) {
        String file = Options.text(words, OPTION).orElseThrow();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(file), UTF_8))) {
            long number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(number++, line.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        if (!wrong.isEmpty()) {
            throw new UsageException(sentence());
        }
        return jobs;
    }

    private InputStream open(String file) throws IOException {
        return file.equals("-")
                ? session.surroundings().in()
                : Files.newInputStream(session.surroundings().directory().resolve(file));
    }

    private void take(long number, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        try {
            Json.Obj job =
                    line.startsWith("{")
                            ? ofJson.apply(JsonParser.parse(line.getBytes(UTF_8)))
                            : ofWords.apply(ShellWords.split(line));
            jobs.add(new JobLine(number, job));
        } catch (UsageException | IllegalArgumentException | JsonSyntaxException e) {
            wrong.add("line " + number + ": " + e.getMessage());
        }
    }

    private String sentence() {
        int told = Math.min(wrong.size(), 10);
        String more = wrong.size() > told ? "; and " + (wrong.size() - told) + " more" : "";
        return String.join("; ", wrong.subList(0, told)) + more + "; nothing was sent";
    }
}
