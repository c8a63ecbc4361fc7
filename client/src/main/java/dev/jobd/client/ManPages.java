package dev.jobd.client;

import dev.jobd.client.command.ManualPage;
import dev.jobd.text.ManPage;
import dev.jobd.text.MarkdownPage;
import dev.jobd.wire.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the build runs once to write the manual pages of `jobctl` and of the protocol.
public final class ManPages {
    private ManPages() {}

    /// Writes them.
    ///
    /// @param arguments the folder for pages, with a folder for each section; the folder of the
    ///   documents
    public static void main(String[] arguments) throws IOException {
        Path pages = Path.of(arguments[0]);
        write(pages.resolve("man1/jobctl.1"), ManualPage.source());
        Path document = Path.of(arguments[1], "protocol.md");
        write(pages.resolve("man7/jobd-protocol.7"), protocol(Files.readString(document)));
    }

    /// Returns the page of the protocol.
    ///
    /// @param document what is made of the tables of the protocol
    static String protocol(String document) {
        ManPage page =
                new ManPage(
                        "jobd-protocol",
                        7,
                        Version.NUMBER,
                        "the control protocol of the daemon jobd");
        page.section("Description")
                .paragraph(
                        "How jobctl(1), jobtop(1) and scripts talk to jobd(8): JSON lines over its"
                                + " Unix socket. The reply to `describe` says the same as JSON"
                                + " Schema.");
        // Before its first section stands how the document is made.
        MarkdownPage.append(page, document.substring(document.indexOf("\n## ")));
        return page.section("See also").paragraph("`jobctl`(1), `jobd`(8)").toString();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
