package dev.jobd.client.command;

import dev.jobd.model.TimeText;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `at`: runs a command once, at a time.
final class AtCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "at TIME [options] [--] COMMAND [ARGUMENT…]")
                .example("jobctl at 14:00 -- ./report")
                .example("jobctl at 'tomorrow 9am' --name standup -- notify-send standup")
                .example("jobctl at 2026-12-01T08:00 --shell 'date > /tmp/now'")
                .text(
                        "TIME is "
                                + TimeText.RULE
                                + ". A time that can mean two, or that has passed, is refused.",
                        "It runs in this directory, with your environment and umask.")
                .end();
        Options.flag(spec, "take a time that has passed, and run at once", "--late-ok");
        OneOff.describe(spec, "TIME", "when, then what to run with its arguments");
    }

    @Override
    public List<String> arrange(List<String> words) {
        return OneOff.arrange(words);
    }

    @Override
    public int run(ParseResult words, Session session) {
        OneOff once = OneOff.of(words, "say when and what, such as: jobctl at 14:00 -- COMMAND");
        if (once.when().equals("now")) {
            throw new UsageException("to run something now, say: jobctl run -- COMMAND");
        }
        return RunCommand.submit(
                words,
                session,
                once.command(),
                ScheduleOptions.at(words, "", once.when(), session));
    }
}
