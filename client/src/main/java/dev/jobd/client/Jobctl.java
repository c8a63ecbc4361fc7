package dev.jobd.client;

import dev.jobd.client.command.Invocation;
import dev.jobd.client.command.Surroundings;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The one-shot client of jobd.
public final class Jobctl {
    private static final int OUT_BYTES = 8 << 10;

    private Jobctl() {}

    /// Does what the arguments say and ends the process with its exit code.
    public static void main(String[] arguments) {
        int code =
                run(
                        List.of(arguments),
                        stream(new FileOutputStream(FileDescriptor.out)),
                        stream(new FileOutputStream(FileDescriptor.err)));
        // All is written, and there is nothing to clean up: an orderly exit would only be slower.
        Runtime.getRuntime().halt(code);
    }

    /// Does what the words say and returns the exit code; everything is written by then.
    static int run(List<String> words, PrintStream out, PrintStream err) {
        return Invocation.run(words, Surroundings.ofProcess(), out, err);
    }

    /// Returns a stream of UTF-8 whatever the locale, written when it is full or flushed.
    static PrintStream stream(OutputStream target) {
        return new PrintStream(
                new BufferedOutputStream(target, OUT_BYTES), false, StandardCharsets.UTF_8);
    }
}
