package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class LogsCommandTest {
    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    private static String ended(int offset) {
        return "{'ended':{'code':'eof','offset':{'out':" + offset + "},'state':'failed','exit':3}}";
    }

    @Test
    void theOutputIsPrintedAndTheRunsOutcomeIsNotThatOfTheCommand() {
        daemon.push(
                "log",
                "{'stream':'out','offset':0,'next':4,'data':'abc\\n'}",
                "{'gap':{'from':4,'to':9}}",
                "{'stream':'out','offset':9,'next':11,'data':'x\\n'}",
                ended(11));

        Call.Result result = daemon.call().jobctl("logs", "sync/12");

        assertThat(result)
                .isEqualTo(
                        new Call.Result(
                                0, "abc\nx\n", "jobctl: output is missing here: bytes 4 to 9\n"));
        assertThat(daemon.asked("log"))
                .containsExactly(
                        FakeDaemon.json("{'run':'sync/12','from':{'offset':0},'follow':false}"));
    }

    @Test
    void whatCouldDriveTheTerminalIsLeftOutUnlessRawIsAskedFor() {
        String data = "\\u001b[31mred\\u001b[0m\\u0007\\u009b2J\\r\\n50%\\r60%\\n";
        daemon.push("log", "{'stream':'out','offset':0,'next':1,'data':'" + data + "'}", ended(1));

        assertThat(daemon.call().jobctl("logs", "sync").out()).isEqualTo("red\\u0007\n50%\n60%\n");
        assertThat(daemon.call().jobctl("logs", "--raw", "sync").out())
                .isEqualTo("\u001b[31mred\u001b[0m\u0007\u009b2J\r\n50%\r60%\n");
        assertThat(daemon.call().atTerminal(80).jobctl("logs", "--raw", "sync").err())
                .contains("raw output can change how this terminal behaves");
    }

    @Test
    void bytesThatAreNoTextArriveInRawAsTheyAre() {
        // FF 00 0A
        daemon.push(
                "log",
                "{'stream':'out','offset':0,'next':3,'data':'/wAK','enc':'base64'}",
                ended(3));

        assertThat(daemon.call().jobctl("logs", "sync").out()).isEqualTo("\ufffd\\u0000\n");
    }

    @Test
    void theLastLinesAreSearchedForFromTheEnd() {
        daemon.push("log", "{'stream':'out','offset':2,'next':9,'data':'b\\nc\\nd\\n'}", ended(9));

        assertThat(daemon.call().jobctl("logs", "-n", "2", "sync").out()).isEqualTo("c\nd\n");
        assertThat(daemon.asked("log"))
                .containsExactly(FakeDaemon.json("{'run':'sync','from':{'tail':65536}}"));
    }

    @Test
    void aLogThatWasRemovedIsSaidToBe() {
        daemon.push(
                "log",
                "{'ended':{'code':'eof','offset':{'out':0},'state':'succeeded',"
                        + "'log_removed':'2026-11-25T13:00:00.000Z'}}");

        assertThat(daemon.call().jobctl("logs", "sync/1"))
                .isEqualTo(
                        new Call.Result(
                                0,
                                "",
                                "jobctl: the log was removed by retention, 2026-11-25 14:00:00"
                                        + " (30m00s ago)\n"));
    }

    @Test
    void moreIsReadWhereTheLinesAreLong() {
        daemon.push("log", "{'stream':'out','offset':99,'next':100,'data':'z\\n'}", ended(100_000));
        daemon.push(
                "log",
                "{'stream':'out','offset':90,'next':100,'data':'x\\ny\\nz\\n'}",
                ended(100_000));

        assertThat(daemon.call().jobctl("logs", "-n2", "sync").out()).isEqualTo("y\nz\n");
    }

    @Test
    void followingGoesOnFromTheLastLines() {
        daemon.push("log", "{'stream':'out','offset':0,'next':4,'data':'a\\nb\\n'}", ended(4));
        daemon.push("log", "{'stream':'out','offset':4,'next':6,'data':'c\\n'}", ended(6));

        assertThat(daemon.call().jobctl("logs", "-f", "-n", "1", "sync").out()).isEqualTo("b\nc\n");
        assertThat(daemon.asked("log").getLast())
                .isEqualTo(FakeDaemon.json("{'run':'sync','from':{'offset':4},'follow':true}"));
    }

    @Test
    void jsonGivesTheLinesOfTheProtocol() {
        daemon.push("log", "{'stream':'out','offset':0,'next':2,'data':'a\\n'}", ended(2));

        assertThat(daemon.call().jobctl("logs", "--json", "sync").out())
                .isEqualTo(
                        """
                        {"sub":"s1","stream":"out","offset":0,"next":2,"data":"a\\n"}
                        {"sub":"s1","ended":{"code":"eof","offset":{"out":2},"state":"failed","exit":3}}
                        """);
    }
}
