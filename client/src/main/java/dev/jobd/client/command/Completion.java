package dev.jobd.client.command;

import java.util.List;

/// How the last word of an unfinished command line can go on.
sealed interface Completion {
    /// Any file.
    record Files() implements Completion {}

    /// Any folder.
    record Folders() implements Completion {}

    /// The command of a job, and its arguments.
    ///
    /// @param before how many words stand before it
    record Command(int before) implements Completion {}

    /// One of these.
    record Words(List<Word> ways) implements Completion {
        public Words {
            ways = List.copyOf(ways);
        }

        /// Returns those that begin so.
        Words beginning(String prefix) {
            return new Words(ways.stream().filter(it -> it.text().startsWith(prefix)).toList());
        }

        static Words of(List<String> texts) {
            return new Words(texts.stream().map(text -> new Word(text, "")).toList());
        }
    }

    /// A word and what it is, if that is known.
    record Word(String text, String meaning) {}

    /// What a daemon knows by name.
    interface Names {
        List<Word> jobs(String prefix);

        List<Word> runs(String job);

        List<Word> groups();

        List<Word> calendars();
    }
}
