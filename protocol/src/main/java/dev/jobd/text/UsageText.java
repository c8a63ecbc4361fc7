package dev.jobd.text;

import java.util.ArrayList;
import java.util.List;

/// The text that a program prints for `--help`, taken apart: first how it is called, then
/// paragraphs of lines that are not indented, and options, whose lines begin with two spaces and a
/// dash.
///
/// @param calls how it is called, one line each
/// @param parts the rest, in order
public record UsageText(List<String> calls, List<Part> parts) {
    private static final String CALL = "Usage: ";
    private static final String OPTION = "  -";

    public UsageText {
        calls = List.copyOf(calls);
        parts = List.copyOf(parts);
    }

    /// A piece of the text.
    public sealed interface Part {
        /// Returns it with one more line.
        Part and(String line);

        /// Sentences.
        record Paragraph(String text) implements Part {
            @Override
            public Part and(String line) {
                return new Paragraph(text + " " + line);
            }
        }

        /// An option and what it does.
        record Option(String names, String text) implements Part {
            @Override
            public Part and(String line) {
                return new Option(names, (text + " " + line).strip());
            }
        }
    }

    /// Puts it into a page: how the program is called, what it says before its options, these, and
    /// what it says after them.
    public void append(ManPage page) {
        page.section("Synopsis");
        calls.forEach(call -> page.paragraph("`" + call + "`"));
        page.section("Description");
        boolean isAfter = false;
        for (Part part : parts) {
            boolean isOption = part instanceof Part.Option;
            if (isOption != isAfter) {
                page.section(isOption ? "Options" : "Notes");
                isAfter = isOption;
            }
            switch (part) {
                case Part.Paragraph(String text) -> page.paragraph(text);
                case Part.Option(String names, String text) -> page.entry(names, text);
            }
        }
    }

    /// Takes a text apart.
    public static UsageText of(String text) {
        List<String> calls = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        boolean isOpen = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith(CALL)) {
                calls.add(line.substring(CALL.length()).strip());
            } else if (line.isBlank()) {
                isOpen = false;
            } else if (line.startsWith(OPTION)) {
                String[] halves = line.strip().split(" {2,}", 2);
                parts.add(new Part.Option(halves[0], halves.length == 1 ? "" : halves[1]));
                isOpen = true;
            } else if (isOpen) {
                parts.add(parts.removeLast().and(line.strip()));
            } else {
                parts.add(new Part.Paragraph(line.strip()));
                isOpen = true;
            }
        }
        return new UsageText(calls, parts);
    }
}
