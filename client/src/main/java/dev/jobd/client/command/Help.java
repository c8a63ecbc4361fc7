package dev.jobd.client.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// Writes the help of a verb: what it does, examples, then what can be given.
final class Help {
    private final CommandSpec spec;
    private final String synopsis;
    private final List<String> examples = new ArrayList<>();
    private final List<String> text = new ArrayList<>();

    private Help(CommandSpec spec, String synopsis) {
        this.spec = spec;
        this.synopsis = synopsis;
    }

    /// Begins the help of a verb.
    ///
    /// @param synopsis how it is called, from the verb on
    static Help of(CommandSpec spec, String synopsis) {
        return new Help(spec, synopsis);
    }

    /// Adds an example.
    Help example(String line) {
        examples.add(line);
        return this;
    }

    /// Adds paragraphs.
    Help text(String... paragraphs) {
        text.addAll(List.of(paragraphs));
        return this;
    }

    /// Puts it all into the spec.
    void end() {
        List<String> head = new ArrayList<>();
        String verb = synopsis.split(" ", 2)[0];
        head.add("jobctl " + verb + ": " + Verbs.summary(verb));
        head.add("");
        examples.forEach(line -> head.add("  " + line));
        if (!examples.isEmpty()) {
            head.add("");
        }
        spec.usageMessage()
                .header(escaped(head))
                .synopsisHeading("usage: ")
                .customSynopsis(escaped(List.of("jobctl " + synopsis)))
                .descriptionHeading("%n")
                .description(escaped(text))
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .sortOptions(false);
    }

    /// Returns the lines so that `%` stands for itself.
    private static String[] escaped(List<String> lines) {
        return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
    }
}
