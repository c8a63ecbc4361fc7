package dev.jobd.daemon.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.server.RigFixture;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupHandlerTest extends RigFixture {
    @TempDir Path target;

    private List<Json.Obj> backup(Path file, String more) {
        client.call("backup", "{'path':'" + file + "'" + more + "}");
        return client.feed();
    }

    private WireError refusal(String path) {
        return client.refusal("backup", "{'path':'" + path + "'}");
    }

    @Test
    void aBackupIsWrittenAndSaysHowFarItIs() {
        List<Json.Obj> lines = backup(target.resolve("b"), "");
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst().integer("done")).isEqualTo(1);
        assertThat(lines.getFirst().integer("total")).isEqualTo(2);
        Json.Obj ended = lines.getLast().object("ended");
        assertThat(ended.text("code")).isEqualTo("saved");
        assertThat(ended.integer("seq")).isEqualTo(rig.store.view().seq());
        assertThat(target.resolve("b")).hasContent("seq " + ended.integer("seq"));
    }

    @Test
    void aFileIsReplacedOnlyIfThatIsAskedFor() throws IOException {
        Path file = Files.writeString(target.resolve("b"), "mine");
        WireError refused = refusal(file.toString());
        assertThat(refused.code()).isEqualTo("already_exists");
        assertThat(refused.field()).contains("args.path");
        assertThat(file).hasContent("mine");
        assertThat(backup(file, ",'force':true").getLast().object("ended").text("code"))
                .isEqualTo("saved");
        assertThat(file).content().startsWith("seq ");
    }

    @Test
    void aPlaceThatCannotBeIsRefused() throws IOException {
        assertThat(refusal("b").message()).contains("from the root on");
        assertThat(refusal("/").message()).contains("from the root on");
        assertThat(refusal(target.resolve("no/b").toString()).message())
                .contains("there is no folder");
        Path folder = Files.createDirectory(target.resolve("folder"));
        assertThat(client.refusal("backup", "{'path':'" + folder + "','force':true}").message())
                .contains("is a folder");
        assertThat(refusal(directory.resolve("manifest").toString()).message())
                .contains("in the state directory");
    }

    @Test
    void whatFailsOnTheWayIsTheLastLine() {
        // What the in-memory store writes is refused by the kernel.
        Path full = Path.of("/dev/full");
        Json.Obj ended = backup(full, ",'force':true").getLast().object("ended");
        assertThat(ended.text("code")).isEqualTo("failed");
        assertThat(ended.text("message")).contains("No space left");
    }
}
