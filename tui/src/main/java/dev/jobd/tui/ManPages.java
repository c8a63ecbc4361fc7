package dev.jobd.tui;

import dev.jobd.text.ManPage;
import dev.jobd.text.UsageText;
import dev.jobd.tui.input.Binding;
import dev.jobd.tui.input.KeyContext;
import dev.jobd.tui.input.KeyMap;
import dev.jobd.tui.state.Filter;
import dev.jobd.tui.state.JobState;
import dev.jobd.wire.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the build runs once to write the manual page of the dashboard.
public final class ManPages {
    private ManPages() {}

    /// Writes it.
    ///
    /// @param arguments the folder for pages, with a folder for each section
    public static void main(String[] arguments) throws IOException {
        Path section = Files.createDirectories(Path.of(arguments[0], "man1"));
        Files.writeString(section.resolve("jobtop.1"), jobtop());
    }

    /// Returns the page of `jobtop`, with the keys as its help shows them.
    static String jobtop() {
        ManPage page = new ManPage("jobtop", 1, Version.NUMBER, "the dashboard of jobd");
        UsageText.of(Options.USAGE).append(page);
        page.section("Keys");
        for (KeyContext context : KeyContext.values()) {
            page.part(context.title());
            for (Binding binding : KeyMap.standard().of(context)) {
                page.entry(binding.keyLabels(), binding.help());
            }
        }
        page.section("Filter").paragraph("Fields: " + String.join(" ", Filter.FIELDS));
        Filter.RULES.forEach(page::point);
        page.section("States");
        for (JobState state : JobState.values()) {
            page.entry(Character.toString(state.mark()), state.word());
        }
        return page.section("See also")
                .paragraph("`jobctl`(1), `jobd`(8), `jobd-protocol`(7)")
                .toString();
    }
}
