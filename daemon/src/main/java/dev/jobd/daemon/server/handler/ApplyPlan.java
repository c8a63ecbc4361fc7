package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.schedule.Refusal;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Calendar;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.Notes;
import dev.jobd.model.Schedule;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.JobDeclaration;
import dev.jobd.wire.Json;
import dev.jobd.wire.Suggestions;
import dev.jobd.wire.TimingJson;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// What has to be done so that the jobs, groups and calendars of one view of the store are as they
/// are written down, and what that comes to in the reply.
final class ApplyPlan {
    private static final int PAGE = 1_000;

    private final StoreView view;
    private final Json.Obj args;
    private final String by;
    private final Instant now;
    private final String home;
    private final List<Command.Step> steps = new ArrayList<>();

    /// What each step is called in the request.
    private final List<String> paths = new ArrayList<>();

    private final List<WireError> wrong = new ArrayList<>();
    private final ApplyReport report = new ApplyReport();
    private final Set<String> groups = new TreeSet<>();
    private final Set<String> calendars = new TreeSet<>();
    private final Map<JobName, String> named = new HashMap<>();

    /// @param now the anchor of new grids that name none
    /// @param home the working directory of jobs that name none
    ApplyPlan(StoreView view, Call call, Instant now, String home) {
        this.view = view;
        this.now = now;
        this.home = home;
        args = call.args();
        by = call.peer().name();
    }

    /// Returns the command, or throws [WireErrorException] that tells all that is wrong.
    Command.Batch command() {
        planGroups();
        planCalendars();
        List<Json.Obj> jobs = args.objects("jobs");
        for (int i = 0; i < jobs.size(); i++) {
            plan(jobs.get(i), "args.jobs[" + i + "]");
        }
        args.findText("prune").ifPresent(this::planRemovals);
        if (!wrong.isEmpty()) {
            throw new WireErrorException(WireError.all(wrong));
        }
        return new Command.Batch(steps, true);
    }

    /// Returns what was changed, from a view that shows it.
    Json.Builder report(StoreView after) {
        return report.json(after);
    }

    /// Returns the error of a step that was refused.
    WireError error(int step, Refusal reason, StoreView view) {
        String path = paths.get(step);
        WireError error = Refusals.error(reason, "add", view);
        String field = error.field().orElse("");
        return error.at(
                path
                        + field.replaceFirst("^args\\.(job|group|calendar)(?=\\.|$)", "")
                                .replaceFirst("^args(?=\\.)", ""));
    }

    private void step(Command.Plain command, String path) {
        steps.add(new Command.Step.Of(command));
        paths.add(path);
    }

    private void refuse(ErrorCode code, String field, String message) {
        wrong.add(WireError.of(code, message).at(field));
    }

    private void planGroups() {
        Map<String, Group> there = new HashMap<>();
        view.groups().forEach(group -> there.put(group.name(), group));
        groups.addAll(there.keySet());
        Set<String> seen = new HashSet<>();
        List<Json.Obj> items = args.objects("groups");
        for (int i = 0; i < items.size(); i++) {
            String path = "args.groups[" + i + "]";
            String name = items.get(i).text("name");
            OptionalInt slots = GroupChangeHandler.count(items.get(i), "slots");
            if (!seen.add(name)) {
                refuse(ErrorCode.INVALID_ARGUMENT, path + ".name", twice("group", name));
            } else if (!there.containsKey(name)) {
                groups.add(name);
                step(new Command.AddGroup(name, slots, by), path);
                report.created("group", name);
            } else if (!there.get(name).slots().equals(slots)) {
                step(new Command.SetGroup(name, slots, by), path);
                report.changed("group", name, slots(there.get(name).slots()), slots(slots));
            } else {
                report.unchanged();
            }
        }
    }

    private static Json.Obj slots(OptionalInt slots) {
        Json count = slots.isPresent() ? Json.of(slots.getAsInt()) : Json.NULL;
        return Json.object().put("slots", count).build();
    }

    private void planCalendars() {
        calendars.addAll(view.calendarNames());
        Set<String> seen = new HashSet<>();
        List<Json.Obj> items = args.objects("calendars");
        for (int i = 0; i < items.size(); i++) {
            String path = "args.calendars[" + i + "]";
            String name = items.get(i).text("name");
            Calendar wanted =
                    TimingJson.readCalendar(
                            Json.object().putAll(items.get(i)).put("calendar", name).build());
            Optional<Calendar> there = view.calendar(name);
            if (!seen.add(name)) {
                refuse(ErrorCode.INVALID_ARGUMENT, path + ".name", twice("calendar", name));
            } else if (there.isEmpty()) {
                calendars.add(name);
                step(new Command.SetCalendar(wanted, by), path);
                report.created("calendar", name);
            } else if (!there.get().equals(wanted)) {
                step(new Command.SetCalendar(wanted, by), path);
                report.changed("calendar", name, days(there.get()), days(wanted));
            } else {
                report.unchanged();
            }
        }
    }

