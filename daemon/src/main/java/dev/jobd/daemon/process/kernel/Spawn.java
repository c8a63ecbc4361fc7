package dev.jobd.daemon.process.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A process to be made.
///
/// @param arguments the absolute path of the program, then its arguments
/// @param environment the whole environment
/// @param directory the absolute path of its working directory
/// @param output the file for output and errors; must not exist
/// @param status the file behind descriptor 3; must not exist
public record Spawn(
        List<String> arguments,
        Map<String, String> environment,
        String directory,
        Path output,
        Path status) {}
