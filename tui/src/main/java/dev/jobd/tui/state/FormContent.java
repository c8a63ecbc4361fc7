package dev.jobd.tui.state;

import java.util.Map;

/// What a form says of a job: texts by the names of the form's fields.
///
/// @param job the job that is changed, 0 for a new one
/// @param revision the revision the change is made to
/// @param values as they stand in the form
/// @param original as they stood when it was opened
public record FormContent(
        long job, long revision, Map<String, String> values, Map<String, String> original) {

    public FormContent {
        values = Map.copyOf(values);
        original = Map.copyOf(original);
    }

    /// The text of a field, empty when it has none.
    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /// Whether a field says something else than when the form was opened.
    public boolean isChanged(String field) {
        return !value(field).equals(original.getOrDefault(field, ""));
    }

    public boolean isChanged() {
        return values.keySet().stream().anyMatch(this::isChanged);
    }
}
