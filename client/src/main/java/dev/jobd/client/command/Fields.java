package dev.jobd.client.command;

import dev.jobd.client.output.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lines of `label value`, the values under each other.
final class Fields {
    private static final int GAP = 2;

    private final List<String> labels = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    /// Adds a line.
    Fields put(String label, String value) {
        labels.add(label);
        values.add(value);
        return this;
    }

    /// Adds a line if there is a value.
    Fields putIf(String label, Optional<String> value) {
        value.ifPresent(text -> put(label, text));
        return this;
    }

    /// Writes the lines.
    void print(Console console) {
        int width = labels.stream().mapToInt(String::length).max().orElse(0) + GAP;
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            console.line(label + " ".repeat(width - label.length()) + values.get(i));
        }
    }
}
