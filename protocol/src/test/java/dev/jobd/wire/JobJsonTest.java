package dev.jobd.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jobd.model.Command;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobName;
import dev.jobd.model.Keep;
import dev.jobd.model.Notes;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Parent;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.Schedule;
import dev.jobd.model.Signal;
import dev.jobd.model.StopPolicy;
import dev.jobd.testing.RandomPolicies;
import dev.jobd.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JobJsonTest {
    @Test
    void aJobThatWouldNotFitOnALineOfTheDaemonIsRefused() {
        // Each of these characters takes six bytes on a line of the daemon, and one on a client's.
        Json.Obj job =
                Json.object()
                        .put("cmd", Json.strings(List.of("true", "\u007f".repeat(131_000))))
                        .build();
        assertThat(JobJson.readNew(job, Instant.EPOCH, "/").process().command().length())
                .isEqualTo(131_004);
        Json.Obj longer =
                Json.object()
                        .put(
                                "cmd",
                                Json.strings(
                                        List.of(
                                                "true",
                                                "\u007f".repeat(131_000),
                                                "\u007f".repeat(50_000))))
                        .build();
        assertThatExceptionOfType(WireErrorException.class)
                .isThrownBy(() -> JobJson.readNew(longer, Instant.EPOCH, "/"))
                .satisfies(e -> {
                    assertThat(e.error().field()).hasValue("args.job");
                    assertThat(e).hasMessageContaining("put what is long into a file");
                });
        assertThatExceptionOfType(WireErrorException.class)
                .isThrownBy(() -> JobJson.check(longer, "args.set"));
    }

    private static final Instant NOW = Instant.parse("2026-11-23T07:00:00.123Z");

    private static Json.Obj json(String text) {
        return JsonParser.parse(text.replace('\'', '"').getBytes(UTF_8));
    }

    private static JobDefinition read(Json.Obj job) {
        JobJson.check(job, "args.job");
        return JobJson.read(job, NOW, "/home/u").definition(new JobName("unnamed"));
    }

    private static JobDefinition patched(JobDefinition current, String patch) {
        Json.Obj merged = JobPatch.apply(current, json(patch));
        JobJson.check(merged, "args.set");
        return read(merged);
    }

    @Test
    void aJobThatSaysOnlyItsCommandGetsTheDefaults() {
        JobDraft draft = JobJson.read(json("{'cmd':['date']}"), NOW, "/home/u");

        assertThat(draft)
                .isEqualTo(
                        new JobDraft(
                                Optional.empty(),
                                new ProcessSpec(
                                        new Command.Argv(List.of("date")),
                                        "/home/u",
                                        Map.of(),
                                        022),
                                new Schedule.Now(),
                                Policies.DEFAULT,
                                Notes.NONE,
                                false));
    }

    @Test
    void theDefaultsOfTheTableAreThoseOfTheReader() {
        Json.Builder job = Json.object().put("sh", "a");
        for (Field field : JobShape.DEFINITION.fields()) {
            field.standard().ifPresent(standard -> job.put(field.name(), standard));
        }

        assertThat(read(job.build())).isEqualTo(read(json("{'sh':'a'}")));
    }

    @Test
    void aDefinitionLooksAsTheProtocolSays() {
        JobDefinition definition =
                read(
                        json(
                                "{'name':'tick','cmd':['date','-u'],'timeout_ms':1000,"
                                        + "'schedule':{'kind':'fixed-rate','every_ms':5000},"
                                        + "'env':{'B':'2','A':'1'},'stop_signal':'INT'}"));

        assertThat(JsonText.of(JobJson.of(definition)))
                .isEqualTo(
                        "{\"name\":\"tick\",\"cmd\":[\"date\",\"-u\"],\"schedule\":{\"kind\":"
                                + "\"fixed-rate\",\"every_ms\":5000,\"anchor\":"
                                + "\"2026-11-23T07:00:00.123Z\"},\"group\":\"default\",\"priority\":0,"
                                + "\"retries\":0,\"retry_delay_ms\":10000,\"timeout_ms\":1000,"
                                + "\"stop_signal\":\"INT\",\"grace_ms\":10000,\"on_daemon_restart\":\"adopt\","
                                + "\"keep_runs\":1000,\"keep_for_ms\":7776000000,\"dir\":\"/home/u\","
                                + "\"umask\":\"0022\",\"env\":{\"A\":\"1\",\"B\":\"2\"}}");
    }

    @Test
    void anyDefinitionReadsBackAsItWas() {
        long seed = Seeds.any();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < Seeds.bound(1_000, 200_000); i++) {
            JobDefinition definition = definition(random);
            assertThat(read(JobJson.of(definition))).as("seed %d", seed).isEqualTo(definition);
            assertThat(read(JobPatch.apply(definition, Json.Obj.EMPTY)))
                    .as("seed %d", seed)
                    .isEqualTo(definition);
        }
    }

    private static JobDefinition definition(SplittableRandom random) {
        Command command =
                random.nextBoolean()
                        ? new Command.Argv(List.of("prog", "", "a b\n\u202e"))
                        : new Command.Shell("a | b");
        Duration every = Duration.ofMillis(random.nextLong(100, Schedule.LONGEST.toMillis() + 1));
        Instant at = Instant.ofEpochMilli(random.nextLong(0, Shape.LATEST.toEpochMilli() + 1));
        Schedule schedule =
                switch (random.nextInt(5)) {
                    case 0 -> new Schedule.Now();
                    case 1 -> new Schedule.Once(at);
                    case 2 -> new Schedule.FixedRate(every, at);
                    case 3 -> new Schedule.FixedDelay(every);
                    default -> new Schedule.Manual();
                };
        OnRestart[] restarts = OnRestart.values();
        Signal[] signals = Signal.values();
        Policies policies =
                RandomPolicies.draw(random)
                        .withGroup("g" + random.nextInt(9))
                        .withPriority(random.nextInt(-1000, 1001))
                        .withStop(
                                new StopPolicy(
                                        signals[random.nextInt(signals.length)],
                                        every,
                                        random.nextBoolean()))
                        .withKeep(
                                new Keep(
                                        random.nextInt(1, 1_000_001),
                                        Duration.ofMillis(random.nextLong(60_000, 1L << 40))))
                        .withOnRestart(restarts[random.nextInt(restarts.length)]);
        return new JobDefinition(
                new JobName("job-" + random.nextInt(99)),
                new ProcessSpec(
                        command,
                        "/" + random.nextInt(),
                        Map.of("TOKEN", "t" + random.nextInt()),
                        random.nextBoolean()
                                ? Optional.of("/etc/" + random.nextInt())
                                : Optional.empty(),
                        random.nextInt(01000)),
                schedule,
                policies);
    }

    @Test
    void onceIsReadToTheMillisecondAndMayBeLate() {
        JobDraft draft =
                JobJson.read(
                        json(
                                "{'sh':'a','schedule':{'kind':'once','late_ok':true,"
                                        + "'at':'2026-12-01T08:00:00.1234567+01:00'}}"),
                        NOW,
                        "/");

        assertThat(draft.schedule())
                .isEqualTo(new Schedule.Once(Instant.parse("2026-12-01T07:00:00.123Z")));
        assertThat(draft.lateOk()).isTrue();
    }

    @Test
    @Tag("C7")
    void valuesOfVariablesAreShownOnlyOnRequest() {
        Map<String, String> env = Map.of("MY_KEY", "2", "PATH", "5");

        assertThat(JobJson.environment(env, false))
                .isEqualTo(Json.object().put("MY_KEY", "***").put("PATH", "***").build());
        assertThat(JobJson.environment(env, true).text("MY_KEY")).isEqualTo("2");
    }

    @Test
    @Tag("C7")
    void aMaskIsNoValueOfANewJob() {
        assertThatExceptionOfType(WireErrorException.class)
                .isThrownBy(() ->
                        JobJson.readNew(json("{'sh':'x','env':{'A':'b','C':'***'}}"), NOW, "/"))
                .satisfies(e -> assertThat(e.error().field()).contains("args.job.env.C"));
    }

    @Test
    void aPatchChangesWhatItNamesAndNullUnsets() {
        JobDefinition before =
                read(
                        json(
                                "{'name':'a','sh':'x','retries':3,'timeout_ms':5,"
                                        + "'env':{'A':'1','B':'2'}}"));
        JobDefinition after =
                patched(before, "{'retries':null,'timeout_ms':null,'env':{'A':null,'C':'3'}}");

        assertThat(after.policies()).isEqualTo(Policies.DEFAULT);
        assertThat(after.process().environment()).isEqualTo(Map.of("B", "2", "C", "3"));
        assertThat(after.name()).isEqualTo(before.name());
        assertThat(after.process().command()).isEqualTo(before.process().command());
    }

    @Test
    void aPatchOfTheIntervalKeepsTheGrid() {
        JobDefinition before =
                read(
                        json(
                                "{'sh':'x','schedule':{'kind':'fixed-rate','every_ms':5000,"
                                        + "'anchor':'2020-01-01T00:00:00Z'}}"));

        assertThat(patched(before, "{'schedule':{'every_ms':7000}}").schedule())
                .isEqualTo(
                        new Schedule.FixedRate(
                                Duration.ofSeconds(7), Instant.parse("2020-01-01T00:00:00Z")));
    }

    @Test
    void whatAJobRunsAfterIsReadShownAndSaidInWords() {
        JobDefinition job =
                read(
                        json(
                                "{'sh':'x','schedule':{'kind':'after','one_of':true,"
                                        + "'parents':[{'job':'a'},{'job':'b','on':'fail'}]}}"));
        Parent a = new Parent(new JobName("a"), Parent.On.OK);
        Parent b = new Parent(new JobName("b"), Parent.On.FAIL);
        assertThat(job.schedule()).isEqualTo(new Schedule.After(List.of(a, b), true));
        Json.Obj shown = ScheduleJson.of(job.schedule());
        assertThat(ScheduleJson.read(shown, Instant.EPOCH)).isEqualTo(job.schedule());
        assertThat(ScheduleJson.text(job.schedule())).isEqualTo("after a succeeds or b fails");
        Schedule all = new Schedule.After(List.of(a, new Parent(b.job(), Parent.On.ANY)), false);
        assertThat(ScheduleJson.text(all)).isEqualTo("after a succeeds and b ends");
        assertThat(
                        patched(job, "{'schedule':" + JsonText.of(ScheduleJson.of(all)) + "}")
                                .schedule())
                .isEqualTo(all);
    }

    @Test
    void aScheduleOfAnotherKindReplacesTheOldOne() {
        JobDefinition before =
                read(json("{'sh':'x','schedule':{'kind':'fixed-rate','every_ms':5000}}"));

        assertThat(patched(before, "{'schedule':{'kind':'manual'}}").schedule())
                .isEqualTo(new Schedule.Manual());
    }

    @Test
    void aCommandAndAShellLineReplaceEachOther() {
        JobDefinition shell = read(json("{'sh':'x'}"));
        JobDefinition argv = patched(shell, "{'cmd':['a','b']}");

        assertThat(argv.process().command()).isEqualTo(new Command.Argv(List.of("a", "b")));
        assertThat(patched(argv, "{'sh':'y'}").process().command())
                .isEqualTo(new Command.Shell("y"));
    }

    @Test
    @Tag("C7")
    void aMaskThatComesBackLeavesTheValueAsItWas() {
        JobDefinition before = read(json("{'sh':'x','env':{'A_KEY':'hush','B':'1','C':'2'}}"));

        assertThat(
                        patched(before, "{'env':{'A_KEY':'***','B':'2','C':'***'}}")
                                .process()
                                .environment())
                .isEqualTo(Map.of("A_KEY", "hush", "B", "2", "C", "2"));
    }

    @Test
    @Tag("C7")
    void aMaskForAVariableThatThereIsNotYetIsRefused() {
        JobDefinition before = read(json("{'sh':'x','env':{'A':'1'}}"));

        assertThatExceptionOfType(WireErrorException.class)
                .isThrownBy(() -> patched(before, "{'env':{'A':'***','B':'***'}}"))
                .satisfies(e -> assertThat(e.error().field()).contains("args.set.env.B"));
    }

    @Test
    void schedulesHaveWords() {
        assertThat(ScheduleJson.text(new Schedule.Now())).isEqualTo("once, at once");
        assertThat(ScheduleJson.text(new Schedule.Once(NOW)))
                .isEqualTo("once at 2026-11-23T07:00:00.123Z");
        assertThat(ScheduleJson.text(new Schedule.FixedRate(Duration.ofSeconds(90), NOW)))
                .isEqualTo("every 1m30s");
        assertThat(ScheduleJson.text(new Schedule.FixedDelay(Duration.ofSeconds(5))))
                .isEqualTo("every 5s after the last run ended");
        assertThat(ScheduleJson.text(new Schedule.Manual())).isEqualTo("by hand");
    }
}
