package dev.jobd.daemon.store.mapdb;

import dev.jobd.model.Attempt;
import dev.jobd.model.JobId;
import dev.jobd.model.Outcome;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Runs as bytes.
final class RunCodec {
    private static final int VERSION = 3;

    private RunCodec() {}

    static byte[] encode(Run run) {
        RecordWriter writer =
                new RecordWriter(VERSION)
                        .number(run.id().job().number())
                        .number(run.id().number())
                        .block(run.state(), RunCodec::write)
                        .number(code(run.trigger()))
                        .text(run.by())
                        .instant(run.dueAt())
                        .instant(run.queuedAt())
                        .number(run.attemptsMax())
                        .number(run.attempts().size());
        run.attempts().forEach(attempt -> writer.block(attempt, RunCodec::write));
        writer.optional(
                run.retried(),
                (to, retried) -> to.number(retried.run()).instant(retried.scheduledAt()));
        return writer.toBytes();
    }

    static Run decode(byte[] bytes) {
        return RecordReader.read("run", VERSION, bytes, RunCodec::readRun);
    }

    private static Run readRun(RecordReader reader) {
        RunId id = new RunId(new JobId(reader.number()), reader.number());
        RunState state = reader.block(RunCodec::readState);
        Trigger trigger = trigger(reader.integer());
        String by = reader.text();
        Instant dueAt = reader.instant();
        Instant queuedAt = reader.instant();
        int attemptsMax = reader.integer();
        List<Attempt> attempts = new ArrayList<>();
        for (int left = reader.integer(); left > 0; left--) {
            attempts.add(reader.block(RunCodec::readAttempt));
        }
        Optional<Run.Retried> retried =
                reader.version() < 3
                        ? Optional.empty()
                        : reader.optional(from -> new Run.Retried(from.number(), from.instant()));
        return new Run(id, trigger, by, dueAt, queuedAt, attemptsMax, attempts, state, retried);
    }

    private static int code(Trigger trigger) {
        return switch (trigger) {
            case SCHEDULE -> 1;
            case MANUAL -> 2;
            case CATCHUP -> 3;
            case RETRY -> 4;
            case PARENT -> 5;
        };
    }

    private static Trigger trigger(int code) {
        return switch (code) {
            case 1 -> Trigger.SCHEDULE;
            case 2 -> Trigger.MANUAL;
            case 3 -> Trigger.CATCHUP;
            case 4 -> Trigger.RETRY;
            case 5 -> Trigger.PARENT;
            default -> throw RecordReader.unknown("trigger", code);
        };
    }

    private static void write(RecordWriter writer, RunState state) {
        switch (state) {
            case RunState.Queued queued ->
                    queued.hold()
                            .ifPresentOrElse(
                                    hold ->
                                            writer.number(7)
                                                    .number(queued.attempt())
                                                    .text(hold.by())
                                                    .instant(hold.since()),
                                    () -> writer.number(1).number(queued.attempt()));
            case RunState.Starting starting ->
                    writer.number(2).number(starting.attempt()).instant(starting.since());
            case RunState.Running running -> {
                writer.number(3);
                writeRunning(writer, running);
            }
            case RunState.Stopping stopping -> {
                writer.number(4);
                writer.block(stopping.running(), RunCodec::writeRunning)
                        .block(stopping.cause(), RunCodec::write)
                        .instant(stopping.since());
            }
            case RunState.RetryWait wait ->
                    writer.number(5).number(wait.attempt()).instant(wait.at());
            case RunState.Ended ended ->
                    writer.number(6)
                            .instant(ended.at())
                            .block(ended.outcome(), OutcomeCodec::write);
        }
    }

    private static RunState readState(RecordReader reader) {
        int kind = reader.integer();
        return switch (kind) {
            case 1 -> new RunState.Queued(reader.integer());
            case 2 -> new RunState.Starting(reader.integer(), reader.instant());
            case 3 -> readRunning(reader);
            case 4 ->
                    new RunState.Stopping(
                            reader.block(RunCodec::readRunning),
                            reader.block(RunCodec::readCause),
                            reader.instant());
            case 5 -> new RunState.RetryWait(reader.integer(), reader.instant());
            case 6 -> new RunState.Ended(reader.instant(), reader.block(OutcomeCodec::read));
            case 7 ->
                    new RunState.Queued(
                            reader.integer(),
                            Optional.of(new RunState.Hold(reader.text(), reader.instant())));
            default -> throw RecordReader.unknown("run state", kind);
        };
    }

    private static void writeRunning(RecordWriter writer, RunState.Running running) {
        writer.number(running.attempt())
                .instant(running.startedAt())
                .number(running.pid())
                .flag(running.isSlow())
                .optional(
                        running.suspension(),
                        (it, suspension) -> it.text(suspension.by()).instant(suspension.since()))
                .duration(running.stood());
    }

    private static RunState.Running readRunning(RecordReader reader) {
        int attempt = reader.integer();
        Instant startedAt = reader.instant();
        long pid = reader.number();
        if (reader.version() < 2) {
            return new RunState.Running(attempt, startedAt, pid);
        }
        boolean isSlow = reader.flag();
        Optional<RunState.Suspension> suspension =
                reader.optional(it -> new RunState.Suspension(it.text(), it.instant()));
        return new RunState.Running(attempt, startedAt, pid, isSlow, suspension, reader.duration());
    }

    private static void write(RecordWriter writer, RunState.StopCause cause) {
        switch (cause) {
            case RunState.StopCause.Timeout _ -> writer.number(1);
            case RunState.StopCause.Person person -> writer.number(2).text(person.by());
            case RunState.StopCause.Restart restart -> writer.number(3).flag(restart.again());
            case RunState.StopCause.Replaced replaced -> writer.number(4).number(replaced.by());
        }
    }

    private static RunState.StopCause readCause(RecordReader reader) {
        int kind = reader.integer();
        return switch (kind) {
            case 1 -> new RunState.StopCause.Timeout();
            case 2 -> new RunState.StopCause.Person(reader.text());
            case 3 -> new RunState.StopCause.Restart(reader.flag());
            case 4 -> new RunState.StopCause.Replaced(reader.number());
            default -> throw RecordReader.unknown("stop cause", kind);
        };
    }

    private static void write(RecordWriter writer, Attempt attempt) {
        OptionalLong memory = attempt.usage().peakMemoryBytes();
        writer.number(attempt.number())
                .optional(attempt.startedAt(), RecordWriter::instant)
                .instant(attempt.endedAt())
                .block(attempt.outcome(), OutcomeCodec::write)
                .optional(attempt.usage().cpu(), RecordWriter::duration)
                .flag(memory.isPresent());
        memory.ifPresent(writer::number);
    }

    private static Attempt readAttempt(RecordReader reader) {
        int number = reader.integer();
        Optional<Instant> startedAt = reader.optional(RecordReader::instant);
        Instant endedAt = reader.instant();
        Outcome outcome = reader.block(OutcomeCodec::read);
        Optional<Duration> cpu = reader.optional(RecordReader::duration);
        OptionalLong memory =
                reader.flag() ? OptionalLong.of(reader.number()) : OptionalLong.empty();
        return new Attempt(number, startedAt, endedAt, outcome, new Attempt.Usage(cpu, memory));
    }
}
