package dev.jobd.client.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `top`: starts the dashboard. The launcher does the same without this program; it is for those
/// who start jobctl otherwise, and for the help.
final class TopCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "top [options]")
                .example("jobctl top")
                .example("jobctl top --ascii     # with 7-bit characters only")
                .text("The same as jobtop. Press ? in it for its keys.")
                .end();
        Options.flag(spec, "draw with 7-bit characters only", "--ascii");
    }

    @Override
    public int run(ParseResult words, Session session) {
        Path jobtop =
                session.address()
                        .launcher()
                        .map(jobd -> jobd.resolveSibling("jobtop"))
                        .orElseThrow(() ->
                                new UsageException(
                                        "jobctl does not know where jobtop is; try: jobtop"));
        List<String> command = new ArrayList<>(List.of(jobtop.toString()));
        command.addAll(List.of("--socket", session.address().socket().toString()));
        if (words.hasMatchedOption("--ascii")) {
            command.add("--ascii");
        }
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UsageException("the dashboard cannot be started: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE;
        }
    }
}
