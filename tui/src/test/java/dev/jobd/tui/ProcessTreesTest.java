package dev.jobd.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.tui.state.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreesTest {

    @TempDir Path proc;

    private void process(long pid, String name, String children) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(pid + "/task/" + pid));
        String fields = " S 1 1 1 0 -1 4194560 1 1 1 1 30 12 0 0 20 0 1 0 99 1000000 50 1 1";
        Files.writeString(proc.resolve(pid + "/stat"), pid + " (" + name + ")" + fields);
        Files.writeString(folder.resolve("children"), children);
    }

    @Test
    void whatAProcessAndItsDescendantsUseIsAddedUp() throws Exception {
        process(10, "sh", "11 12 ");
        process(11, "a) R 7 (b", "13 ");
        process(12, "sleep", "");
        process(13, "sleep", "99 ");
        Map<Long, Usage.Sample> found = new ProcessTrees(proc, 1000).look(List.of(10L, 12L, 98L));
        assertThat(found)
                .containsOnlyKeys(10L, 12L)
                .containsEntry(10L, new Usage.Sample(4 * 420, 4 * 50_000, 4))
                .containsEntry(12L, new Usage.Sample(420, 50_000, 1));
    }

    @Test
    void whatCannotBeReadIsLeftOut() throws Exception {
        process(10, "sh", "11 x ");
        Files.writeString(proc.resolve("10/stat"), "10 (sh) S nothing");
        assertThat(new ProcessTrees(proc, 1000).look(List.of(10L))).isEmpty();
    }

    @Test
    void thisProcessIsThere() {
        long pid = ProcessHandle.current().pid();
        assertThat(new ProcessTrees().look(List.of(pid)))
                .hasEntrySatisfying(
                        pid,
                        use -> {
                            assertThat(use.memory()).isGreaterThan(1 << 20);
                            assertThat(use.processes()).isPositive();
                        });
    }
}
