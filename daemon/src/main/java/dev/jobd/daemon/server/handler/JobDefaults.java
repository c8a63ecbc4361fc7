package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.config.Configuration;
import dev.jobd.daemon.config.JobSettings;
import dev.jobd.daemon.config.Setting;
import dev.jobd.wire.Json;
import java.time.Duration;
import java.util.Optional;

/// Gives new jobs what is set for those that say nothing of it.
final class JobDefaults {
    private JobDefaults() {}

    /// Returns a job with these members where it has none of its own, not even null.
    static Json.Obj in(Json.Obj job, Configuration settings) {
        Json.Builder all = Json.object().putAll(of(settings)).putAll(job);
        return all.build();
    }

    /// Returns the members that are set, by their names.
    static Json.Obj of(Configuration settings) {
        Json.Builder all = Json.object();
        JobSettings.BY_MEMBER.forEach((member, setting) -> {
            if (settings.isChosen(setting)) {
                value(setting, settings).ifPresent(value -> all.put(member, value));
            }
        });
        return all.build();
    }

    private static <T> Optional<Json> value(Setting<T> setting, Configuration settings) {
        return settings.find(setting)
                .map(value ->
                        switch (value) {
                            case Duration length -> Json.of(length.toMillis());
                            case Integer number -> Json.of(number);
                            default -> Json.of(setting.kind().text(value));
                        });
    }
}
