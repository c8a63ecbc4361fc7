package dev.jobd.tui;

import dev.jobd.model.DurationText;
import dev.jobd.model.Parent;
import dev.jobd.model.TimeText;
import dev.jobd.tui.state.FormContent;
import dev.jobd.tui.state.FormField;
import dev.jobd.tui.state.JobDetail;
import dev.jobd.wire.InstantText;
import dev.jobd.wire.JobJson;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.ScheduleJson;
import dev.jobd.wire.WireError;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A form's texts as the protocol has them, and back.
final class FormJson {

    private static final List<FormField> DURATIONS =
            List.of(
                    FormField.RETRY_DELAY,
                    FormField.JITTER,
                    FormField.TIMEOUT,
                    FormField.GRACE,
                    FormField.KEEP_FOR,
                    FormField.CATCHUP_WINDOW,
                    FormField.START_WITHIN,
                    FormField.DEADLINE,
                    FormField.WARN_AFTER,
                    FormField.RETRY_MAX_DELAY);
    private static final List<FormField> NUMBERS =
            List.of(
                    FormField.PRIORITY,
                    FormField.MAX_RUNS,
                    FormField.WEIGHT,
                    FormField.RETRIES,
                    FormField.KEEP_RUNS,
                    FormField.PAUSE_AFTER);
    private static final List<FormField> TEXTS =
            List.of(
                    FormField.NAME,
                    FormField.GROUP,
                    FormField.BETWEEN,
                    FormField.ZONE,
                    FormField.STOP_SIGNAL,
                    FormField.ON_RESTART,
                    FormField.DIRECTORY,
                    FormField.UMASK,
                    FormField.ENVIRONMENT_FILE,
                    FormField.OVERLAP,
                    FormField.MISFIRE,
                    FormField.RETRY_JITTER,
                    FormField.RETRY_ON,
                    FormField.NO_RETRY_ON,
                    FormField.SUCCESS_CODES,
                    FormField.SNOOZE_CODE,
                    FormField.DESCRIPTION);

    /// Names, with spaces or commas between them.
    private static final List<FormField> NAMES = List.of(FormField.LOCKS, FormField.EXCEPT);

    private static final List<FormField> TIMES = List.of(FormField.STARTS, FormField.ENDS);

    private static final String ZONE = FormField.ZONE.id();

    private final FormContent content;
    private final Instant now;
    private final Map<String, String> problems = new LinkedHashMap<>();

    private FormJson(FormContent content, Instant now) {
        this.content = content;
        this.now = now;
    }

    /// What a form says.
    ///
    /// @param job the members that it gives a value
    /// @param unset the members that it empties
    /// @param problems what could not be read, by field
    record Read(Json.Obj job, Set<String> unset, Map<String, String> problems) {}

    /// All of a form.
    static Read read(FormContent content, Instant now) {
        return new FormJson(content, now).all(false);
    }

    /// What of a form is not as it was, as a merge patch.
    static Read changes(FormContent content, Instant now) {
        return new FormJson(content, now).all(true);
    }

    private Read all(boolean changedOnly) {
        Json.Builder job = Json.object();
        Set<String> unset = new LinkedHashSet<>();
        for (FormField field : FormField.values()) {
            boolean empty = content.value(field.id()).isBlank();
            if (changedOnly && !isChanged(field)) {
                continue;
            }
            if (empty && changedOnly && field != FormField.COMMAND && field != FormField.WHEN) {
                unset.add(field.id());
            } else if (!empty || field == FormField.COMMAND) {
                try {
                    put(job, field);
                } catch (IllegalArgumentException e) {
                    problems.putIfAbsent(field.id(), String.valueOf(e.getMessage()));
                }
            }
        }
        return new Read(job.build(), unset, problems);
    }

    private boolean isChanged(FormField field) {
        return switch (field) {
            case COMMAND, SHELL ->
                    content.isChanged(FormField.COMMAND.id())
                            || content.isChanged(FormField.SHELL.id());
            case SCHEDULE, WHEN ->
                    content.isChanged(FormField.SCHEDULE.id())
                            || content.isChanged(FormField.WHEN.id());
            default -> content.isChanged(field.id());
        };
    }

