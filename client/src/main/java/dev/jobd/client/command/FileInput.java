package dev.jobd.client.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jobd.client.file.JobFiles;
import dev.jobd.client.file.Problem;
import dev.jobd.client.output.Console;
import dev.jobd.text.SafeText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The files that some verbs read: named by an option or as parameters, `-` for standard input, a
/// folder for all files of a kind in it.
final class FileInput {
    private static final String OPTION = "--file";
    private static final String STDIN = "-";

    private final Session session;

    FileInput(Session session) {
        this.session = session;
    }

    /// Adds the option and the parameters.
    static void describe(CommandSpec spec) {
        Options.values(
                spec,
                "FILE",
                "a file, a folder with *.toml and *.json files, or - for standard input; several"
                        + " times",
                "-f",
                OPTION);
        Options.parameters(spec, "0..*", "FILE", "the same without -f");
    }

    /// Reads the jobs of all files.
    ///
    /// @throws UsageException if there are none, or one cannot be read
    JobFiles jobs(ParseResult words) {
        JobFiles files = new JobFiles();
        for (String name : names(words)) {
            files.read(name.equals(STDIN) ? "standard input" : name, text(name));
        }
        return files;
    }

    private List<String> names(ParseResult words) {
        List<String> given = new ArrayList<>(Options.texts(words, OPTION));
        given.addAll(Options.parameters(words));
        if (given.isEmpty()) {
            throw new UsageException("say which file: -f FILE, or -f - for standard input");
        }
        List<String> names = new ArrayList<>();
        for (String name : given) {
            Path path = path(name);
            if (!name.equals(STDIN) && Files.isDirectory(path)) {
                names.addAll(within(name, path));
            } else {
                names.add(name);
            }
        }
        return names.stream().distinct().toList();
    }

    private static List<String> within(String name, Path folder) {
        String prefix = name.endsWith("/") ? name : name + "/";
        try (Stream<Path> files = Files.list(folder)) {
            List<String> found =
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(file -> file.endsWith(".toml") || file.endsWith(".json"))
                            .filter(file -> !file.startsWith("."))
                            .sorted()
                            .map(prefix::concat)
                            .toList();
            if (found.isEmpty()) {
                throw new UsageException("there is no *.toml and no *.json file in " + name);
            }
            return found;
        } catch (IOException e) {
            throw new UsageException("cannot read " + name + ": " + reason(e));
        }
    }

    /// Returns what is in a file, or on standard input.
    String text(String name) {
        try {
            byte[] bytes =
                    name.equals(STDIN)
                            ? session.surroundings().in().readAllBytes()
                            : Files.readAllBytes(path(name));
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw new UsageException(name + " is not text in UTF-8");
        } catch (IOException e) {
            throw new UsageException("cannot read " + name + ": " + reason(e));
        }
    }

    private Path path(String name) {
        return session.surroundings().directory().resolve(name);
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException
                ? "there is no such file"
                : String.valueOf(e.getMessage());
    }

    /// Says what is wrong with files, a line each, as editors understand it.
    static void tell(List<Problem> problems, Console console) {
        for (Problem problem : problems) {
            console.err().print(SafeText.line(problem.text()) + "\n");
        }
    }
}
