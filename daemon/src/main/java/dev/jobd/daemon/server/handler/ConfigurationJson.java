package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.config.Configuration;
import dev.jobd.daemon.config.LiveConfiguration;
import dev.jobd.daemon.config.SettingList;
import dev.jobd.wire.Json;
import java.util.List;

/// Settings as JSON.
final class ConfigurationJson {
    private ConfigurationJson() {}

    /// Returns what is not left to the standard, with where it comes from, and what is still to
    /// come.
    static Json.Obj of(LiveConfiguration settings) {
        Configuration now = settings.get();
        List<Json> chosen =
                SettingList.ALL.stream()
                        .filter(now::isChosen)
                        .<Json>map(setting ->
                                Json.object()
                                        .put("name", setting.name())
                                        .put("value", now.text(setting))
                                        .put("default", setting.standardText())
                                        .put("source", now.origin(setting).text())
                                        .build())
                        .toList();
        return Json.object()
                .putIf("file", now.file().map(file -> Json.of(file.toString())))
                .put("settings", new Json.Arr(chosen))
                .put("waiting", of(settings.waiting()))
                .put("job_defaults", JobDefaults.of(now))
                .build();
    }

    /// Returns settings that differ.
    static Json.Arr of(List<Configuration.Difference> differences) {
        return new Json.Arr(
                differences.stream()
                        .<Json>map(it ->
                                Json.object()
                                        .put("name", it.setting().name())
                                        .put("from", it.from())
                                        .put("to", it.to())
                                        .put("applies", it.setting().applies().text())
                                        .build())
                        .toList());
    }
}
