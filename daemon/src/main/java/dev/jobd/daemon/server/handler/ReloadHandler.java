package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.config.ConfigurationException;
import dev.jobd.daemon.config.LiveConfiguration;
import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;

/// Reads the settings anew.
final class ReloadHandler implements Handler {
    private final LiveConfiguration settings;

    ReloadHandler(HandlerParts parts) {
        this.settings = parts.about().settings();
    }

    @Override
    public Answer answer(Call call) {
        try {
            LiveConfiguration.Reload it = settings.reload();
            return new Answer.Now(
                    Json.object()
                            .putIf(
                                    "file",
                                    settings.get().file().map(file -> Json.of(file.toString())))
                            .put("changed", ConfigurationJson.of(it.changed()))
                            .put("waiting", ConfigurationJson.of(it.waiting()))
                            .build());
        } catch (ConfigurationException wrong) {
            throw new WireErrorException(
                    WireError.of(
                                    ErrorCode.STATE_CONFLICT,
                                    "nothing was changed, since the configuration is wrong: "
                                            + String.join("; ", wrong.problems()))
                            .with("problems", Json.strings(wrong.problems())));
        }
    }
}
