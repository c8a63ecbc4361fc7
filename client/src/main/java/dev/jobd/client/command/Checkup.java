package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.util.ArrayList;
import java.util.List;

/// What a look at everything has found, in the order in which it was looked at.
final class Checkup {
    private final List<Json.Obj> findings = new ArrayList<>();

    /// Says that something is as it should be.
    Checkup ok(String about, String text) {
        return add("ok", about, text, "");
    }

    /// Says that someone should look.
    Checkup warn(String about, String text, String cure) {
        return add("warn", about, text, cure);
    }

    /// Says that something is wrong.
    Checkup bad(String about, String text, String cure) {
        return add("bad", about, text, cure);
    }

    /// Adds what the daemon has found.
    Checkup add(Json.Obj finding) {
        findings.add(finding);
        return this;
    }

    private Checkup add(String level, String about, String text, String cure) {
        Json.Builder finding =
                Json.object().put("level", level).put("about", about).put("text", text);
        if (!cure.isEmpty()) {
            finding.put("cure", cure);
        }
        return add(finding.build());
    }

    /// Returns all of it.
    List<Json.Obj> findings() {
        return List.copyOf(findings);
    }

    /// Tells whether something is wrong.
    boolean isBad() {
        return findings.stream().anyMatch(finding -> finding.text("level").equals("bad"));
    }
}
