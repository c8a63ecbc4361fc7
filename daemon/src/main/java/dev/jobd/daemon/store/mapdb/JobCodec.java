package dev.jobd.daemon.store.mapdb;

import dev.jobd.cron.CronExpression;
import dev.jobd.model.Command;
import dev.jobd.model.FailurePolicy;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.Keep;
import dev.jobd.model.Limits;
import dev.jobd.model.Notes;
import dev.jobd.model.OnRestart;
import dev.jobd.model.Parent;
import dev.jobd.model.Policies;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.RetryPolicy;
import dev.jobd.model.Schedule;
import dev.jobd.model.Signal;
import dev.jobd.model.StopPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Jobs as bytes.
final class JobCodec {
    private static final int VERSION = 4;

    private JobCodec() {}

    static byte[] encode(Job job) {
        JobDefinition definition = job.definition();
        return new RecordWriter(VERSION)
                .number(job.id().number())
                .number(job.revision())
                .instant(job.createdAt())
                .instant(job.updatedAt())
                .text(definition.name().text())
                .block(definition.process(), JobCodec::write)
                .block(definition.schedule(), JobCodec::write)
                .block(definition.policies(), JobCodec::write)
                .block(definition.notes(), JobCodec::write)
                .toBytes();
    }

    static Job decode(byte[] bytes) {
        return RecordReader.read("job", VERSION, bytes, JobCodec::readJob);
    }

    /// Returns the revision of a stored job without reading the rest.
    static long revision(byte[] bytes) {
        return RecordReader.read(
                "job",
                VERSION,
                bytes,
                reader -> {
                    reader.number();
                    return reader.number();
                });
    }

    private static Job readJob(RecordReader reader) {
        JobId id = new JobId(reader.number());
        long revision = reader.number();
        Instant createdAt = reader.instant();
        Instant updatedAt = reader.instant();
        JobName name = new JobName(reader.text());
        ProcessSpec process = reader.block(JobCodec::readProcess);
        Schedule schedule = reader.block(JobCodec::readSchedule);
        Policies policies = reader.block(JobCodec::readPolicies);
        Notes notes = reader.version() < 4 ? Notes.NONE : reader.block(JobCodec::readNotes);
        JobDefinition definition = new JobDefinition(name, process, schedule, policies, notes);
        return new Job(id, revision, definition, createdAt, updatedAt);
    }

    private static void write(RecordWriter writer, Notes notes) {
        writer.optional(notes.description(), RecordWriter::text)
                .optional(notes.origin(), RecordWriter::text);
    }

    private static Notes readNotes(RecordReader reader) {
        return new Notes(reader.optional(RecordReader::text), reader.optional(RecordReader::text));
    }

    private static void write(RecordWriter writer, ProcessSpec process) {
        writer.block(process.command(), JobCodec::write)
                .text(process.directory())
                .number(process.environment().size());
        process.environment().forEach((name, value) -> writer.text(name).text(value));
        writer.number(process.umask()).optional(process.environmentFile(), RecordWriter::text);
    }

    private static ProcessSpec readProcess(RecordReader reader) {
        Command command = reader.block(JobCodec::readCommand);
        String directory = reader.text();
        Map<String, String> environment = new LinkedHashMap<>();
        for (int left = reader.integer(); left > 0; left--) {
            environment.put(reader.text(), reader.text());
        }
        int umask = reader.integer();
        Optional<String> file =
                reader.version() < 4 ? Optional.empty() : reader.optional(RecordReader::text);
        return new ProcessSpec(command, directory, environment, file, umask);
    }

    private static void write(RecordWriter writer, Command command) {
        switch (command) {
            case Command.Argv argv -> {
                writer.number(1).number(argv.arguments().size());
                argv.arguments().forEach(writer::text);
            }
            case Command.Shell shell -> writer.number(2).text(shell.line());
        }
    }

    private static Command readCommand(RecordReader reader) {
        int kind = reader.integer();
        return switch (kind) {
            case 1 -> {
                List<String> arguments = new ArrayList<>();
                for (int left = reader.integer(); left > 0; left--) {
                    arguments.add(reader.text());
                }
                yield new Command.Argv(arguments);
            }
            case 2 -> new Command.Shell(reader.text());
            default -> throw RecordReader.unknown("command", kind);
        };
    }