    private static Json.Obj days(Calendar calendar) {
        Json days = TimingJson.of(calendar).members().getOrDefault("days", Json.NULL);
        return Json.object().put("days", days).build();
    }

    private static String twice(String kind, String name) {
        return kind + " '" + name + "' is named twice";
    }

    private void plan(Json.Obj item, String path) {
        JobName name = new JobName(item.text("name"));
        if (named.putIfAbsent(name, path) != null) {
            refuse(ErrorCode.INVALID_ARGUMENT, path + ".name", twice("job", name.text()));
            return;
        }
        Optional<Job> there = view.job(name);
        JobDefinition wanted;
        try {
            wanted = JobDeclaration.read(item, path, there.map(Job::definition), now, home);
        } catch (WireErrorException refused) {
            wrong.add(refused.error());
            return;
        }
        boolean isKnown = requireKnown(wanted, path);
        if (there.isPresent()) {
            change(there.get(), wanted, path);
        } else if (wanted.schedule() instanceof Schedule.Once once && !once.at().isAfter(now)) {
            report.passed(name);
        } else if (isKnown) {
            step(
                    new Command.Add(
                            Optional.of(name),
                            wanted.process(),
                            wanted.schedule(),
                            wanted.policies(),
                            wanted.notes(),
                            false,
                            by),
                    path);
            report.created("job", name.text());
        }
    }

    /// Refuses what refers to a group or a calendar that there will not be.
    private boolean requireKnown(JobDefinition wanted, String path) {
        boolean isKnown = requireKnown("group", wanted.policies().group(), groups, path + ".group");
        for (String calendar : wanted.policies().timing().except()) {
            isKnown &= requireKnown("calendar", calendar, calendars, path + ".except");
        }
        return isKnown;
    }

    private boolean requireKnown(String kind, String name, Set<String> known, String field) {
        if (known.contains(name)) {
            return true;
        }
        List<String> meant = Suggestions.of(name, known);
        String hint =
                meant.isEmpty()
                        ? "; there is " + (known.isEmpty() ? "none" : String.join(", ", known))
                        : "; did you mean '" + meant.getFirst() + "'?";
        refuse(ErrorCode.NOT_FOUND, field, "no " + kind + " '" + name + "'" + hint);
        return false;
    }

    private void change(Job there, JobDefinition wanted, String path) {
        JobDefinition before = there.definition();
        boolean isOurs = before.notes().origin().equals(wanted.notes().origin());
        boolean mayAdopt = args.flag("adopt");
        JobDefinition asOurs = isOurs || mayAdopt ? before : withOriginOf(before, wanted);
        if (wanted.equals(asOurs)) {
            report.unchanged();
        } else if (isOurs || mayAdopt) {
            step(new Command.Update(there, wanted, by), path);
            report.changed(before, wanted);
        } else {
            refuse(ErrorCode.STATE_CONFLICT, path + ".name", foreign(there));
        }
    }

    private static JobDefinition withOriginOf(JobDefinition job, JobDefinition other) {
        Notes notes = new Notes(job.notes().description(), other.notes().origin());
        return job.withNotes(notes);
    }

    private static String foreign(Job job) {
        String whose =
                job.definition()
                        .notes()
                        .origin()
                        .map(origin -> "belongs to '" + origin + "'")
                        .orElse("was not made by apply");
        return "job '"
                + job.name()
                + "' is another one and "
                + whose
                + ": give this one another name, or say --adopt to have it changed (over the socket:"
                + " adopt)";
    }

    private void planRemovals(String origin) {
        Optional<JobId> after = Optional.empty();
        for (List<Job> page = view.jobs(after, PAGE);
                !page.isEmpty();
                page = view.jobs(after, PAGE)) {
            for (Job job : page) {
                if (job.definition().notes().origin().equals(Optional.of(origin))
                        && !named.containsKey(job.name())) {
                    step(
                            new Command.Remove(
                                    job.id(),
                                    OptionalLong.of(job.revision()),
                                    args.flag("stop"),
                                    by),
                            "args.prune");
                    report.removed(job);
                }
            }
            after = Optional.of(page.getLast().id());
        }
    }
}
