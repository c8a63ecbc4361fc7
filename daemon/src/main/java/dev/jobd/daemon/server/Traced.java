package dev.jobd.daemon.server;

import dev.jobd.daemon.audit.AuditEntry;
import dev.jobd.wire.Json;
import java.util.function.Supplier;

/// Makes a result, and tells the audit log what it is about.
public interface Traced extends Supplier<Json.Obj> {

    /// Returns what was changed.
    AuditEntry.Changed changed();
}
