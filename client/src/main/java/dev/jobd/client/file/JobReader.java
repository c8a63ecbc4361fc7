package dev.jobd.client.file;

import dev.jobd.model.DurationText;
import dev.jobd.model.Parent;
import dev.jobd.model.Schedule;
import dev.jobd.wire.JobJson;
import dev.jobd.wire.Json;
import dev.jobd.wire.ScheduleJson;
import dev.jobd.wire.Shape;
import dev.jobd.wire.Suggestions;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes a job of the protocol of one job of a file, and tells all that is wrong with it.
final class JobReader {
    private static final List<String> OF_EVERY = List.of("from", "anchor");

    private static final String NONE = "none";

    private final Document document;
    private final List<String> path;
    private final Json.Obj source;
    private final List<Problem> problems;

    /// What each member of the job is called in the file.
    private final Map<String, String> written = new LinkedHashMap<>();

    private int wrong;

    /// @param path where the job stands; its last step is its name
    JobReader(Document document, List<String> path, Json.Obj source, List<Problem> problems) {
        this.document = document;
        this.path = path;
        this.source = source;
        this.problems = problems;
    }

    /// Returns the job; empty if anything is wrong.
    Optional<Json.Obj> read() {
        Json.Builder job = Json.object().put("name", path.getLast());
        source.members().forEach((name, value) -> put(job, name, value));
        schedule().ifPresent(schedule -> job.put(JobKeys.SCHEDULE_MEMBER, schedule));
        Json.Obj made = job.build();
        try {
            JobJson.check(made, "job");
        } catch (WireErrorException refused) {
            tell(refused.error());
        }
        return wrong > 0 ? Optional.empty() : Optional.of(made);
    }

    /// Returns where a member of the job stands in the file.
    ///
    /// @param member the rest of its path in the protocol, as `retries`, `env.A`, `schedule.cron`
    Position position(String member) {
        return document.position(place(member));
    }

    /// Returns a message of the protocol in the words of the file.
    String inWords(String member, String message) {
        String[] steps = member.split("[.\\[]", 3);
        String last =
                steps[0].equals(JobKeys.SCHEDULE_MEMBER) && steps.length > 1 ? steps[1] : steps[0];
        String words = message.replace("'" + last + "'", "'" + nameOf(member) + "'");
        if (steps[0].equals("cmd") && words.contains("an array")) {
            return words.replace("an array", "a list such as [\"make\", \"-j4\"]")
                    + "; a line for a shell is shell = \"…\"";
        }
        // Which of the two is at fault is the other one's doing as well.
        return words.replace("'cmd'", "'" + nameOf("cmd") + "'")
                .replace("'sh'", "'" + nameOf("sh") + "'");
    }

    private void put(Json.Builder job, String name, Json value) {
        if (JobKeys.SCHEDULE.contains(name)) {
            written.put(name, name);
            return;
        }
        if (name.equals(JobKeys.SCHEDULE_MEMBER)) {
            written.put(name, name);
            return;
        }
        if (name.startsWith("x-")) {
            return;
        }
        Optional<JobKeys.Key> found = JobKeys.find(name);
        if (found.isEmpty()) {
            wrong(name, unknown(name));
            return;
        }
        JobKeys.Key key = found.get();
        String other = written.put(key.member(), name);
        if (other != null) {
            wrong(name, "'" + other + "' and '" + name + "' are the same: leave one out");
            return;
        }
        value(key, name, value).ifPresent(json -> job.put(key.member(), json));
    }

    private static String unknown(String name) {
        return switch (name) {
            case "in", "late-ok" ->
                    "'" + name + "' is for a command typed now: say at = with the time itself";
            case "name" -> "the name of a job stands above, as in [jobs.NAME]";
            case "origin" -> "'origin' is for jobctl apply to set: see its option --set";
            default -> Suggestions.unknown("key", name, JobKeys.names());
        };
    }

    /// Returns a value as the protocol has it; empty if it is wrong in a way that a file says
    /// better than the protocol.
    private Optional<Json> value(JobKeys.Key key, String name, Json value) {
        if (Json.of(NONE).equals(value) && key.mayBeNone()) {
            return Optional.of(Json.NULL);
        }
        boolean isOption = name.equals(key.name());
        if (isOption && key.isDuration() && !name.equals(key.member())) {
            Shape.Whole range = (Shape.Whole) key.plain();
            return millis(name, value, range.min(), range.max()).map(Json::of);
        }
        return switch (key.plain()) {
            case Shape.Time _ -> time(name, value);
            case Shape.Flag _ -> Optional.of(flag(value));
            case Shape.ListOf _ when isOption -> Optional.of(list(key, value));
            case Shape.MapOf _ -> Optional.of(texts(value));
            case Shape.Parsed _ -> Optional.of(text(value));
            default -> Optional.of(value);
        };
    }

