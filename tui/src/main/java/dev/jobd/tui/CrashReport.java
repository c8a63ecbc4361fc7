package dev.jobd.tui;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells of an error in the program itself: on the normal screen, and in a file for a report.
final class CrashReport {

    private CrashReport() {}

    static void write(Throwable failure, PrintStream err) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        err.println("jobtop stopped on an internal error.");
        err.print(text);
        try {
            Path file = Files.createTempFile("jobtop-crash-", ".txt");
            Files.writeString(file, text.toString());
            err.println("This is also in " + file + ".");
        } catch (IOException e) {
            err.println("It could not be written to a file: " + e.getMessage());
        }
    }
}
