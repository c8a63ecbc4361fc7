package dev.jobd.client.command;

import dev.jobd.client.output.Console;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `help`: explains a verb, or names them all.
final class HelpCommand implements Verb {
    private static final String EXAMPLES =
            """
            jobctl: jobs that run now, later, or again and again

              jobctl add --every 5m --name sync -- rsync -a src/ host:dst/
              jobctl run -- make -j2
              jobctl at 'tomorrow 9:00' -- ./report
              jobctl                       # what there is; the same as: jobctl list
              jobctl logs -f sync
              jobctl history --failed

            usage: jobctl [options] [VERB …]

            """;

    private static final String NOTES =
            """

            'jobctl help VERB' explains a verb and its options. A job is named by its name or its
            number, a run by JOB/N, an attempt by JOB/N.A; where a run is wanted, JOB is its newest.

            Every verb has these options:
              --json           print the protocol's objects, one a line
              -q, --quiet      say nothing beside the data
              --utc, --iso     write exact times, in UTC or local
              --no-color       use no colours (as NO_COLOR does)
              --no-start       start no daemon (as JOBD_AUTOSTART=0 does)
              --socket PATH    the daemon's socket (as JOBD_SOCKET does)

            Exit codes: 0 done, 1 refused or failed, 2 bad usage, 3 no such job or run, 4 no daemon
            can be reached, 125 a failure of jobctl itself. 'run --wait', 'trigger --wait' and
            'wait' exit as the run did: with its own code, 128 and the number of a signal, 124 if it
            timed out, 126 if its program cannot be executed, 127 if there is none.
            """;

    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "help [VERB]").example("jobctl help add").end();
        Options.parameters(spec, "0..1", "VERB", "which");
    }

    @Override
    public int run(ParseResult words, Session session) {
        Optional<String> verb = Options.parameter(words);
        if (verb.isPresent()) {
            Invocation.printHelp(verb.get(), session.console());
        } else {
            print(session.console());
        }
        return ExitCode.DONE;
    }

    private static void print(Console console) {
        StringBuilder text = new StringBuilder(EXAMPLES);
        for (Verbs.Entry verb : Verbs.ALL) {
            String padding = " ".repeat(12 - verb.name().length());
            text.append("  ")
                    .append(verb.name())
                    .append(padding)
                    .append(verb.summary())
                    .append('\n');
        }
        console.out().print(text.append(NOTES));
    }
}
