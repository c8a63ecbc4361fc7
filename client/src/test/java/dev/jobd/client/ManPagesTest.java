package dev.jobd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Mandoc;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Operation;
import dev.jobd.wire.Operations;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {
    @Test
    void theBuildGetsThePagesOfJobctlAndTheProtocol(@TempDir Path folder) throws Exception {
        ManPages.main(new String[] {folder.toString(), "../docs"});

        assertThat(Files.readString(folder.resolve("man1/jobctl.1")))
                .startsWith(".TH \"JOBCTL\" 1 ");
        String source = Files.readString(folder.resolve("man7/jobd-protocol.7"));
        String page = Mandoc.text(source);
        assertThat(Mandoc.complaints(source)).isEmpty();
        for (Operation operation : Operations.all()) {
            assertThat(page)
                    .contains(operation.name() + " " + operation.summary().replace("`", ""));
        }
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(page).contains(code.word() + " " + code.summary().replace("`", ""));
        }
        assertThat(page)
                .contains(
                        "{\"op\":\"get\",\"id\":7,\"args\":{\"job\":\"backup\"},\"close\":false}");
    }
}
