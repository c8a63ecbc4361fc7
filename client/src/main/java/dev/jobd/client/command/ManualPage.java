package dev.jobd.client.command;

import dev.jobd.text.ManPage;
import dev.jobd.wire.Version;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The manual page of `jobctl`, in the words of its help.
public final class ManualPage {
    private final ManPage page = new ManPage("jobctl", 1, Version.NUMBER, Overview.SUMMARY);

    private ManualPage() {}

    /// Returns its source.
    public static String source() {
        return new ManualPage().make().toString();
    }

    private ManPage make() {
        page.section("Synopsis").paragraph("`" + Overview.SYNOPSIS + "`");
        page.section("Description")
                .paragraph(
                        "Asks jobd, the daemon of the job scheduler, one thing and ends. Without a"
                                + " verb it lists the jobs. A daemon is started if none runs.")
                .paragraph(Overview.REFERENCES)
                .paragraph(
                        "Data goes to standard output; notices, hints and errors go to standard"
                                + " error.");
        page.section("Examples").lines(Overview.EXAMPLES);
        page.section("Verbs");
        Verbs.ALL.forEach(this::verb);
        page.section("Options of every verb");
        HelpCommand.commonOptions().forEach(this::option);
        page.section("Exit status");
        Overview.CODES.forEach(code -> page.entry(code.number(), code.meaning()));
        page.paragraph(Overview.RUN_CODES);
        page.section("Environment")
                .entry("JOBD_SOCKET", "where the daemon listens, as --socket says")
                .entry("JOBD_STATE", "the state directory of a daemon that is started")
                .entry("JOBD_AUTOSTART", "0: start no daemon, as --no-start says")
                .entry("NO_COLOR", "use no colours, as --no-color says")
                .entry("VISUAL, EDITOR", "what 'jobctl edit JOB' opens");
        page.section("See also")
                .paragraph("`jobd`(8), `jobtop`(1), `jobd.toml`(5), `jobd-protocol`(7)");
        return page;
    }

    private void verb(Verbs.Entry entry) {
        Verb verb = Verbs.find(entry.name()).orElseThrow();
        CommandSpec spec = Invocation.specOf(entry.name(), verb);
        Help.Words words = Help.Words.of(spec);
        page.part(entry.name() + ": " + entry.summary());
        page.paragraph("`" + words.synopsis() + "`");
        if (!words.examples().isEmpty()) {
            page.lines(words.examples());
        }
        words.paragraphs().forEach(page::paragraph);
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            page.entry(parameter.paramLabel(), parameter.description()[0]);
        }
        Set<String> common =
                HelpCommand.commonOptions().stream()
                        .map(OptionSpec::longestName)
                        .collect(Collectors.toSet());
        List<OptionSpec> own =
                spec.options().stream()
                        .filter(option -> !common.contains(option.longestName()))
                        .filter(option -> !option.hidden())
                        .toList();
        own.forEach(this::option);
    }

    private void option(OptionSpec option) {
        page.entry(Help.namesOf(option), option.description()[0]);
    }
}
