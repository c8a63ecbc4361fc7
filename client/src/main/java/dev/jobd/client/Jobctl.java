package dev.jobd.client;

import dev.jobd.client.command.Invocation;
import dev.jobd.client.command.Surroundings;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The one-shot client of jobd.
public final class Jobctl {
    private static final int OUT_BYTES = 8 << 10;

    private Jobctl() {}

    /// Does what the arguments say and ends the process with its exit code.
    public static void main(String[] arguments) {
        PrintStream out = stream(FileDescriptor.out);
        int code =
                Invocation.run(
                        List.of(arguments),
                        Surroundings.ofProcess(),
                        out,
                        stream(FileDescriptor.err));
        System.exit(code);
    }

    /// Returns a stream of UTF-8 whatever the locale, written when it is full or flushed.
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), OUT_BYTES),
                false,
                StandardCharsets.UTF_8);
    }
}
