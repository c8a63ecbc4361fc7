package dev.jobd.daemon.server;

import dev.jobd.daemon.audit.AuditEntry;
import dev.jobd.daemon.audit.AuditLog;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.Operation;
import dev.jobd.wire.Operations;
import dev.jobd.wire.Request;
import dev.jobd.wire.WireError;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Has what one connection changes, and what it is denied, put into the audit log before it is
/// answered.
final class Recorder {
    /// These read, but what they read leaves the daemon's hands.
    private static final Set<String> COPIES = Set.of("backup");

    /// Names and paths that are right are no longer.
    private static final int TEXT_MAX = 4_096;

    private final Trail trail;
    private final Peer peer;
    private volatile Optional<String> client = Optional.empty();

    /// What all recorders share.
    record Trail(AuditLog log, InstantSource clock) {
        /// Records that a connection is turned away; then goes on.
        void turnedAway(Peer peer, WireError error, Runnable then) {
            record(
                    new AuditEntry.Who(peer.uid(), peer.pid(), Optional.empty()),
                    new What("connect", Optional.empty(), Optional.empty(), error.code()),
                    () -> AuditEntry.Changed.NOTHING,
                    then);
        }

        private void record(
                AuditEntry.Who who,
                What what,
                Supplier<AuditEntry.Changed> changed,
                Runnable then) {
            log.record(
                    () ->
                            new AuditEntry(
                                    clock.instant(),
                                    who,
                                    what.op(),
                                    what.target(),
                                    changed.get(),
                                    what.key(),
                                    what.outcome()),
                    then);
        }
    }

    /// What was asked, and what came of it in a word.
    private record What(String op, Optional<String> target, Optional<String> key, String outcome) {}

    Recorder(Trail trail, Peer peer) {
        this.trail = trail;
        this.peer = peer;
    }

    /// Takes note of what the client calls itself.
    void introduce(Request hello) {
        client = hello.args().findText("client").or(() -> client);
    }

    /// Records that a request was carried out, if it is one that is recorded; then goes on.
    ///
    /// @param result what makes the result
    void done(Request request, Supplier<Json.Obj> result, Runnable then) {
        if (!isRecorded(request)) {
            then.run();
            return;
        }
        boolean isDry = isSet(request, "dry_run");
        Supplier<AuditEntry.Changed> changed =
                !isDry && result instanceof Traced traced
                        ? traced::changed
                        : () -> AuditEntry.Changed.NOTHING;
        trail.record(who(), what(request, isDry ? "checked" : "ok"), changed, then);
    }

    /// Records that a request was refused, if it is one that is recorded; then goes on.
    void refused(Request request, WireError error, Runnable then) {
        boolean isDenied = error.code().equals(ErrorCode.PERMISSION_DENIED.word());
        if (!isDenied && !isRecorded(request)) {
            then.run();
            return;
        }
        trail.record(who(), what(request, error.code()), () -> AuditEntry.Changed.NOTHING, then);
    }

    private static boolean isRecorded(Request request) {
        return Operations.find(request.op()).map(Operation::mutating).orElse(false)
                || COPIES.contains(request.op())
                || isSet(request, "reveal");
    }

    private static boolean isSet(Request request, String flag) {
        return request.args().members().get(flag) instanceof Json.Bool(boolean set) && set;
    }

    private AuditEntry.Who who() {
        return new AuditEntry.Who(peer.uid(), peer.pid(), client);
    }

    private static What what(Request request, String outcome) {
        Json.Obj args = request.args();
        return new What(request.op(), target(args), text(args.members().get("key")), outcome);
    }

    /// The arguments may be as wrong as they like.
    private static Optional<String> target(Json.Obj args) {
        for (String name : new String[] {"job", "run", "group", "calendar", "path"}) {
            if (args.members().get(name) instanceof Json.Obj definition) {
                return text(definition.members().get("name"));
            }
            Optional<String> named = text(args.members().get(name));
            if (named.isPresent()) {
                return named;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(@Nullable Json value) {
        if (value instanceof Json.Int(long number)) {
            return Optional.of(Long.toString(number));
        }
        return value instanceof Json.Str(String text) && text.length() <= TEXT_MAX
                ? Optional.of(text)
                : Optional.empty();
    }
}
