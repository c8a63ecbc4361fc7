package dev.jobd.client.command;

import dev.jobd.client.output.Console;
import dev.jobd.text.SafeText;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Tells a shell how the word can go on that is being typed: a line for each way, the word and,
/// behind a tab, what it is; or one line that begins with a colon and says what the shell itself
/// knows. Says nothing whatever goes wrong, and starts no daemon.
final class CompleteCommand implements Verb {
    /// Not among the verbs that are shown.
    static final String NAME = "__complete";

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, NAME + " -- WORD…").end();
        spec.parser().stopAtPositional(true);
        Options.parameters(spec, "0..*", "WORD", "the words after jobctl, the last unfinished");
    }

    @Override
    public int run(ParseResult words, Session session) {
        Console console = session.console();
        List<String> typed = Options.parameters(words);
        if (typed.isEmpty()) {
            return ExitCode.DONE;
        }
        switch (Completer.find(typed, new LiveNames(session))) {
            case Completion.Files _ -> console.line(":files");
            case Completion.Folders _ -> console.line(":folders");
            case Completion.Command(int before) -> console.line(":command " + before);
            case Completion.Words(List<Completion.Word> ways) ->
                    ways.forEach(way ->
                            console.out()
                                    .print(
                                            way.meaning().isEmpty()
                                                    ? SafeText.line(way.text()) + "\n"
                                                    : SafeText.line(way.text())
                                                            + "\t"
                                                            + SafeText.line(way.meaning())
                                                            + "\n"));
        }
        return ExitCode.DONE;
    }
}
