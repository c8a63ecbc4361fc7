package dev.jobd.tui.state;

import dev.jobd.tui.input.KeyContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The form that makes or changes a job. The daemon says what is wrong with it while it is typed.
///
/// @param name of the job that is changed or copied, empty for neither
/// @param line the text of the field under the cursor as it is typed
/// @param version counts the changes, so that an answer to an older content is not taken
/// @param checked the newest answer
/// @param saving whether it has been sent
public record FormScreen(
        Purpose purpose,
        String name,
        FormContent content,
        FormField field,
        TextLine line,
        int version,
        Checked checked,
        boolean saving)
        implements Screen {

    /// What the daemon said of a content.
    ///
    /// @param version of the content it is about, -1 before the first answer
    /// @param problems what is wrong by field
    /// @param words the schedule in words, empty while it is wrong
    /// @param failure why there is no answer, empty when there is one
    public record Checked(
            int version,
            Map<String, String> problems,
            String words,
            List<Instant> next,
            String failure) {
        static final Checked NOTHING = new Checked(-1, Map.of(), "", List.of(), "");

        public Checked {
            problems = Map.copyOf(problems);
            next = List.copyOf(next);
        }
    }

    /// How long typing has to rest before the daemon is asked.
    static final Duration REST = Duration.ofMillis(200);

    /// What saving does.
    public enum Purpose {
        ADD,
        EDIT,
        DUPLICATE
    }

    private static FormScreen of(Purpose purpose, String name, FormContent content) {
        FormField first = FormField.NAME;
        return new FormScreen(
                purpose,
                name,
                content,
                first,
                TextLine.of(content.value(first.id())),
                0,
                Checked.NOTHING,
                false);
    }

    /// A form for a new job.
    static FormScreen add() {
        Map<String, String> values =
                Map.of(
                        "kind",
                        "every",
                        "when",
                        "1h",
                        "shell",
                        "no",
                        "stop_signal",
                        "TERM",
                        "on_daemon_restart",
                        "adopt");
        return of(Purpose.ADD, "", new FormContent(0, 0, values, values));
    }

    /// A form about a job that is still to be asked for.
    static FormScreen loading(Purpose purpose, JobRow row) {
        return of(purpose, row.name(), new FormContent(row.number(), 0, Map.of(), Map.of()));
    }

    private FormScreen loaded(JobDetail job) {
        if (purpose == Purpose.EDIT) {
            return of(
                    purpose,
                    job.name(),
                    new FormContent(job.number(), job.revision(), job.values(), job.values()));
        }
        Map<String, String> values = new HashMap<>(job.values());
        values.put("name", job.name() + "-2");
        return of(purpose, job.name(), new FormContent(0, 0, values, Map.of()));
    }

    /// Whether the job is still to be asked for.
    public boolean isLoading() {
        return content.values().isEmpty();
    }

    @Override
    public KeyContext context() {
        return KeyContext.FORM;
    }

    @Override
    public String crumb() {
        return switch (purpose) {
            case ADD -> "add a job";
            case EDIT -> "edit " + name;
            case DUPLICATE -> "add a job like " + name;
        };
    }

    @Override
    public List<Query> queries(UiState state) {
        return isLoading()
                ? List.of(new Query.Job(content.job(), 1))
                : List.of(new Query.Check(version, content));
    }

    @Override
    public Screen answered(Query query, Answer answer, Size size) {
        if (isLoading() && answer instanceof Answer.Job(var job, _)) {
            return job.number() == content.job() ? loaded(job) : this;
        }
        if (!(query instanceof Query.Check(int asked, _)) || asked != version) {
            return this;
        }
        return switch (answer) {
            case Answer.Check(var problems, var words, var next) ->
                    withChecked(new Checked(asked, problems, words, next, ""));
            case Answer.None(var reason) ->
                    withChecked(
                            new Checked(
                                    asked,
                                    checked.problems(),
                                    checked.words(),
                                    checked.next(),
                                    reason));
            default -> this;
        };
    }

    @Override
    public Duration period(UiState state) {
        return Duration.ofDays(1);
    }

    /// Whether the newest content has been looked at.
    public boolean isChecked() {
        return checked.version() == version;
    }

    FormScreen withChecked(Checked next) {
        return new FormScreen(purpose, name, content, field, line, version, next, saving);
    }

    FormScreen withSaving(boolean next) {
        return new FormScreen(purpose, name, content, field, line, version, checked, next);
    }

    FormScreen on(FormField next) {
        return new FormScreen(
                purpose,
                name,
                content,
                next,
                TextLine.of(content.value(next.id())),
                version,
                checked,
                saving);
    }

    /// The form with another text in its field.
    FormScreen withLine(TextLine next) {
        if (next.text().equals(line.text())) {
            return new FormScreen(purpose, name, content, field, next, version, checked, saving);
        }
        Map<String, String> values = new HashMap<>(content.values());
        values.put(field.id(), next.text());
        FormContent changed =
                new FormContent(content.job(), content.revision(), values, content.original());
        return new FormScreen(purpose, name, changed, field, next, version + 1, checked, saving);
    }

    /// The form on its first field with a problem; as it is when there is none.
    FormScreen onProblem() {
        for (FormField each : FormField.values()) {
            if (checked.problems().containsKey(each.id())) {
                return on(each);
            }
        }
        return this;
    }
}
