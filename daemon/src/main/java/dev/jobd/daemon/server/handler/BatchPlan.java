package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Peer;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Turns the operations of a batch into commands. Each sees the jobs as those before it will have
/// made them.
final class BatchPlan {
    private static final String ARGS = "args";

    private final StoreView view;
    private final AddHandler adds;
    private final Map<String, JobChange> changes;
    private final Peer peer;
    private final Instant now;
    private final List<Command.Step> steps = new ArrayList<>();

    // What was changed by the steps so far; empty for what is gone.
    private final Map<JobName, Optional<Known>> names = new HashMap<>();
    private final Map<JobId, Optional<Known>> ids = new HashMap<>();

    /// A job as it will be.
    ///
    /// @param maker the step that makes it; empty if it is stored already
    private record Known(Job job, OptionalInt maker) {}

    /// @param changes the operations that change a job, by name
    BatchPlan(
            StoreView view,
            AddHandler adds,
            Map<String, JobChange> changes,
            Peer peer,
            Instant now) {
        this.view = view;
        this.adds = adds;
        this.changes = changes;
        this.peer = peer;
        this.now = now;
    }

    /// Returns the command for all operations, or throws [WireErrorException] for the first that is
    /// refused.
    Command.Batch command(List<Json.Obj> ops) {
        for (Json.Obj op : ops) {
            try {
                plan(op.text("op"), op.object(ARGS));
            } catch (WireErrorException refused) {
                throw new WireErrorException(inStep(steps.size(), refused.error()));
            }
        }
        return new Command.Batch(steps);
    }

    /// Returns the error of an operation as that of the batch it stands in.
    static WireError inStep(int index, WireError error) {
        String within = ARGS + ".ops[" + index + "].";
        return new WireError(
                        error.code(),
                        error.message(),
                        error.field().map(within::concat),
                        error.retry(),
                        error.data(),
                        error.errors().stream()
                                .map(bad ->
                                        new WireError.BadField(
                                                within + bad.field(), bad.code(), bad.message()))
                                .toList())
                .with("index", Json.of(index));
    }

    private void plan(String op, Json.Obj args) {
        JobChange change = changes.get(op);
        if (change == null) {
            Command.Add add = adds.command(args, peer);
            add.name().ifPresent(name -> make(name, add));
            steps.add(new Command.Step.Of(add));
            return;
        }
        Known known = find(args);
        Command.Plain command = change.command(args, known.job(), peer);
        follow(known, command);
        steps.add(
                known.maker().isPresent()
                        ? new Command.Step.OfMade(known.maker().getAsInt(), command)
                        : new Command.Step.Of(command));
    }

    private void make(JobName name, Command.Add add) {
        JobDefinition definition =
                new JobDefinition(name, add.process(), add.schedule(), add.policies(), add.notes());
        // Its number is not known yet; this one stands for it.
        JobId id = new JobId(view.nextJobNumber() + steps.size());
        Job job = new Job(id, 1, definition, now, now);
        names.put(name, Optional.of(new Known(job, OptionalInt.of(steps.size()))));
    }

    private void follow(Known known, Command.Plain command) {
        Job job = known.job();
        if (command instanceof Command.Remove) {
            put(job, Optional.empty());
        } else if (command instanceof Command.Update update) {
            put(job, Optional.empty());
            Job changed = job.withDefinition(update.definition(), now);
            put(changed, Optional.of(new Known(changed, known.maker())));
        }
    }

    private void put(Job job, Optional<Known> known) {
        names.put(job.name(), known);
        // Nobody can mean the number of a job that is still to be made.
        if (known.isEmpty() || known.get().maker().isEmpty()) {
            ids.put(job.id(), known);
        }
    }

    private Known find(Json.Obj args) {
        References references = new References(view);
        String text = References.text(args, "job");
        Optional<Known> changed =
                References.isNumber(text)
                        ? ids.get(References.jobId(text))
                        : names.get(new JobName(text));
        if (changed == null) {
            return new Known(references.jobAt(args), OptionalInt.empty());
        }
        Known known = changed.orElseThrow(() -> gone(text));
        references.requireRevision(args, known.job());
        return known;
    }

    private static WireErrorException gone(String job) {
        String message =
                "there is no job '" + job + "' any more: an operation before this one took it away";
        return new WireErrorException(WireError.of(ErrorCode.NOT_FOUND, message).at("args.job"));
    }
}