    private static Json flag(Json value) {
        if (Json.of("yes").equals(value) || Json.of("no").equals(value)) {
            return Json.of(Json.of("yes").equals(value));
        }
        return value;
    }

    /// One name need not stand in brackets, and none is a list as well; a command is no such list.
    private static Json list(JobKeys.Key key, Json value) {
        if (!(value instanceof Json.Str(String text)) || key.member().equals("cmd")) {
            return value;
        }
        return text.equals(NONE)
                ? new Json.Arr(List.of())
                : Json.strings(List.of(text.split(",", -1)));
    }

    private static Json texts(Json value) {
        if (!(value instanceof Json.Obj object)) {
            return value;
        }
        Json.Builder texts = Json.object();
        object.members().forEach((name, each) -> texts.put(name, text(each)));
        return texts.build();
    }

    /// Numbers and lists of them are as good as the text of them.
    private static Json text(Json value) {
        return switch (value) {
            case Json.Int(long number) -> Json.of(Long.toString(number));
            case Json.Bool(boolean flag) -> Json.of(Boolean.toString(flag));
            case Json.Num(double number) -> Json.of(Double.toString(number));
            case Json.Arr(List<Json> items)
                    when items.stream()
                            .allMatch(it -> it instanceof Json.Int || it instanceof Json.Str) -> {
                List<String> texts = new ArrayList<>();
                for (Json item : items) {
                    texts.add(text(item) instanceof Json.Str(String each) ? each : "");
                }
                yield Json.of(String.join(",", texts));
            }
            case Json.Str _, Json.Arr _, Json.Obj _, Json.Null _ -> value;
        };
    }

    private Optional<Json> time(String name, Json value) {
        if (value instanceof Json.Str(String text)) {
            try {
                return Optional.of(Json.of(OffsetDateTime.parse(text).toInstant()));
            } catch (DateTimeParseException _) {
                // The message below is for all that is no time.
            }
        }
        wrong(
                name,
                "'"
                        + name
                        + "' must be a time with its offset such as 2026-12-01T08:00:00+01:00, not "
                        + shown(value));
        return Optional.empty();
    }

    private Optional<Long> millis(String name, Json value, long min, long max) {
        Optional<Duration> duration =
                value instanceof Json.Str(String text)
                        ? text.equals(NONE) && min == 0
                                ? Optional.of(Duration.ZERO)
                                : DurationText.parse(text)
                        : Optional.empty();
        if (duration.isEmpty()) {
            wrong(name, "'" + name + "' must be " + DurationText.RULE + ", not " + shown(value));
            return Optional.empty();
        }
        long millis = duration.get().toMillis();
        if (millis < min || millis > max) {
            wrong(
                    name,
                    "'%s' must be a duration from %s to %s, not %s"
                            .formatted(
                                    name,
                                    DurationText.format(Duration.ofMillis(min)),
                                    DurationText.format(Duration.ofMillis(max)),
                                    shown(value)));
            return Optional.empty();
        }
        return Optional.of(millis);
    }

    private static String shown(Json value) {
        return switch (value) {
            case Json.Str(String text) ->
                    "'" + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + "'";
            case Json.Int(long number) -> number + " (of what?)";
            case Json.Num(double number) -> Double.toString(number);
            case Json.Bool(boolean flag) -> Boolean.toString(flag);
            case Json.Obj _, Json.Arr _, Json.Null _ -> value.kind();
        };
    }

    /// Returns the schedule that the keys about it make; empty if none says anything.
    private Optional<Json.Obj> schedule() {
        List<String> kinds =
                Stream.concat(JobKeys.SCHEDULE.stream(), Stream.of(JobKeys.SCHEDULE_MEMBER))
                        .filter(it -> source.has(it) && !OF_EVERY.contains(it))
                        .toList();
        if (kinds.size() > 1) {
            wrong(
                    kinds.get(1),
                    "a job has one schedule: '%s' and '%s' exclude each other"
                            .formatted(kinds.get(0), kinds.get(1)));
            return Optional.empty();
        }
        String kind = kinds.isEmpty() ? "" : kinds.getFirst();
        for (String only : OF_EVERY) {
            if (source.has(only) && !kind.equals("every")) {
                wrong(only, "'" + only + "' goes with 'every'");
            }
        }
        return switch (kind) {
            case "every" -> every();
            case "cron", "cron-seconds" -> Optional.of(cron(kind));
            case "at" -> time("at", member("at")).map(at -> kind("once").put("at", at).build());
            case JobKeys.AFTER, JobKeys.AFTER_ONE_OF -> after(kind);
            case JobKeys.SCHEDULE_MEMBER -> whole();
            default -> Optional.empty();
        };
    }

