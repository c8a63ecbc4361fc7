package dev.jobd.daemon.process;

import dev.jobd.model.Command;
import dev.jobd.model.ProcessSpec;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says in words why a command cannot be executed.
final class CommandLookup {
    private CommandLookup() {}

    /// Looks at the working directory and for the program, as the shell would. Empty if nothing
    /// speaks against it, or if the JDK cannot name a path in the daemon's locale.
    static Optional<String> obstacle(ProcessSpec process, Map<String, String> environment) {
        try {
            Path directory = Path.of(process.directory());
            Optional<String> wrong = directoryObstacle(directory);
            if (wrong.isPresent()) {
                return wrong;
            }
            return switch (process.command()) {
                case Command.Shell _ -> Optional.empty();
                case Command.Argv argv ->
                        argv.arguments().stream().anyMatch(word -> word.indexOf('\0') >= 0)
                                ? Optional.of("a NUL character in an argument")
                                : programObstacle(
                                        directory,
                                        argv.arguments().getFirst(),
                                        environment.getOrDefault("PATH", ""));
            };
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// Words the code with which a shell says that it could not execute the command.
    static String text(int code, Optional<ProcessSpec> process) {
        String program =
                process.map(spec -> spec.command())
                        .map(command ->
                                switch (command) {
                                    case Command.Argv argv -> ": " + argv.arguments().getFirst();
                                    case Command.Shell _ -> ": /bin/sh";
                                })
                        .orElse("");
        return (code == 127 ? "command not found, or its interpreter" : "not executable") + program;
    }

    private static Optional<String> directoryObstacle(Path directory) {
        if (Files.isDirectory(directory)) {
            return Files.isExecutable(directory)
                    ? Optional.empty()
                    : Optional.of("permission denied: " + directory);
        }
        if (Files.exists(directory)) {
            return Optional.of("not a directory: " + directory);
        }
        return Optional.of(missing(directory, "no such directory: "));
    }

    private static Optional<String> programObstacle(
            Path directory, String program, String searchPath) {
        if (program.indexOf('/') >= 0) {
            Path file = directory.resolve(program);
            return isProgram(file)
                    ? Optional.empty()
                    : Optional.of(
                            Files.exists(file)
                                    ? "not executable: " + file
                                    : missing(file, "command not found: "));
        }
        Path unusable = null;
        for (String part : List.of(searchPath.split(":", -1))) {
            Path file = directory.resolve(part).resolve(program);
            if (isProgram(file)) {
                return Optional.empty();
            }
            unusable = unusable == null && Files.isRegularFile(file) ? file : unusable;
        }
        return Optional.of(
                unusable == null ? "command not found: " + program : "not executable: " + unusable);
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /// What is in a directory that we may not search is neither there nor not there.
    private static String missing(Path file, String reason) {
        return (Files.notExists(file) ? reason : "permission denied: ") + file;
    }
}
