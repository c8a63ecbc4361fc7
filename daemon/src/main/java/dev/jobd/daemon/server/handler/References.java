package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.Suggestions;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Finds what a reference in the arguments names, in one view of the store.
final class References {
    /// How many names are looked through for one that may have been meant.
    private static final int NAMES_MAX = 2_000;

    private final StoreView view;

    References(StoreView view) {
        this.view = view;
    }

    /// A run, and the attempt of it that was named, if one was.
    record RunReference(Run run, OptionalInt attempt) {}

    /// Returns the job named by the argument `job`.
    Job job(Json.Obj args) {
        String text = text(args, "job");
        return find(text).orElseThrow(() -> noJob(text, "args.job"));
    }

    /// Returns the job named by the argument `job`, if it has the revision `if_rev`.
    Job jobAt(Json.Obj args) {
        Job job = job(args);
        requireRevision(args, job);
        return job;
    }

    /// Refuses a job that has another revision than the argument `if_rev`.
    void requireRevision(Json.Obj args, Job job) {
        OptionalLong expected = args.findInteger("if_rev");
        if (expected.isPresent() && expected.getAsLong() != job.revision()) {
            throw new WireErrorException(Refusals.revision(job, expected.getAsLong(), view));
        }
    }

    /// Returns the run, and perhaps the attempt, named by the argument `run`.
    RunReference run(Json.Obj args) {
        String text = text(args, "run");
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new RunReference(newest(text), OptionalInt.empty());
        }
        String[] numbers = text.substring(slash + 1).split("\\.", 2);
        String owner = text.substring(0, slash);
        JobId job = isNumber(owner) ? jobId(owner) : require(owner).id();
        RunId id = new RunId(job, Long.parseLong(numbers[0]));
        Run run = view.run(id).orElseThrow(() -> notFound("there is no run " + text));
        OptionalInt attempt =
                numbers.length == 1
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(numbers[1]));
        if (attempt.isPresent() && attempt.getAsInt() > Math.max(run.attempt(), 0)) {
            throw notFound("run " + id + " has no attempt " + attempt.getAsInt());
        }
        return new RunReference(run, attempt);
    }

    private Run newest(String text) {
        Job job = require(text);
        long number = view.state(job.id()).map(JobState::lastRun).orElse(0L);
        if (number == 0) {
            throw notFound("job '" + job.name() + "' has no run yet");
        }
        return view.run(new RunId(job.id(), number))
                .orElseThrow(() -> notFound("no run of job '" + job.name() + "' is kept"));
    }

    private Job require(String text) {
        return find(text).orElseThrow(() -> noJob(text, "args.run"));
    }

    private Optional<Job> find(String text) {
        return isNumber(text) ? view.job(jobId(text)) : view.job(new JobName(text));
    }

    private WireErrorException noJob(String text, String field) {
        if (isNumber(text)) {
            return new WireErrorException(
                    WireError.of(ErrorCode.NOT_FOUND, "there is no job " + text).at(field));
        }
        List<String> meant = Suggestions.of(text, names(text));
        String message = "there is no job '" + text + "'";
        WireError error =
                meant.isEmpty()
                        ? WireError.of(ErrorCode.NOT_FOUND, message)
                        : WireError.of(
                                        ErrorCode.NOT_FOUND,
                                        message + "; did you mean '" + meant.getFirst() + "'?")
                                .with("suggestions", Json.strings(meant));
        return new WireErrorException(error.at(field));
    }

    private List<String> names(String text) {
        String near = text.substring(0, 1);
        return Stream.concat(
                        view.names("", NAMES_MAX).stream(), view.names(near, NAMES_MAX).stream())
                .map(JobName::text)
                .distinct()
                .toList();
    }

    private static WireErrorException notFound(String message) {
        return new WireErrorException(WireError.of(ErrorCode.NOT_FOUND, message).at("args.run"));
    }

    /// Tells whether a reference is a number.
    static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// Returns the job of a number.
    static JobId jobId(String digits) {
        // No job has a number this long, nor the number 0.
        return digits.length() > 15 || digits.matches("0+")
                ? new JobId(Long.MAX_VALUE)
                : new JobId(Long.parseLong(digits));
    }

    /// Returns the text of a reference.
    static String text(Json.Obj args, String name) {
        return switch (args.get(name)) {
            case Json.Int(long number) -> Long.toString(number);
            case Json.Obj _, Json.Arr _, Json.Str _, Json.Num _, Json.Bool _, Json.Null _ ->
                    args.text(name);
        };
    }
}
