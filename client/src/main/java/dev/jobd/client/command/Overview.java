package dev.jobd.client.command;

import java.util.List;

/// What is to be said of `jobctl` as a whole, for its help and its manual page.
final class Overview {
    static final String SUMMARY = "jobs that run now, later, or again and again";

    static final String SYNOPSIS = "jobctl [options] [VERB …]";

    static final List<String> EXAMPLES =
            List.of(
                    "jobctl add --every 5m --name sync -- rsync -a src/ host:dst/",
                    "jobctl run -- make -j2",
                    "jobctl at 'tomorrow 9:00' -- ./report",
                    "jobctl                       # what there is; the same as: jobctl list",
                    "jobctl logs -f sync",
                    "jobctl history --failed");

    static final String REFERENCES =
            "A job is named by its name or its number, a run by JOB/N, an attempt by JOB/N.A; where"
                    + " a run is wanted, JOB is its newest.";

    static final List<Code> CODES =
            List.of(
                    new Code("0", "done"),
                    new Code("1", "refused or failed"),
                    new Code("2", "bad usage"),
                    new Code("3", "no such job or run"),
                    new Code("4", "no daemon can be reached"),
                    new Code("125", "a failure of jobctl itself"));

    static final String RUN_CODES =
            "'run --wait', 'trigger --wait' and 'wait' exit as the run did: with its own code, 128"
                    + " and the number of a signal, 124 if it timed out, 126 if its program cannot"
                    + " be executed, 127 if there is none.";

    private Overview() {}

    /// What an exit code means.
    record Code(String number, String meaning) {}
}
