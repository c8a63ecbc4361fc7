package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The verbs that say why runs wait.
@Timeout(60)
class ExplainCommandTest {
    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    @Test
    void aJobOrARunIsExplainedInSentences() {
        daemon.answer(
                "explain",
                "{'reasons':[{'about':'now','text':'sync/3 waits for lock db, held by a/1 for 4m'},"
                        + "{'about':'next','text':'it is due then (every 5m)','at':'2026-11-25T13:35:00.000Z'}],"
                        + "'now':'2026-11-25T13:30:00.000Z','seq':3}");

        assertThat(daemon.call().jobctl("explain", "sync").out())
                .isEqualTo(
                        """
                        now   sync/3 waits for lock db, held by a/1 for 4m
                        next  it is due then (every 5m): 2026-11-25 14:35:00 (in 5m00s)
                        """);
        assertThat(daemon.call().jobctl("explain", "--json", "sync/3").out()).hasLineCount(1);
        assertThat(daemon.asked("explain"))
                .containsExactly(
                        FakeDaemon.json("{'job':'sync'}"), FakeDaemon.json("{'run':'sync/3'}"));
        assertThat(daemon.call().jobctl("explain").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void locksAreListedWithWhoHoldsThemAndWaits() {
        daemon.answer(
                "locks",
                "{'items':[{'name':'db','held_by':'a/1','held_since':'2026-11-25T13:26:00.000Z','waiting_count':2,'waiting':['b/1','c/1']},"
                        + "{'name':'disk','held_by':null,'waiting_count':0,'waiting':[]}],"
                        + "'now':'2026-11-25T13:30:00.000Z'}");

        assertThat(daemon.call().jobctl("lock").out())
                .isEqualTo(
                        """
                        LOCK  HELD BY    FOR  WAIT  NEXT
                        db    a/1      4m00s     2  b/1
                        disk  -            -     0  -
                        """);
        assertThat(daemon.call().jobctl("lock", "list", "--json").out()).hasLineCount(2);
        Call.Result wrong = daemon.call().jobctl("lock", "lits");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("did you mean 'list'");
    }

    @Test
    void aLockThatNobodyHoldsIsNotListed() {
        daemon.answer("locks", "{'items':[],'now':'2026-11-25T13:30:00.000Z'}");

        assertThat(daemon.call().jobctl("lock"))
                .isEqualTo(new Call.Result(0, "", "jobctl: no lock is held\n"));
    }
}
