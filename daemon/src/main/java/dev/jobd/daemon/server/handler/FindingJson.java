package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.store.Finding;
import dev.jobd.wire.Json;

/// Findings as JSON.
public final class FindingJson {
    private FindingJson() {}

    /// Returns a finding.
    public static Json.Obj of(Finding finding) {
        Json.Builder json =
                Json.object()
                        .put("level", finding.level().word())
                        .put("about", finding.about())
                        .put("text", finding.text());
        if (!finding.cure().isEmpty()) {
            json.put("cure", finding.cure());
        }
        return json.build();
    }
}
