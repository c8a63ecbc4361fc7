package dev.jobd.daemon;

import dev.jobd.text.ManPage;
import dev.jobd.text.UsageText;
import dev.jobd.wire.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the build runs once to write the manual page of the daemon.
public final class ManPages {
    private ManPages() {}

    /// Writes it.
    ///
    /// @param arguments the folder for pages, with a folder for each section
    public static void main(String[] arguments) throws IOException {
        Path section = Files.createDirectories(Path.of(arguments[0], "man8"));
        Files.writeString(section.resolve("jobd.8"), jobd());
    }

    /// Returns the page of `jobd`.
    static String jobd() {
        ManPage page = new ManPage("jobd", 8, Version.NUMBER, "the daemon of the job scheduler");
        UsageText.of(DaemonHelp.text()).append(page);
        return page.section("Environment")
                .entry("JOBD_STATE", "the state directory, as --state says")
                .entry("JOBD_SOCKET", "the socket, as --socket says")
                .entry("JOBD_CONFIG", "the configuration file, as --config says")
                .entry("JOBD_SECTION_KEY", "any setting: JOBD_RUNS_DRAIN for runs.drain")
                .section("Files")
                .entry("/var/lib/jobd", "root's state: store, history, logs, audit log")
                .entry("~/.local/state/jobd", "that of other users, or below XDG_STATE_HOME")
                .entry("/etc/jobd/config.toml", "root's configuration")
                .entry("~/.config/jobd/config.toml", "that of others, or below XDG_CONFIG_HOME")
                .entry("/run/jobd/jobd.sock", "root's socket")
                .entry(
                        "XDG_RUNTIME_DIR/jobd/jobd.sock",
                        "that of other users, or ~/.local/state/jobd/run/jobd.sock")
                .section("See also")
                .paragraph("`jobctl`(1), `jobtop`(1), `jobd.toml`(5), `jobd-protocol`(7)")
                .toString();
    }
}
