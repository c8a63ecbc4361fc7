package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.WireError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class BackupCommandTest {
    private static final String SAVED = "{'ended':{'code':'saved','seq':7,'rows':12,'bytes':3456}}";

    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    @Test
    void theDaemonWritesItWhereTheCallerMeans() {
        daemon.push("backup", "{'done':6,'total':12}", SAVED);

        assertThat(daemon.call().jobctl("backup", "../b"))
                .isEqualTo(new Call.Result(0, "/b: 12 records, 3456 bytes\n", ""));
        assertThat(daemon.call().jobctl("backup", "--force", "--json", "/x/y").out())
                .isEqualTo("{\"code\":\"saved\",\"seq\":7,\"rows\":12,\"bytes\":3456}\n");
        assertThat(daemon.asked("backup"))
                .containsExactly(
                        FakeDaemon.json("{'path':'/b'}"),
                        FakeDaemon.json("{'path':'/x/y','force':true}"));
    }

    @Test
    void aTerminalShowsHowFarItIs() {
        daemon.push("backup", "{'done':6,'total':12}", SAVED);

        assertThat(daemon.call().atTerminal(80).jobctl("backup", "b").err())
                .startsWith("\rbackup [############............] 50%, 6 of 12\r")
                .endsWith(" \r");
        assertThat(daemon.call().atTerminal(80).jobctl("backup", "-q", "b").err()).isEmpty();
    }

    @Test
    void whatFailedIsSaid() {
        daemon.push("backup", "{'ended':{'code':'failed','message':'no space left'}}");

        assertThat(daemon.call().jobctl("backup", "b"))
                .isEqualTo(new Call.Result(1, "", "jobctl: no space left\n"));
    }

    @Test
    void aFileThatExistsIsRefused() {
        daemon.refuse(
                "backup", WireError.of(ErrorCode.ALREADY_EXISTS, "there is a file /b already"));

        assertThat(daemon.call().jobctl("backup", "/b"))
                .isEqualTo(new Call.Result(1, "", "jobctl: there is a file /b already\n"));
    }

    @Test
    void restoringWithoutKnowingTheDaemonSaysWhatToType() {
        assertThat(daemon.call().jobctl("restore", "b"))
                .isEqualTo(
                        new Call.Result(
                                4,
                                "",
                                "jobctl: jobctl does not know where jobd is; try 'jobd --restore /work dir/b'\n"));
    }
}
