package dev.jobd.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// How the process of a job is set up.
///
/// @param command what is run
/// @param directory the absolute path of its working directory
/// @param environment what stands in its environment beside what every job gets; by name
/// @param umask its file mode creation mask, 0 to 0777
public record ProcessSpec(
        Command command, String directory, Map<String, String> environment, int umask) {
    public ProcessSpec {
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

    private static void requireVariable(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the name of a variable holds no '=' and no NUL");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the value of a variable holds no NUL");
        }
    }
}