    private void put(Json.Builder job, FormField field) {
        String text = content.value(field.id()).strip();
        if (DURATIONS.contains(field)) {
            job.put(field.id(), duration(text).toMillis());
        } else if (NUMBERS.contains(field)) {
            job.put(field.id(), number(text));
        } else if (TEXTS.contains(field)) {
            job.put(field.id(), text);
        } else if (NAMES.contains(field)) {
            job.put(field.id(), Json.strings(List.of(text.split("[,\\s]+", -1))));
        } else if (TIMES.contains(field)) {
            job.put(field.id(), TimeText.parseAny(text, now, ZoneId.systemDefault()));
        } else {
            switch (field) {
                case COMMAND -> putCommand(job, text);
                case SCHEDULE -> putSchedule(job);
                case ENVIRONMENT -> job.put("env", environment(text));
                case LEAVE_CHILDREN -> job.put(field.id(), text.equals("yes"));
                case RETRY_FACTOR, MAX_LOAD -> job.put(field.id(), decimal(text));
                default -> {}
            }
        }
    }

    private void putCommand(Json.Builder job, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("say what to run");
        }
        if (content.value(FormField.SHELL.id()).equals("yes")) {
            job.put("sh", text);
        } else {
            job.put("cmd", Json.strings(Words.split(text)));
        }
    }

    private void putSchedule(Json.Builder job) {
        String when = content.value(FormField.WHEN.id()).strip();
        try {
            job.put("schedule", schedule(content.value(FormField.SCHEDULE.id()), when));
        } catch (IllegalArgumentException e) {
            problems.put(FormField.WHEN.id(), String.valueOf(e.getMessage()));
        }
    }

    private Json.Obj schedule(String kind, String when) {
        return switch (kind) {
            case "every" -> kind("fixed-rate").put("every_ms", every(when)).build();
            case "every, from finish" -> kind("fixed-delay").put("every_ms", every(when)).build();
            case "cron" -> cron(ScheduleJson.CRON, when);
            case "cron, with seconds" -> cron(ScheduleJson.CRON_SECONDS, when);
            case "once" -> {
                if (when.isEmpty()) {
                    throw new IllegalArgumentException("say when: " + TimeText.RULE);
                }
                Instant at = TimeText.parseAny(when, now, ZoneId.systemDefault());
                yield kind("once").put("at", at).build();
            }
            case "after" -> after(when, false);
            case "after one of" -> after(when, true);
            case "now" -> kind("now").build();
            default -> kind("manual").build();
        };
    }

    private static Json.Obj after(String when, boolean oneOf) {
        if (when.isEmpty()) {
            throw new IllegalArgumentException("say after which jobs: build, lint:any");
        }
        List<Parent> parents =
                Arrays.stream(when.split("[\\s,]+", -1))
                        .filter(word -> !word.isEmpty())
                        .map(Parent::parse)
                        .toList();
        return ScheduleJson.after(parents, oneOf);
    }

    private Json.Obj cron(String member, String when) {
        if (when.isEmpty()) {
            throw new IllegalArgumentException(
                    "say when, as minute hour day month weekday: 30 2 * * 1-5");
        }
        String zone = content.value(ZONE).strip();
        Json.Builder cron = kind("cron").put(member, when);
        return zone.isEmpty() ? cron.build() : cron.put(ZONE, zone).build();
    }

    private static Json.Builder kind(String kind) {
        return Json.object().put("kind", kind);
    }

    private static long every(String when) {
        if (when.isEmpty()) {
            throw new IllegalArgumentException("say how often: " + DurationText.RULE);
        }
        return duration(when).toMillis();
    }

    private static Duration duration(String text) {
        return DurationText.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("must be " + DurationText.RULE));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number", e);
        }
    }

    private static Json decimal(String text) {
        try {
            double value = Double.parseDouble(text);
            return value == Math.rint(value) ? Json.of((long) value) : new Json.Num(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number such as 2 or 1.5", e);
        }
    }

    /// The variables; one that is masked as it was before is left out, so that it stays.
    private Json.Obj environment(String text) {
        Map<String, String> before = pairs(content.original().getOrDefault("env", ""));
        Map<String, String> after = pairs(text);
        Json.Builder env = Json.object();
        after.forEach((name, value) -> {
            if (value.equals(JobJson.MASK) && !value.equals(before.get(name))) {
                throw new IllegalArgumentException(
                        name + ": say its value, *** only stands for a hidden one");
            }
            if (!value.equals(JobJson.MASK) || !value.equals(before.get(name))) {
                env.put(name, value);
            }
        });
        if (content.job() != 0) {
            before.keySet().stream()
                    .filter(name -> !after.containsKey(name))
                    .forEach(name -> env.put(name, Json.NULL));
        }
        return env.build();
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String word : Words.split(text)) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + word + "' must be NAME=VALUE");
            }
            pairs.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return pairs;
    }

    /// What the daemon found wrong, by the fields of the form; what belongs to none goes to the
    /// name.
    static Map<String, String> problems(WireError error) {
        Map<String, String> problems = new LinkedHashMap<>();
        for (WireError.BadField bad : error.errors()) {
            problems.putIfAbsent(field(bad.field()), bad.message());
        }
        if (problems.isEmpty() && error.field().isPresent()) {
            problems.put(field(error.field().get()), error.message());
        }
        return problems;
    }

    private static String field(String path) {
        String member = path.replaceFirst("^args\\.(job|set)\\.?", "").replaceFirst("[.\\[].*", "");
        return switch (member) {
            case "cmd", "sh" -> FormField.COMMAND.id();
            case "schedule" -> FormField.WHEN.id();
            default -> {
                for (FormField field : FormField.values()) {
                    if (field.id().equals(member)) {
                        yield member;
                    }
                }
                yield FormField.NAME.id();
            }
        };
    }

    /// A job in the words of the form.
    static JobDetail detail(Json.Obj job) {
        Map<String, String> values = new LinkedHashMap<>();
        for (FormField field : DURATIONS) {
            job.findInteger(field.id())
                    .ifPresent(millis ->
                            values.put(field.id(), DurationText.format(Duration.ofMillis(millis))));
        }
        NUMBERS.forEach(field ->
                job.findInteger(field.id())
                        .ifPresent(number -> values.put(field.id(), String.valueOf(number))));
        TEXTS.forEach(
                field -> job.findText(field.id()).ifPresent(text -> values.put(field.id(), text)));
        for (FormField field : List.of(FormField.RETRY_FACTOR, FormField.MAX_LOAD)) {
            job.find(field.id()).ifPresent(it -> values.put(field.id(), JsonText.of(it)));
        }
        NAMES.stream()
                .filter(field -> job.has(field.id()))
                .forEach(field -> values.put(field.id(), String.join(" ", job.texts(field.id()))));
        TIMES.forEach(field ->
                job.findInstant(field.id())
                        .ifPresent(at -> values.put(field.id(), InstantText.format(at))));
        if (job.has(FormField.LEAVE_CHILDREN.id())) {
            boolean leaves = job.flag(FormField.LEAVE_CHILDREN.id());
            values.put(FormField.LEAVE_CHILDREN.id(), leaves ? "yes" : "no");
        }
        values.put(FormField.SHELL.id(), job.has("sh") ? "yes" : "no");
        values.put(
                FormField.COMMAND.id(),
                job.findText("sh").orElseGet(() -> Words.join(job.texts("cmd"))));
        putSchedule(values, job.object("schedule"));
        Map<String, String> env = new LinkedHashMap<>();
        Json.Obj variables = job.findObject("env").orElse(Json.Obj.EMPTY);
        variables.members().keySet().forEach(name -> env.put(name, variables.text(name)));
        values.put(
                FormField.ENVIRONMENT.id(),
                Words.joinPlainly(
                        env.entrySet().stream()
                                .map(it -> it.getKey() + "=" + it.getValue())
                                .toList()));
        return new JobDetail(
                job.integer("id"),
                job.text("name"),
                job.integer("rev"),
                job.instant("created"),
                job.instant("updated"),
                values,
                env);
    }

    private static void putSchedule(Map<String, String> values, Json.Obj schedule) {
        String kind = schedule.text("kind");
        values.put(
                FormField.SCHEDULE.id(),
                switch (kind) {
                    case "fixed-rate" -> "every";
                    case "fixed-delay" -> "every, from finish";
                    case "cron" -> schedule.has(ScheduleJson.CRON) ? "cron" : "cron, with seconds";
                    case "once" -> "once";
                    case "now" -> "now";
                    case "manual" -> "by hand";
                    case "after" -> schedule.flag("one_of") ? "after one of" : "after";
                    default -> kind;
                });
        if (schedule.has("parents")) {
            values.put(
                    FormField.WHEN.id(),
                    ScheduleJson.parents(schedule).stream()
                            .map(Parent::text)
                            .collect(Collectors.joining(", ")));
        }
        schedule.findInteger("every_ms")
                .ifPresent(millis ->
                        values.put(
                                FormField.WHEN.id(),
                                DurationText.format(Duration.ofMillis(millis))));
        schedule.findText(ZONE).ifPresent(zone -> values.put(ZONE, zone));
        schedule.findText(ScheduleJson.CRON)
                .or(() -> schedule.findText(ScheduleJson.CRON_SECONDS))
                .ifPresent(cron -> values.put(FormField.WHEN.id(), cron));
        schedule.findInstant("at")
                .ifPresent(at -> values.put(FormField.WHEN.id(), InstantText.format(at)));
    }
}
