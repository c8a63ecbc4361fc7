package dev.jobd.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Mandoc;
import dev.jobd.tui.input.Binding;
import dev.jobd.tui.input.KeyMap;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {
    @Test
    void thePageHasTheOptionsAndEveryKey(@TempDir Path folder) throws Exception {
        ManPages.main(new String[] {folder.toString()});

        String source = Files.readString(folder.resolve("man1/jobtop.1"));
        assertThat(Mandoc.complaints(source)).isEmpty();
        String page = Mandoc.text(source);
        for (String line : Options.USAGE.split("\n", -1)) {
            String said = line.strip().replaceAll("\\s+", " ").replaceFirst("^Usage: ", "");
            assertThat(page).contains(said);
        }
        for (Binding binding : KeyMap.standard().all()) {
            assertThat(page).contains(binding.keyLabels() + " " + binding.help());
        }
    }
}