    private Json member(String name) {
        return source.members().getOrDefault(name, Json.NULL);
    }

    private Optional<Json.Obj> whole() {
        if (member(JobKeys.SCHEDULE_MEMBER) instanceof Json.Obj schedule) {
            return Optional.of(schedule);
        }
        wrong(
                JobKeys.SCHEDULE_MEMBER,
                "'schedule' is an object as jobctl show --json has it; plainer: every = \"5m\" or cron ="
                        + " \"30 2 * * *\"");
        return Optional.empty();
    }

    private Optional<Json.Obj> every() {
        Optional<Long> millis =
                millis(
                        "every",
                        member("every"),
                        Schedule.SHORTEST.toMillis(),
                        Schedule.LONGEST.toMillis());
        boolean isFromFinish = Json.of("finish").equals(member("from"));
        if (source.has("from") && !isFromFinish && !Json.of("start").equals(member("from"))) {
            wrong("from", "'from' must be 'finish' or 'start', not " + shown(member("from")));
        }
        if (source.has("anchor") && isFromFinish) {
            wrong(
                    "anchor",
                    "'anchor' is for a fixed grid; from = \"finish\" has none: leave one out");
        }
        Json.Builder schedule = kind(isFromFinish ? "fixed-delay" : "fixed-rate");
        millis.ifPresent(it -> schedule.put("every_ms", it));
        if (source.has("anchor")) {
            time("anchor", member("anchor")).ifPresent(it -> schedule.put("anchor", it));
        }
        return millis.isPresent() ? Optional.of(schedule.build()) : Optional.empty();
    }

    private Optional<Json.Obj> after(String key) {
        List<Parent> parents = new ArrayList<>();
        for (Json item : member(key) instanceof Json.Arr all ? all.items() : List.of(member(key))) {
            try {
                parents.add(Parent.parse(item instanceof Json.Str(String text) ? text : ""));
            } catch (IllegalArgumentException _) {
                wrong(key, "'" + key + "' is a list of " + Parent.RULE + ", not " + shown(item));
            }
        }
        return Optional.of(ScheduleJson.after(parents, key.equals(JobKeys.AFTER_ONE_OF)));
    }

    private Json.Obj cron(String name) {
        Json.Builder schedule = kind("cron").put(name.replace('-', '_'), member(name));
        return schedule.build();
    }

    private static Json.Builder kind(String kind) {
        return Json.object().put("kind", kind);
    }

    private void tell(WireError error) {
        List<WireError.BadField> bad =
                error.errors().isEmpty()
                        ? List.of(
                                new WireError.BadField(
                                        error.field().orElse("job"), error.code(), error.message()))
                        : error.errors();
        boolean isWrongAlready = wrong > 0;
        for (WireError.BadField it : bad) {
            String member = it.field().replaceFirst("^job\\.?", "");
            if (isWrongAlready && runsNothing(member)) {
                // It may be what was written in another way.
                continue;
            }
            wrong++;
            problems.add(
                    new Problem(document.file(), position(member), sentence(member, it.message())));
        }
    }

    private String sentence(String member, String message) {
        return runsNothing(member)
                ? "job '"
                        + path.getLast()
                        + "' runs nothing: say command = [\"PROGRAM\", \"ARGUMENT\"] or shell = \"LINE\""
                : inWords(member, message);
    }

    private boolean runsNothing(String member) {
        return member.equals("cmd") && !written.containsKey("cmd") && !written.containsKey("sh");
    }

    private String nameOf(String member) {
        String[] steps = member.split("[.\\[]", 3);
        if (!steps[0].equals(JobKeys.SCHEDULE_MEMBER) || source.has(JobKeys.SCHEDULE_MEMBER)) {
            return written.getOrDefault(
                    steps[0], JobKeys.ofMember(steps[0]).map(JobKeys.Key::name).orElse(steps[0]));
        }
        String part = steps.length > 1 ? steps[1] : "";
        return switch (part) {
            case "every_ms" -> "every";
            case "kind", "" ->
                    JobKeys.SCHEDULE.stream().filter(source::has).findFirst().orElse("every");
            default -> part.replace('_', '-');
        };
    }

    private List<String> place(String member) {
        List<String> place = new ArrayList<>(path);
        if (member.isEmpty()) {
            return place;
        }
        place.add(nameOf(member));
        String rest = member.replaceFirst("^[^.\\[]*\\.?", "");
        if (!rest.isEmpty()) {
            place.add(rest);
        }
        return place;
    }

    private void wrong(String name, String message) {
        wrong++;
        List<String> place = new ArrayList<>(path);
        place.add(name);
        problems.add(new Problem(document.file(), document.position(place), message));
    }
}
