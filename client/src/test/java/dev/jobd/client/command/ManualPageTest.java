package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Mandoc;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

class ManualPageTest {
    @Test
    void thePageSaysOfEachVerbWhatItsHelpSays() throws Exception {
        String page = Mandoc.text(ManualPage.source());

        for (Verbs.Entry entry : Verbs.ALL) {
            CommandSpec spec =
                    Invocation.specOf(entry.name(), Verbs.find(entry.name()).orElseThrow());
            Help.Words words = Help.Words.of(spec);
            assertThat(page).contains(entry.name() + ": " + entry.summary());
            Stream.of(
                            Stream.of(words.synopsis()),
                            words.examples().stream(),
                            words.paragraphs().stream(),
                            shown(spec).map(Help::namesOf),
                            shown(spec).map(OptionSpec::description).map(it -> it[0]),
                            spec.positionalParameters().stream()
                                    .map(PositionalParamSpec::description)
                                    .map(it -> it[0]))
                    .flatMap(it -> it)
                    .forEach(said ->
                            assertThat(page)
                                    .as("jobctl(1) on %s", entry.name())
                                    .contains(said.strip().replaceAll("\\s+", " ")));
        }
    }

    private static Stream<OptionSpec> shown(CommandSpec spec) {
        return spec.options().stream().filter(option -> !option.hidden());
    }

    @Test
    void thePageSaysWhatTheWholeHelpSays() throws Exception {
        assertThat(Mandoc.text(ManualPage.source()))
                .contains(Overview.SYNOPSIS, Overview.REFERENCES, Overview.RUN_CODES)
                .contains("125 a failure of jobctl itself")
                .contains("JOBCTL(1)", "jobd.toml(5)");
    }

    @Test
    void nothingIsWrongWithIt() throws Exception {
        assertThat(Mandoc.complaints(ManualPage.source())).isEmpty();
    }
}
