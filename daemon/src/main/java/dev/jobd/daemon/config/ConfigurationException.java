package dev.jobd.daemon.config;

import java.util.List;

/// Settings that cannot be: all that is wrong with them, each with its place and what would be
/// right.
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    ConfigurationException(List<String> problems) {
        super(String.join("\n", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /// Returns a sentence for each thing that is wrong.
    public List<String> problems() {
        return problems;
    }
}
