package dev.jobd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every statement of `docs/checks.md` has a test that carries its number as a tag, and the
/// document names those tests. `-Dchecks.update=true` writes their names anew.
class ChecklistTest {
    private static final Path DOCUMENT = Path.of("../docs/checks.md");
    private static final Pattern ROW =
            Pattern.compile("\\| ([SPCT]\\d+) \\| (.*?) \\| (.*?) \\|", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("\\s*@(?:Arch)?Tag\\(\"([SPCT]\\d+)\"\\)");
    private static final Pattern METHOD =
            Pattern.compile(
                    "\\s*(?:final |default )?void (\\w+)\\(.*|.*static final ArchRule (\\w+) =.*");

    @Test
    void everyStatementHasATestAndTheDocumentNamesIt() throws IOException {
        Map<String, Set<String>> tests = tests();
        List<String> lines = new ArrayList<>();
        Set<String> stated = new TreeSet<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String id = row.group(1);
                stated.add(id);
                Set<String> names = tests.getOrDefault(id, Set.of());
                assertThat(names).as("tests with the tag %s: %s", id, row.group(2)).isNotEmpty();
                String named = String.join(", ", names);
                lines.add("| %s | %s | %s |".formatted(id, row.group(2), named));
            } else {
                lines.add(line);
            }
        }
        String text = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("checks.update")) {
            Files.writeString(DOCUMENT, text);
        }
        assertThat(Files.readString(DOCUMENT).equals(text))
                .as("%s names the tests; -Dchecks.update=true writes it anew", DOCUMENT)
                .isTrue();
        assertThat(stated).isEqualTo(numbers());
        assertThat(numbers()).as("tags are numbers of statements").containsAll(tests.keySet());
    }

    private static Set<String> numbers() {
        Set<String> numbers = new TreeSet<>();
        Map.of("S", 13, "P", 18, "C", 9, "T", 19)
                .forEach((letter, last) ->
                        IntStream.rangeClosed(1, last).forEach(i -> numbers.add(letter + i)));
        return numbers;
    }

    /// Returns the tests by the numbers they are tagged with.
    private static Map<String, Set<String>> tests() throws IOException {
        Map<String, Set<String>> tests = new TreeMap<>();
        for (String module : List.of("protocol", "daemon", "client", "tui")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> collect(file, tests));
            }
        }
        return tests;
    }

    private static void collect(Path file, Map<String, Set<String>> tests) {
        String type = file.getFileName().toString().replace(".java", "");
        List<String> tags = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher tag = TAG.matcher(line);
                Matcher method = METHOD.matcher(line);
                if (tag.matches()) {
                    tags.add(tag.group(1));
                } else if (method.matches()) {
                    String found = method.group(1) == null ? method.group(2) : method.group(1);
                    String name = type + "." + found;
                    tags.forEach(id -> tests.computeIfAbsent(id, _ -> new TreeSet<>()).add(name));
                    tags.clear();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(tags).as("tags in %s that no test follows", file).isEmpty();
    }
}
