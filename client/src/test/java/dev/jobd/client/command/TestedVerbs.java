package dev.jobd.client.command;

import java.util.List;

/// The verbs, for tests in other packages.
public final class TestedVerbs {
    private TestedVerbs() {}

    /// Returns the names of all of them.
    public static List<String> names() {
        return Verbs.names();
    }
}