    private static void write(RecordWriter writer, Schedule schedule) {
        switch (schedule) {
            case Schedule.Now _ -> writer.number(1);
            case Schedule.Once once -> writer.number(2).instant(once.at());
            case Schedule.FixedRate rate ->
                    writer.number(3).duration(rate.every()).instant(rate.anchor());
            case Schedule.FixedDelay delay -> writer.number(4).duration(delay.every());
            case Schedule.Manual _ -> writer.number(5);
            case Schedule.Start _ -> writer.number(8);
            case Schedule.After after -> {
                writer.number(9).flag(after.oneOf()).number(after.parents().size());
                after.parents().forEach(it -> writer.text(it.job().text()).number(code(it.on())));
            }
            case Schedule.Cron cron ->
                    writer.number(cron.expression().withSeconds() ? 7 : 6)
                            .text(cron.expression().text())
                            .text(cron.zone().getId());
        }
    }

    private static Schedule readSchedule(RecordReader reader) {
        int kind = reader.integer();
        return switch (kind) {
            case 1 -> new Schedule.Now();
            case 2 -> new Schedule.Once(reader.instant());
            case 3 -> new Schedule.FixedRate(reader.duration(), reader.instant());
            case 4 -> new Schedule.FixedDelay(reader.duration());
            case 5 -> new Schedule.Manual();
            case 6 -> cron(CronExpression.parse(reader.text()), reader.text());
            case 7 -> cron(CronExpression.parseWithSeconds(reader.text()), reader.text());
            case 8 -> new Schedule.Start();
            case 9 -> readAfter(reader);
            default -> throw RecordReader.unknown("schedule", kind);
        };
    }

    private static Schedule readAfter(RecordReader reader) {
        boolean oneOf = reader.flag();
        List<Parent> parents = new ArrayList<>();
        for (int left = reader.integer(); left > 0; left--) {
            parents.add(new Parent(new JobName(reader.text()), on(reader.integer())));
        }
        return new Schedule.After(parents, oneOf);
    }

    private static Schedule cron(CronExpression expression, String zone) {
        return new Schedule.Cron(expression, ZoneId.of(zone));
    }

    private static void write(RecordWriter writer, Policies policies) {
        writer.text(policies.group())
                .signed(policies.priority())
                .number(policies.retry().retries())
                .block(policies.retry().backoff(), PolicyCodec::write)
                .optional(policies.limits().timeout(), RecordWriter::duration)
                .number(policies.stop().signal().number())
                .duration(policies.stop().grace())
                .number(policies.keep().runs())
                .duration(policies.keep().time())
                .number(code(policies.onRestart()));
        PolicyCodec.writeNewer(writer, policies);
    }

    private static Policies readPolicies(RecordReader reader) {
        String group = reader.text();
        int priority = Math.toIntExact(reader.signed());
        RetryPolicy retry =
                new RetryPolicy(reader.integer(), reader.block(PolicyCodec::readBackoff));
        Optional<Duration> timeout = reader.optional(RecordReader::duration);
        int signal = reader.integer();
        StopPolicy stop =
                new StopPolicy(
                        Signal.of(signal).orElseThrow(() -> RecordReader.unknown("signal", signal)),
                        reader.duration());
        Keep keep =
                reader.version() < 2 ? Keep.DEFAULT : new Keep(reader.integer(), reader.duration());
        OnRestart onRestart = reader.version() < 3 ? OnRestart.ADOPT : onRestart(reader.integer());
        Policies policies =
                Policies.DEFAULT
                        .withGroup(group)
                        .withPriority(priority)
                        .withRetry(retry)
                        .withLimits(Limits.timeout(timeout))
                        .withStop(stop)
                        .withKeep(keep)
                        .withOnRestart(onRestart);
        return reader.version() < 4
                ? policies.withFailure(FailurePolicy.PLAIN)
                : PolicyCodec.readNewer(reader, policies);
    }

    private static int code(Parent.On on) {
        return switch (on) {
            case OK -> 1;
            case FAIL -> 2;
            case ANY -> 3;
        };
    }

    private static Parent.On on(int code) {
        return switch (code) {
            case 1 -> Parent.On.OK;
            case 2 -> Parent.On.FAIL;
            case 3 -> Parent.On.ANY;
            default -> throw RecordReader.unknown("end of a parent", code);
        };
    }

    private static int code(OnRestart onRestart) {
        return switch (onRestart) {
            case ADOPT -> 1;
            case KILL -> 2;
            case REQUEUE -> 3;
        };
    }

    private static OnRestart onRestart(int code) {
        return switch (code) {
            case 1 -> OnRestart.ADOPT;
            case 2 -> OnRestart.KILL;
            case 3 -> OnRestart.REQUEUE;
            default -> throw RecordReader.unknown("policy of restarts", code);
        };
    }
}
