package dev.jobd.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The page about the configuration says what the descriptions of the settings say.
final class ConfigurationDocumentTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final String MARK = "<!-- From here on made by ConfigurationDocumentTest. -->\n";

    @Test
    void thePageSaysWhatTheDescriptionsSay() throws IOException {
        String page = Files.readString(PAGE);
        String wanted = page.substring(0, page.indexOf(MARK) + MARK.length()) + settings();
        if (Boolean.getBoolean("config.update")) {
            Files.writeString(PAGE, wanted);
        }

        assertThat(PAGE).as("write it anew with -Dconfig.update=true").hasContent(wanted);
    }

    private static String settings() {
        StringBuilder text = new StringBuilder();
        String section = "";
        for (Setting<?> setting : SettingList.ALL) {
            if (!setting.section().equals(section)) {
                section = setting.section();
                text.append("\n## [").append(section).append("]\n\n");
                text.append(SampleFile.sectionText(section)).append("\n\n");
                text.append("| setting | default | what it is |\n|---|---|---|\n");
            }
            text.append(
                    "| `%s` | %s | %s Is %s; %s.%s |\n"
                            .formatted(
                                    setting.key(),
                                    setting.standardText(),
                                    setting.summary(),
                                    setting.kind().rule().replace("|", "\\|"),
                                    setting.applies().text(),
                                    setting.option().isEmpty()
                                            ? ""
                                            : " Option `" + setting.option() + "`."));
        }
        return text.toString();
    }
}
