package dev.jobd.client.command;

import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.client.output.Console;
import dev.jobd.socket.SocketPathException;
import dev.jobd.wire.Suggestions;
import dev.jobd.wire.UnexpectedJsonException;
import dev.jobd.wire.WireErrorException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// One call of `jobctl`, from its words to its exit code.
public final class Invocation {
    private static final int HELP_WIDTH_MIN = 60;
    private static final int HELP_WIDTH_MAX = 100;

    private final Surroundings surroundings;
    private final PrintStream out;
    private final PrintStream err;

    private Invocation(Surroundings surroundings, PrintStream out, PrintStream err) {
        this.surroundings = surroundings;
        this.out = out;
        this.err = err;
    }

    /// Does what the words say and returns the exit code.
    public static int run(
            List<String> words, Surroundings surroundings, PrintStream out, PrintStream err) {
        int code;
        try {
            code = new Invocation(surroundings, out, err).run(words);
        } catch (RuntimeException e) {
            out.flush();
            err.print("jobctl: a fault of jobctl itself, please report it\n");
            e.printStackTrace(err);
            code = ExitCode.OWN_FAILURE;
        }
        out.flush();
        err.flush();
        return code;
    }

    /// The words of a call: its verb, and what belongs to it.
    private record Words(String verb, List<String> rest) {
        /// Options before the verb belong to it like those after it.
        static Words of(List<String> words) {
            List<String> rest = new ArrayList<>();
            int i = 0;
            while (i < words.size() && words.get(i).startsWith("-")) {
                String word = words.get(i++);
                if (word.equals("--version") || word.equals("-V")) {
                    return new Words("version", rest);
                }
                if (word.equals("--help") || word.equals("-h")) {
                    return new Words("help", words.subList(i, words.size()));
                }
                rest.add(word);
                if (word.equals(CommonOptions.SOCKET) && i < words.size()) {
                    rest.add(words.get(i++));
                }
            }
            if (i == words.size()) {
                return new Words(Verbs.DEFAULT, rest);
            }
            String verb = words.get(i++);
            rest.addAll(words.subList(i, words.size()));
            return new Words(verb, rest);
        }
    }

    private int run(List<String> all) {
        Words words = Words.of(all);
        Optional<Verb> verb = Verbs.find(words.verb());
        if (verb.isEmpty()) {
            return fail(Suggestions.unknown("verb", words.verb(), Verbs.names()), "");
        }
        CommandSpec spec = specOf(words.verb(), verb.get());
        try {
            ParseResult parsed = parse(spec, verb.get(), words.rest());
            Console console = console(parsed);
            if (parsed.hasMatchedOption("--help")) {
                printHelp(words.verb(), console);
                return ExitCode.DONE;
            }
            requireParameters(spec, parsed);
            try (Session session = new Session(surroundings, console, parsed)) {
                return run(verb.get(), parsed, session);
            }
        } catch (ParameterException e) {
            return fail(sentence(e, spec), words.verb());
        } catch (UsageException e) {
            return fail(messageOf(e), words.verb());
        }
    }

    private int run(Verb verb, ParseResult parsed, Session session) {
        Console console = session.console();
        try {
            return verb.run(parsed, session);
        } catch (WireErrorException e) {
            Errors.tell(e.error(), session);
            return ExitCode.of(e.error());
        } catch (DaemonUnavailableException | SocketPathException e) {
            Errors.say(console, messageOf(e));
            return ExitCode.UNAVAILABLE;
        } catch (UnexpectedJsonException e) {
            Errors.say(console, "the daemon's answer is not understood: " + e.getMessage());
            return ExitCode.OWN_FAILURE;
        } catch (UncheckedIOException e) {
            Errors.say(console, messageOf(e));
            return ExitCode.OWN_FAILURE;
        }
    }

    /// Returns everything a verb takes.
    static CommandSpec specOf(String name, Verb verb) {
        CommandSpec spec = CommandSpec.create().name("jobctl " + name);
        spec.interpolateVariables(false);
        verb.describe(spec);
        CommonOptions.describe(spec);
        return spec;
    }

    /// Prints the help of a verb.
    static void printHelp(String name, Console console) {
        Verb verb =
                Verbs.find(name)
                        .orElseThrow(() ->
                                new UsageException(
                                        Suggestions.unknown("verb", name, Verbs.names())));
        CommandSpec spec = specOf(name, verb);
        spec.usageMessage()
                .width(Math.clamp(console.width().orElse(80), HELP_WIDTH_MIN, HELP_WIDTH_MAX));
        new CommandLine(spec).usage(console.out(), Ansi.OFF);
    }

    private static ParseResult parse(CommandSpec spec, Verb verb, List<String> words) {
        CommandLine line = commandLine(spec);
        // Help is asked for where something else is missing.
        for (String word : words) {
            if (word.equals("--help") || word.equals("-h")) {
                return line.parseArgs("--help");
            }
            if (word.equals("--")) {
                break;
            }
        }
        return line.parseArgs(verb.arrange(words).toArray(String[]::new));
    }

    /// Returns what reads words as this says, again and again.
    static CommandLine commandLine(CommandSpec spec) {
        CommandLine line = new CommandLine(spec);
        line.setExpandAtFiles(false);
        line.setAllowOptionsAsOptionParameters(false);
        return line;
    }

    /// Reads words that did not come from the command line.
    ///
    /// @throws UsageException if they cannot be right
    static ParseResult parsed(CommandLine line, List<String> words) {
        try {
            return line.parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new UsageException(sentence(e, line.getCommandSpec()));
        }
    }

    private static void requireParameters(CommandSpec spec, ParseResult parsed) {
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (parameter.arity().min() > 0 && Options.parameters(parsed).isEmpty()) {
                throw new UsageException("say which " + parameter.paramLabel());
            }
        }
    }

    private Console console(ParseResult parsed) {
        boolean hasColor =
                surroundings.width().isPresent()
                        && !parsed.hasMatchedOption("--no-color")
                        && surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty()
                        && !surroundings.environment().getOrDefault("TERM", "").equals("dumb");
        return new Console(
                out, err, surroundings.width(), hasColor, parsed.hasMatchedOption("--quiet"));
    }

    private int fail(String sentence, String verb) {
        Console console = new Console(out, err, surroundings.width(), false, false);
        Errors.say(console, sentence);
        console.notice("try: jobctl help" + (verb.isEmpty() ? "" : " " + verb));
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException e, CommandSpec spec) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            return word.startsWith("-")
                    ? Suggestions.unknown("option", word.split("=", 2)[0], names(spec))
                    : "unexpected '" + word + "'";
        }
        if (e instanceof MissingParameterException missing
                && missing.getMissing().getFirst() instanceof OptionSpec option) {
            return option.longestName() + " needs a value: " + option.paramLabel();
        }
        String message = messageOf(e);
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private static String messageOf(RuntimeException e) {
        String message = e.getMessage();
        return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
    }

    private static List<String> names(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
    }
}
