package dev.jobd.client.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One thing `jobctl` does. Only the verb that was named is ever made, so a call pays for no other.
interface Verb {

    /// Adds the options, the parameters and the help of this verb.
    void describe(CommandSpec spec);

    /// Returns the words in an order in which they can be read.
    default List<String> arrange(List<String> words) {
        return words;
    }

    /// Does it and returns the exit code.
    ///
    /// @param words what was given
    /// @throws UsageException if that cannot be right
    int run(ParseResult words, Session session);
}
