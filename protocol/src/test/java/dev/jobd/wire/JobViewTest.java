package dev.jobd.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Attempt;
import dev.jobd.model.Command;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Outcome;
import dev.jobd.model.Pause;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Schedule;
import dev.jobd.model.Trigger;
import dev.jobd.testing.SchemaValidator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JobViewTest {
    private static final Instant T = Instant.parse("2026-11-23T07:00:00Z");
    private static final JobId ID = new JobId(17);
    private static final RunState.Running RUNNING =
            new RunState.Running(2, T.plusSeconds(20), 8123);

    private static Job job(Schedule schedule) {
        ProcessSpec process =
                new ProcessSpec(
                        new Command.Argv(List.of("date", "a b")),
                        "/",
                        Map.of("MY_KEY", "hush"),
                        022);
        JobDefinition definition =
                new JobDefinition(new JobName("tick"), process, schedule, Policies.DEFAULT);
        return new Job(ID, 3, definition, T, T.plusSeconds(1));
    }

    private static Run run(Trigger trigger, RunState state, Attempt... attempts) {
        String by = trigger == Trigger.MANUAL ? "uid 0" : "";
        return new Run(
                new RunId(ID, 12), trigger, by, T, T.plusMillis(2), 3, List.of(attempts), state);
    }

    private static JobView view(Schedule schedule, JobState state, Run... active) {
        return new JobView(job(schedule), state, List.of(active), Optional.empty());
    }

    private static Json.Obj fitting(Shape shape, Json.Obj value) {
        assertThat(ShapeCheck.check(shape, value, "it")).isEmpty();
        assertThat(SchemaValidator.accepts(ShapeSchema.ofReply(shape), value)).isTrue();
        return value;
    }

    @Test
    void theWordIsThatOfTheActiveRunElseOfTheSchedule() {
        JobState idle = JobState.initial(ID, Optional.empty());
        JobState waiting = JobState.initial(ID, Optional.of(T));
        Schedule rate = new Schedule.FixedRate(Duration.ofSeconds(5), T);

        assertThat(view(rate, waiting).word()).isEqualTo("waiting");
        assertThat(view(rate, waiting.withPause(Pause.BY_HAND)).word()).isEqualTo("paused");
        assertThat(view(new Schedule.Manual(), idle).word()).isEqualTo("idle");
        assertThat(view(new Schedule.Once(T), idle).word()).isEqualTo("finished");
        assertThat(view(rate, waiting, run(Trigger.SCHEDULE, new RunState.Queued(1))).word())
                .isEqualTo("queued");
        assertThat(
                        view(
                                        rate,
                                        waiting.withPause(Pause.BY_HAND),
                                        run(Trigger.SCHEDULE, new RunState.RetryWait(2, T)))
                                .word())
                .isEqualTo("retry-wait");
        assertThat(JobView.WORDS).contains("waiting", "paused", "idle", "finished", "running");
    }

    @Test
    void aJobShowsWhatItDoesAndHidesItsSecrets() {
        JobState.LastEnd end =
                new JobState.LastEnd(11, new Outcome.Failed(3), Optional.of(T), T.plusMillis(1500));
        JobState state = JobState.initial(ID, Optional.of(T.plusSeconds(5))).withEnd(end);
        Run active = run(Trigger.SCHEDULE, RUNNING);
        JobView view = view(new Schedule.FixedRate(Duration.ofSeconds(5), T), state, active);

        Json.Obj full = fitting(ViewShape.JOB, view.full(false));
        fitting(ViewShape.ITEM, view.item());

        assertThat(view.item().has("env")).isFalse();
        assertThat(full.object("env").text("MY_KEY")).isEqualTo("***");
        assertThat(view.full(true).object("env").text("MY_KEY")).isEqualTo("hush");
        assertThat(full.text("command_text")).isEqualTo("date 'a b'");
        assertThat(full.text("schedule_text")).isEqualTo("every 5s");
        assertThat(full.text("next")).isEqualTo("2026-11-23T07:00:05.000Z");
        assertThat(full.object("active").text("id")).isEqualTo("17/12");
        assertThat(JsonText.of(full.object("last")))
                .isEqualTo(
                        "{\"run\":11,\"outcome\":\"failed\",\"exit\":3,"
                                + "\"started\":\"2026-11-23T07:00:00.000Z\","
                                + "\"ended\":\"2026-11-23T07:00:01.500Z\",\"duration_ms\":1500}");
        assertThat(JsonText.of(full.object("counts")))
                .isEqualTo("{\"ok\":0,\"failed\":1,\"skipped\":0}");
    }

    @Test
    void aRunLooksAsTheProtocolSays() {
        Attempt first =
                new Attempt(
                        1,
                        Optional.of(T),
                        T.plusMillis(500),
                        new Outcome.Failed(3),
                        new Attempt.Usage(
                                Optional.of(Duration.ofMillis(40)), OptionalLong.of(4096)));
        Json.Obj run =
                RunJson.of(
                        run(Trigger.MANUAL, RUNNING, first),
                        Optional.of(new JobName("tick")),
                        Optional.empty());

        assertThat(JsonText.of(fitting(ViewShape.RUN, run)))
                .isEqualTo(
                        "{\"id\":\"17/12\",\"job\":\"tick\",\"job_id\":17,\"number\":12,"
                                + "\"trigger\":\"manual\",\"by\":\"uid 0\","
                                + "\"due\":\"2026-11-23T07:00:00.000Z\","
                                + "\"queued\":\"2026-11-23T07:00:00.002Z\",\"state\":\"running\","
                                + "\"attempt\":2,\"attempts_max\":3,"
                                + "\"started\":\"2026-11-23T07:00:20.000Z\",\"pid\":8123,"
                                + "\"attempts\":[{\"number\":1,"
                                + "\"started\":\"2026-11-23T07:00:00.000Z\","
                                + "\"ended\":\"2026-11-23T07:00:00.500Z\",\"duration_ms\":500,"
                                + "\"outcome\":\"failed\",\"exit\":3,\"cpu_ms\":40,"
                                + "\"max_rss\":4096}],\"waits_for\":null}");
    }

    @Test
    void everyStateAndEveryEndHasItsMembers() {
        List<RunState> states =
                List.of(
                        new RunState.Queued(1),
                        new RunState.Starting(1, T),
                        RUNNING,
                        new RunState.Stopping(RUNNING, new RunState.StopCause.Timeout(), T),
                        new RunState.Stopping(RUNNING, new RunState.StopCause.Person("uid 5"), T),
                        new RunState.RetryWait(2, T),
                        new RunState.Ended(T, new Outcome.Succeeded()),
                        new RunState.Ended(T, new Outcome.Failed(255)),
                        new RunState.Ended(T, new Outcome.Signalled(11)),
                        new RunState.Ended(T, new Outcome.Signalled(40)),
                        new RunState.Ended(T, new Outcome.TimedOut()),
                        new RunState.Ended(T, new Outcome.Killed("uid 5")),
                        new RunState.Ended(T, new Outcome.NotStarted("command not found: x")),
                        new RunState.Ended(T, new Outcome.Skipped("paused")),
                        new RunState.Ended(T, new Outcome.Missed()),
                        new RunState.Ended(T, new Outcome.Lost("no trace")));
        List<String> members =
                states.stream()
                        .map(state ->
                                RunJson.of(
                                        run(Trigger.SCHEDULE, state),
                                        Optional.empty(),
                                        Optional.of(RunJson.WaitsFor.SLOT)))
                        .map(run -> fitting(ViewShape.RUN, run))
                        .map(JobViewTest::telling)
                        .toList();

        assertThat(members)
                .containsExactly(
                        "queued {}",
                        "starting {}",
                        "running {\"pid\":8123}",
                        "stopping {\"pid\":8123}",
                        "stopping {\"pid\":8123,\"killed_by\":\"uid 5\"}",
                        "retry-wait {\"retry_at\":\"2026-11-23T07:00:00.000Z\"}",
                        "succeeded {\"exit\":0}",
                        "failed {\"exit\":255}",
                        "signalled {\"signal\":\"SEGV\"}",
                        "signalled {\"signal\":\"40\"}",
                        "timed-out {}",
                        "killed {\"killed_by\":\"uid 5\"}",
                        "not-started {\"reason\":\"command not found: x\"}",
                        "skipped {\"reason\":\"paused\"}",
                        "missed {}",
                        "lost {\"reason\":\"no trace\"}");
    }

    private static String telling(Json.Obj run) {
        Json.Builder some = Json.object();
        List.of("pid", "retry_at", "exit", "signal", "reason", "killed_by")
                .forEach(name -> some.putIf(name, run.find(name)));
        return run.text("state") + " " + JsonText.of(some.build());
    }

    @Test
    void anEndedRunShowsTheTimesAndUsageOfItsLastAttempt() {
        Attempt last =
                new Attempt(
                        2,
                        Optional.of(T.plusSeconds(10)),
                        T.plusSeconds(13),
                        new Outcome.Succeeded(),
                        new Attempt.Usage(Optional.of(Duration.ofMillis(7)), OptionalLong.empty()));
        RunState ended = new RunState.Ended(T.plusSeconds(13), new Outcome.Succeeded());
        Json.Obj run =
                RunJson.of(run(Trigger.CATCHUP, ended, last), Optional.empty(), Optional.empty());

        assertThat(run.instant("started")).isEqualTo(T.plusSeconds(10));
        assertThat(run.integer("duration_ms")).isEqualTo(3_000);
        assertThat(run.integer("cpu_ms")).isEqualTo(7);
        assertThat(run.has("max_rss")).isFalse();
        assertThat(run.members()).containsEntry("job", Json.NULL);
    }
}
