package dev.jobd.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How the process of a job is set up.
///
/// @param command what is run
/// @param directory the absolute path of its working directory
/// @param environment what stands in its environment beside what every job gets; by name
/// @param environmentFile the absolute path of a file with more of that, read when a process is
///   made; what stands in `environment` counts more
/// @param umask its file mode creation mask, 0 to 0777
public record ProcessSpec(
        Command command,
        String directory,
        Map<String, String> environment,
        Optional<String> environmentFile,
        int umask) {
    public ProcessSpec {
        environmentFile.ifPresent(ProcessSpec::requireFile);
        if (!directory.startsWith("/")) {
            throw new IllegalArgumentException("a working directory is an absolute path");
        }
        if (umask < 0 || umask > 0777) {
            throw new IllegalArgumentException("a umask is 0 to 0777");
        }
        if (directory.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a working directory holds no NUL character");
        }
        environment.forEach(ProcessSpec::requireVariable);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /// One whose environment comes from no file.
    public ProcessSpec(
            Command command, String directory, Map<String, String> environment, int umask) {
        this(command, directory, environment, Optional.empty(), umask);
    }

    /// Returns how many characters its command and its environment have.
    public long length() {
        long variables =
                environment.entrySet().stream()
                        .mapToLong(it -> (long) it.getKey().length() + it.getValue().length())
                        .sum();
        return variables + command.length();
    }

    /// Returns the same with an environment file.
    public ProcessSpec withEnvironmentFile(String file) {
        return new ProcessSpec(command, directory, environment, Optional.of(file), umask);
    }

    private static void requireFile(String path) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "an environment file is an absolute path without NUL");
        }
    }

    private static void requireVariable(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the name of a variable holds no '=' and no NUL");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the value of a variable holds no NUL");
        }
    }
}
