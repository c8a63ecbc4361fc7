package dev.jobd.client.command;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The options of `jobctl add`, for tests elsewhere.
public final class OptionNames {
    /// What is about the command and not about the job, or about the moment it is typed in.
    private static final Set<String> OF_THE_MOMENT =
            Set.of("name", "in", "late-ok", "dry-run", "print-id", "batch", "manual");

    private OptionNames() {}

    /// Returns the names of those that say something of a job, without their dashes.
    public static List<String> ofJobs() {
        CommandSpec spec = CommandSpec.create();
        new AddCommand().describe(spec);
        return spec.options().stream()
                .map(OptionSpec::longestName)
                .map(name -> name.substring(2))
                .filter(name -> !OF_THE_MOMENT.contains(name))
                .toList();
    }
}
