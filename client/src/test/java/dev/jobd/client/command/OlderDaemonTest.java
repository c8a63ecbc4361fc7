package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.Call;
import dev.jobd.client.FakeDaemon;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireError.BadField;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A daemon that was started before the programs were updated.
@Timeout(60)
class OlderDaemonTest {
    private static final String ADVICE =
            "the daemon that runs (jobd/0.0.9) is older than this program (0.1.0) and does not know"
                    + " that; 'jobctl shutdown' ends it and no job, and the next call starts the"
                    + " new one";

    @RegisterExtension final FakeDaemon daemon = new FakeDaemon();

    private static WireError unknown(String... names) {
        return WireError.of(
                List.of(names).stream()
                        .map(name ->
                                new BadField(
                                        "args." + name,
                                        ErrorCode.UNKNOWN_FIELD,
                                        "unknown field '" + name + "'"))
                        .toList());
    }

    @Test
    void aChangeIsAskedForWithoutAKeyWhereNoneIsKnown() {
        daemon.refuse("pause", unknown("key"));
        daemon.answer("pause", Samples.with("job", Samples.SYNC));

        Call.Result result = daemon.call().jobctl("pause", "sync", "17");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("paused sync\npaused sync\n");
        assertThat(daemon.asked("pause")).hasSize(3);
        assertThat(daemon.keys("pause")).hasSize(1);
    }

    @Test
    void whatElseItDoesNotKnowIsSaidWithWhatToDo() {
        daemon.refuse("add", unknown("dry_run", "key"));
        daemon.refuse("add", unknown("dry_run"));
        daemon.answer("hello", "{'server':'jobd/0.0.9'}");

        Call.Result result = daemon.call().jobctl("add", "--dry-run", "--", "true");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .isEqualTo("jobctl: unknown field 'dry_run'\njobctl: " + ADVICE + "\n");
        assertThat(daemon.asked("add"))
                .allSatisfy(args -> assertThat(args.flag("dry_run")).isTrue());
    }

    @Test
    void anOperationThatItDoesNotHaveIsSaidWithWhatToDo() {
        daemon.refuse(
                "subscribe",
                WireError.of(ErrorCode.UNKNOWN_OP, "there is no operation 'subscribe'"));
        daemon.answer("hello", "{'server':'jobd/0.0.9'}");

        assertThat(daemon.call().jobctl("events").err())
                .isEqualTo("jobctl: there is no operation 'subscribe'\njobctl: " + ADVICE + "\n");
    }

    @Test
    void aDaemonOfThisVersionIsNotCalledOld() {
        daemon.refuse("add", unknown("dry_run"));
        daemon.answer(
                "hello",
                "{'server':'jobd/0.1.0',"
                        + "'features':['batch','keys','subscribe','subscribe.resume']}");

        assertThat(daemon.call().jobctl("add", "--dry-run", "--", "true").err())
                .isEqualTo("jobctl: unknown field 'dry_run'\n");
    }

    @Test
    void oneOfThisVersionThatWasBuiltEarlierIsKnownByWhatItCannotDo() {
        daemon.refuse("add", unknown("dry_run"));
        daemon.answer("hello", "{'server':'jobd/0.1.0','features':['batch']}");

        assertThat(daemon.call().jobctl("add", "--dry-run", "--", "true").err())
                .contains("is older than this program");
    }
}
