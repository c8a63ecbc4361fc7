package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RunCommandTest {
    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    private static final String ADDED =
            "{'job':" + Samples.BUILD + ",'run':" + Samples.FIRST_RUN + ",'seq':5}";

    @Test
    void runQueuesACommandWithTheCallersSurroundings() {
        daemon.answer("add", ADDED);

        Call.Result result = daemon.call().jobctl("run", "make", "-j2", "--", "--wait");

        assertThat(result)
                .isEqualTo(
                        new Call.Result(
                                0, "added make-18 (18): once, at once; run make-18/1\n", ""));
        assertThat(daemon.asked("add").getFirst().object("job"))
                .satisfies(job -> {
                    assertThat(job.texts("cmd")).containsExactly("make", "-j2", "--", "--wait");
                    assertThat(job.text("dir")).isEqualTo("/work dir");
                    assertThat(job.text("umask")).isEqualTo("0027");
                    assertThat(job.object("env").text("PATH")).isEqualTo("/bin");
                    assertThat(job.object("schedule").text("kind")).isEqualTo("now");
                });
    }

    @Test
    void waitingStreamsTheOutputAndExitsAsTheRunDid() {
        daemon.answer("add", ADDED);
        daemon.push(
                "log",
                "{'stream':'out','offset':0,'next':6,'data':'one\\ntw'}",
                "{'attempt':2,'offset':0}",
                "{'stream':'out','offset':0,'next':2,'data':'o\\n'}",
                "{}",
                "{'ended':{'code':'eof','offset':{'out':2},'state':'failed','exit':3}}");

        Call.Result result = daemon.call().jobctl("run", "--wait", "--", "make");

        assertThat(result)
                .isEqualTo(
                        new Call.Result(
                                3,
                                "one\ntwo\n",
                                "jobctl: attempt 2\njobctl: make-18/1 failed 3\n"));
        assertThat(daemon.asked("log"))
                .containsExactly(FakeDaemon.json("{'run':'make-18/1','follow':true}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'state':'succeeded','exit':0 | 0",
                "'state':'failed','exit':77 | 77",
                "'state':'signalled','signal':'SEGV' | 139",
                "'state':'signalled','signal':'40' | 168",
                "'state':'killed','killed_by':'me' | 143",
                "'state':'timed-out' | 124",
                "'state':'not-started','reason':'command not found: frob' | 127",
                "'state':'not-started','reason':'not executable: ./x' | 126",
                "'state':'not-started','reason':'no such directory: /x' | 125",
                "'state':'skipped','reason':'overlap' | 1",
                "'state':'lost','reason':'gone' | 1",
            })
    void everyEndHasItsExitCode(String end, int code) {
        daemon.answer("add", ADDED);
        daemon.push("log", "{'ended':{'code':'eof','offset':{'out':0}," + end + "}}");

        assertThat(daemon.call().jobctl("run", "--wait", "--", "x").code()).isEqualTo(code);
    }

    @Test
    void aReasonIsSaid() {
        daemon.answer("add", ADDED);
        daemon.push(
                "log",
                "{'ended':{'code':'eof','offset':{'out':0},'state':'not-started','reason':'command not found: frob'}}");

        assertThat(daemon.call().jobctl("run", "-w", "frob").err())
                .isEqualTo("jobctl: make-18/1 not-started: command not found: frob\n");
        assertThat(daemon.call().jobctl("run", "-qw", "frob").err()).isEmpty();
    }

    @Test
    void triggeringAndWaitingDoTheSameForAJobThatIsThere() {
        daemon.answer("trigger", "{'run':" + Samples.RUN + ",'seq':5}");
        daemon.push("log", "{'ended':{'code':'eof','offset':{'out':0},'state':'failed','exit':9}}");

        assertThat(daemon.call().jobctl("trigger", "sync").out()).isEqualTo("triggered sync/12\n");
        assertThat(daemon.call().jobctl("trigger", "--wait", "sync").code()).isEqualTo(9);
        assertThat(daemon.call().jobctl("wait", "sync").code()).isEqualTo(9);
        assertThat(daemon.asked("log"))
                .containsExactly(
                        FakeDaemon.json("{'run':'17/12','follow':true}"),
                        FakeDaemon.json("{'run':'sync','follow':true,'stream':'none'}"));
    }

    @Test
    void waitingForSeveralReturnsTheHighestCode() {
        daemon.push("log", "{'ended':{'code':'eof','offset':{},'state':'failed','exit':9}}");
        daemon.push("log", "{'ended':{'code':'eof','offset':{},'state':'succeeded','exit':0}}");

        assertThat(daemon.call().jobctl("wait", "a", "b").code()).isEqualTo(9);
    }

    @Test
    void waitingEndsWithItsOwnTimeout() {
        // Nothing follows the reply: the run goes on.
        daemon.push("log");

        Call.Result result = daemon.call().jobctl("wait", "--timeout", "10ms", "sync");

        assertThat(result).isEqualTo(new Call.Result(124, "", "jobctl: not over yet\n"));
    }
}
