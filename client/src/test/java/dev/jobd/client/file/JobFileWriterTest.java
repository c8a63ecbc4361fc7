package dev.jobd.client.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.cron.CronExpression;
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
import dev.jobd.model.TimeWindow;
import dev.jobd.model.Timing;
import dev.jobd.testing.RandomPolicies;
import dev.jobd.testing.Seeds;
import dev.jobd.wire.JobDeclaration;
import dev.jobd.wire.JobJson;
import dev.jobd.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is written is read as it was.
class JobFileWriterTest {
    private static final List<String> TEXTS =
            List.of(
                    "x",
                    "a b",
                    "two\nlines\n",
                    "it's '''quoted'''\n",
                    "ends with '\n'",
                    "\"\\ \t\u0001\u007f\u0085\u202e ä 🎉",
                    "a\r\nb",
                    "#{[=]}",
                    "\n\nfirst lines are empty");

    @Test
    void anyDefinitionIsReadBackAsItWas() {
        long seed = Seeds.any();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < Seeds.bound(60, 5_000); round++) {
            JobFileWriter writer = new JobFileWriter();
            List<JobDefinition> jobs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                JobDefinition job = definition("job." + i, random);
                jobs.add(job);
                writer.job(JobJson.of(job));
            }
            assertThat(read("a.toml", writer.toml()))
                    .as("seed %d\n%s", seed, writer.toml())
                    .isEqualTo(jobs);
            assertThat(read("a.json", writer.json()))
                    .as("seed %d\n%s", seed, writer.json())
                    .isEqualTo(jobs);
        }
    }

    private static List<JobDefinition> read(String name, String text) {
        JobFiles files = new JobFiles();
        files.read(name, text);
        assertThat(files.problems()).as(text).isEmpty();
        return files.content("files").objects("jobs").stream()
                .map(job ->
                        JobDeclaration.read(
                                job, "job", Optional.empty(), Instant.EPOCH, "/elsewhere"))
                .toList();
    }

    private static JobDefinition definition(String name, SplittableRandom random) {
        Command command =
                random.nextBoolean()
                        ? new Command.Argv(List.of(text(random), "", text(random)))
                        : new Command.Shell(text(random) + "x");
        Map<String, String> env = new TreeMap<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            env.put("V" + left, random.nextBoolean() ? "" : text(random));
        }
        ProcessSpec process =
                new ProcessSpec(
                        command,
                        "/" + text(random).replace("\u0000", ""),
                        env,
                        random.nextBoolean() ? Optional.of("/etc/e") : Optional.empty(),
                        random.nextInt(01000));
        Schedule schedule = schedule(random);
        Notes notes =
                new Notes(
                        random.nextBoolean() ? Optional.of(text(random) + "!") : Optional.empty(),
                        Optional.of("files"));
        return new JobDefinition(
                new JobName(name), process, schedule, policies(random, schedule), notes);
    }

    private static String text(SplittableRandom random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static Schedule schedule(SplittableRandom random) {
        Duration every = Duration.ofMillis(random.nextLong(100, Schedule.LONGEST.toMillis() + 1));
        Instant at = Instant.ofEpochMilli(random.nextLong(1L << 42));
        ZoneId zone = ZoneId.of(random.nextBoolean() ? "Europe/Vienna" : "UTC");
        return switch (random.nextInt(8)) {
            case 0 -> new Schedule.Once(at);
            case 1 -> new Schedule.FixedRate(every, at);
            case 2 -> new Schedule.FixedDelay(every);
            case 3 -> new Schedule.Cron(CronExpression.parse("*/7 2-5 L * mon#2"), zone);
            case 4 -> new Schedule.Cron(CronExpression.parseWithSeconds("*/5 * * * * *"), zone);
            case 5 -> new Schedule.Start();
            case 6 ->
                    new Schedule.After(
                            List.of(Parent.parse("build"), Parent.parse("lint:any")),
                            random.nextBoolean());
            default -> new Schedule.Manual();
        };
    }

    private static Policies policies(SplittableRandom random, Schedule schedule) {
        Signal[] signals = Signal.values();
        OnRestart[] restarts = OnRestart.values();
        Policies policies =
                RandomPolicies.draw(random)
                        .withGroup("g." + random.nextInt(9))
                        .withPriority(random.nextInt(-1000, 1001))
                        .withStop(
                                new StopPolicy(
                                        signals[random.nextInt(signals.length)],
                                        Duration.ofMillis(random.nextInt(100_000)),
                                        random.nextBoolean()))
                        .withKeep(
                                new Keep(
                                        random.nextInt(1, 1_000_001),
                                        Duration.ofMillis(random.nextLong(60_000, 1L << 40))))
                        .withOnRestart(restarts[random.nextInt(restarts.length)]);
        return random.nextBoolean()
                ? policies
                : policies.withTiming(withGaps(policies.timing(), schedule));
    }

    private static Timing withGaps(Timing timing, Schedule schedule) {
        Optional<ZoneId> zone =
                schedule instanceof Schedule.Cron
                        ? Optional.empty()
                        : Optional.of(ZoneId.of("Asia/Tokyo"));
        return timing.withGaps(
                Optional.of(TimeWindow.parse("22:00-06:00")), List.of("a", "b"), zone);
    }

    @Test
    void tomlIsAsAPersonWouldWriteIt() {
        JobFileWriter writer = new JobFileWriter();
        writer.group("db", Json.of(2));
        writer.group("a.b", Json.NULL);
        writer.calendar("off", List.of("2026-12-25"));
        writer.job(
                Json.object()
                        .put("name", "sync")
                        .put("sh", "cd /tmp\nls\n")
                        .put(
                                "schedule",
                                Json.object()
                                        .put("kind", "fixed-delay")
                                        .put("every_ms", 300000)
                                        .build())
                        .put("retries", 0)
                        .put("retry_delay_ms", 10000)
                        .put("timeout_ms", 90000)
                        .put("description", "what it \"does\"")
                        .put("env", Json.object().put("A", "1").build())
                        .put("state", "idle")
                        .put("id", 7)
                        .build());

        assertThat(writer.toml())
                .isEqualTo(
                        """
                        [groups.db]
                        slots = 2

                        [groups."a.b"]
                        slots = "unlimited"

                        [calendars.off]
                        days = ["2026-12-25"]

                        [jobs.sync]
                        description = "what it \\"does\\""
                        shell = '''
                        cd /tmp
                        ls
                        '''
                        every = "5m"
                        from = "finish"
                        timeout = "1m30s"
                        env = { A = "1" }
                        """);
    }
}
