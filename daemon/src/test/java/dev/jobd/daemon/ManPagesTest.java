package dev.jobd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Mandoc;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {
    @Test
    void thePageSaysWhatTheHelpSays(@TempDir Path folder) throws Exception {
        ManPages.main(new String[] {folder.toString()});

        String source = Files.readString(folder.resolve("man8/jobd.8"));
        assertThat(Mandoc.complaints(source)).isEmpty();
        String page = Mandoc.text(source);
        for (String line : DaemonHelp.text().split("\n", -1)) {
            String said = line.strip().replaceAll("\\s+", " ").replaceFirst("^Usage: ", "");
            assertThat(page).contains(said);
        }
    }
}
