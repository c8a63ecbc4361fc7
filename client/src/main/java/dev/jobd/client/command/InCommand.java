package dev.jobd.client.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `in`: runs a command once, after a while.
final class InCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "in DURATION [options] [--] COMMAND [ARGUMENT…]")
                .example("jobctl in 10m -- notify-send 'the tea is ready'")
                .example("jobctl in 1h30m --name later -- ./sync")
                .text("It runs in this directory, with your environment and umask.")
                .end();
        OneOff.describe(spec, "DURATION", "how long from now, then what to run");
    }

    @Override
    public List<String> arrange(List<String> words) {
        return OneOff.arrange(words);
    }

    @Override
    public int run(ParseResult words, Session session) {
        OneOff once =
                OneOff.of(
                        words, "say how long from now and what, such as: jobctl in 10m -- COMMAND");
        return RunCommand.submit(
                words,
                session,
                once.command(),
                ScheduleOptions.in("the time to wait", once.when(), session));
    }
}
