package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Refusal;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.RunId;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.Suggestions;
import dev.jobd.wire.WireError;
import java.util.List;

/// Refusals of the scheduler as errors of the protocol.
final class Refusals {
    /// A job of more characters is not shown in an error.
    private static final int SHOWN_MAX = 16 << 10;

    private Refusals() {}

    /// Returns the error.
    ///
    /// @param op the operation that was refused
    /// @param view shows what the refusal is about
    static WireError error(Refusal refusal, String op, StoreView view) {
        String definition = definitionOf(op);
        return switch (refusal) {
            case Refusal.NoSuchJob _ -> of(ErrorCode.NOT_FOUND, refusal).at("args.job");
            case Refusal.NoSuchRun it -> noRun(it, view);
            case Refusal.NoSuchGroup it -> noGroup(it, definition);
            case Refusal.GroupThere _ -> of(ErrorCode.ALREADY_EXISTS, refusal).at("args.group");
            case Refusal.GroupInUse _ -> of(ErrorCode.STATE_CONFLICT, refusal).at("args.group");
            case Refusal.NoSuchCalendar it -> noCalendar(it, definition);
            case Refusal.CalendarInUse it -> calendarInUse(it);
            case Refusal.TooManyCalendars _ ->
                    of(ErrorCode.STATE_CONFLICT, refusal).at("args.calendar");
            case Refusal.TooManyDays _ -> of(ErrorCode.STATE_CONFLICT, refusal).at("args.days");
            case Refusal.WrongTiming it ->
                    of(ErrorCode.INVALID_ARGUMENT, refusal).at(definition + "." + it.field());
            case Refusal.IsParent _ -> of(ErrorCode.STATE_CONFLICT, refusal).at("args.job");
            case Refusal.NameTaken it ->
                    of(ErrorCode.ALREADY_EXISTS, refusal)
                            .at(definition + ".name")
                            .with("id", Json.of(it.holder().number()));
            case Refusal.RevisionMismatch it -> revision(it.job(), it.expected(), view);
            case Refusal.StillRunning it -> stillRunning(it, view);
            case Refusal.RunEnded it -> run(refusal, it.run());
            case Refusal.NoProcess it -> run(refusal, it.run());
            case Refusal.NotWaiting it -> run(refusal, it.run());
            case Refusal.NotHeld it -> run(refusal, it.run());
            case Refusal.NotSuspended it -> run(refusal, it.run());
            case Refusal.PastTime _ ->
                    of(ErrorCode.INVALID_ARGUMENT, refusal).at(definition + ".schedule.at");
            case Refusal.PastEnd _ -> of(ErrorCode.INVALID_ARGUMENT, refusal).at("args.until");
            case Refusal.NeverDue _ -> of(ErrorCode.STATE_CONFLICT, refusal).at("args.job");
            case Refusal.OnlyForNewJobs _ ->
                    of(ErrorCode.INVALID_ARGUMENT, refusal).at(definition + ".schedule.kind");
            case Refusal.KeyTaken _ -> of(ErrorCode.IDEMPOTENCY_MISMATCH, refusal).at("args.key");
            case Refusal.OfStep it -> BatchPlan.inStep(it.step(), error(it.reason(), op, view));
            case Refusal.OfSteps it -> all(it, op, view);
            case Refusal.TooMuch _ -> of(ErrorCode.BUSY, refusal).later();
            case Refusal.MemoryFull _ -> of(ErrorCode.STORE_FULL, refusal);
            case Refusal.Draining _, Refusal.ShuttingDown _ ->
                    of(ErrorCode.SHUTTING_DOWN, refusal).later();
        };
    }

    private static WireError stillRunning(Refusal.StillRunning refusal, StoreView view) {
        String message =
                "job "
                        + named(view, refusal.job())
                        + " is still running (run "
                        + refusal.run()
                        + "); stop it first, or say --stop (over the socket: stop)";
        return WireError.of(ErrorCode.STATE_CONFLICT, message)
                .at("args.job")
                .with("run", Json.of(refusal.run().toString()));
    }

    private static WireError all(Refusal.OfSteps refusal, String op, StoreView view) {
        return WireError.all(refusal.steps().stream().map(step -> error(step, op, view)).toList());
    }

    /// Returns where a definition stands in the arguments of an operation.
    private static String definitionOf(String op) {
        return switch (op) {
            case "add" -> "args.job";
            case "update" -> "args.set";
            default -> "args";
        };
    }

    private static WireError revision(JobId id, long expected, StoreView view) {
        return view.job(id)
                .map(job -> revision(job, expected, view))
                .orElseGet(() -> Shown.gone("job " + id).error().at("args.job"));
    }

    /// Returns the error of a job that has another revision than was asked for.
    static WireError revision(Job job, long expected, StoreView view) {
        WireError error =
                WireError.of(
                                ErrorCode.REV_MISMATCH,
                                "job '"
                                        + job.name()
                                        + "' is at revision "
                                        + job.revision()
                                        + ", not "
                                        + expected)
                        .at("args.if_rev")
                        .with("rev", Json.of(job.revision()));
        // Many of these can wait for one client.
        return job.definition().process().length() > SHOWN_MAX
                ? error
                : error.with("job", Shown.job(view, job).full(false));
    }

    private static WireError noGroup(Refusal.NoSuchGroup refusal, String definition) {
        List<String> meant = Suggestions.of(refusal.group(), refusal.known());
        WireError error =
                of(ErrorCode.NOT_FOUND, refusal)
                        .at(definition + ".group")
                        .with("groups", Json.strings(refusal.known()));
        return meant.isEmpty() ? error : error.with("suggestions", Json.strings(meant));
    }

    private static WireError noCalendar(Refusal.NoSuchCalendar refusal, String definition) {
        boolean isOfJob = refusal.field().equals("except");
        List<String> meant = Suggestions.of(refusal.calendar(), refusal.known());
        WireError error =
                of(ErrorCode.NOT_FOUND, refusal)
                        .at((isOfJob ? definition : "args") + "." + refusal.field());
        return meant.isEmpty() ? error : error.with("suggestions", Json.strings(meant));
    }

    private static WireError calendarInUse(Refusal.CalendarInUse refusal) {
        List<String> jobs = refusal.jobs().stream().map(JobName::text).toList();
        return of(ErrorCode.STATE_CONFLICT, refusal)
                .at("args.calendar")
                .with("jobs", Json.strings(jobs));
    }

    /// The scheduler knows only runs that are not over; the store knows the others.
    private static WireError noRun(Refusal.NoSuchRun refusal, StoreView view) {
        return view.run(refusal.run())
                .map(run -> new Refusal.RunEnded(run.id(), run.state().word()))
                .map(ended -> run(ended, ended.run()))
                .orElseGet(() -> of(ErrorCode.NOT_FOUND, refusal).at("args.run"));
    }

    private static WireError run(Refusal refusal, RunId run) {
        return of(ErrorCode.STATE_CONFLICT, refusal)
                .at("args.run")
                .with("run", Json.of(run.toString()));
    }

    private static WireError of(ErrorCode code, Refusal refusal) {
        return WireError.of(code, refusal.message());
    }

    private static String named(StoreView view, JobId id) {
        return view.job(id).map(job -> "'" + job.name() + "'").orElseGet(id::toString);
    }
}
