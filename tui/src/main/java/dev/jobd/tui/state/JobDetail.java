package dev.jobd.tui.state;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// All of a job's definition, in the words in which a form takes it.
///
/// @param values by the protocol's name of the member: `timeout_ms` is `30s`
/// @param env its variables; values of secrets are masked
public record JobDetail(
        long number,
        String name,
        long revision,
        Instant created,
        Instant updated,
        Map<String, String> values,
        Map<String, String> env) {

    public JobDetail {
        values = Map.copyOf(values);
        env = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    /// A value, empty when the job has none.
    public String value(String member) {
        return values.getOrDefault(member, "");
    }
}
