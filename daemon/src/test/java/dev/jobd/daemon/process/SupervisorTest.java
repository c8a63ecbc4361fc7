package dev.jobd.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script of the supervisor in the shells that are `/bin/sh` somewhere.
@Timeout(60)
class SupervisorTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
    void theEndOfTheCommandIsWrittenDown(String shell) throws Exception {
        assertThat(run(shell, "3>>", "sh", "-c", "exit 5")).isEqualTo(5);
        StatusFile status = status();
        assertThat(status.begin()).isPresent();
        assertThat(status.notExecuted()).isEmpty();
        assertThat(status.exitCode()).hasValue(5);
        assertThat(status.cpu()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh"})
    void aCommandThatCannotBeExecutedIsToldFromOneThatSaysSo(String shell) throws Exception {
        assertThat(run(shell, "3>>", "/no/such/program")).isEqualTo(127);
        assertThat(status().notExecuted()).hasValue(127);
        assertThat(run(shell, "3>>", "sh", "-c", "exit 127")).isEqualTo(127);
        assertThat(status().notExecuted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
    void theRecordSurvivesASignalToTheGroup(String shell) throws Exception {
        assertThat(run(shell, "3>>", "sh", "-c", "kill -TERM 0")).isEqualTo(143);
        assertThat(status().exitCode()).hasValue(143);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
    void whereTheBeginningCannotBeWrittenTheCommandDoesNotRun(String shell) throws Exception {
        Path trace = directory.resolve("trace");
        assertThat(run(shell, "3>/dev/full #", "touch", trace.toString())).isEqualTo(125);
        assertThat(trace).doesNotExist();
    }

    private int run(String shell, String open, String... command) throws Exception {
        List<String> words = List.of(shell.split(" ", -1));
        assertThat(Path.of("/bin", words.getFirst()))
                .as("a shell that this test needs: install it")
                .isExecutable();
        RunLog log = new RunLog(directory);
        Files.deleteIfExists(log.status());
        List<String> script = Supervisor.spawn(Pool.argv(command), Map.of(), log).arguments();
        List<String> all = new ArrayList<>(List.of("setsid", "-w", "sh", "-c"));
        all.add("exec \"$@\" " + open + log.status());
        all.add("open");
        all.addAll(words);
        all.addAll(script.subList(1, script.size()));
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private StatusFile status() throws IOException {
        return StatusFile.read(new RunLog(directory));
    }
}
