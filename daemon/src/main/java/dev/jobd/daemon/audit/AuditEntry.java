package dev.jobd.daemon.audit;

import dev.jobd.wire.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// One line of the audit log. It has no arguments of the request but those named here, so no
/// command line, no variable and no secret can get into it.
///
/// @param at when it was recorded
/// @param who who asked
/// @param op the operation, or `connect` for a connection that was turned away
/// @param target the job, run or file as the request named it; empty if it named none
/// @param change what it came to
/// @param key the idempotency key of the request
/// @param outcome `ok`, `checked` for a dry run, or the code of the error
public record AuditEntry(
        Instant at,
        Who who,
        String op,
        Optional<String> target,
        Changed change,
        Optional<String> key,
        String outcome) {

    /// Who asked.
    ///
    /// @param uid the user, as the kernel says
    /// @param pid the process, as the kernel says
    /// @param client what the client calls itself in `hello`; empty if it has said nothing
    public record Who(long uid, long pid, Optional<String> client) {}

    /// What a request changed.
    ///
    /// @param job the number of the job
    /// @param run the run that was made or stopped
    /// @param revision the job's revision as the reply shows it; empty if the job is gone
    /// @param seq the commit
    public record Changed(
            OptionalLong job, Optional<String> run, OptionalLong revision, OptionalLong seq) {
        /// Nothing, or nothing that has a number.
        public static final Changed NOTHING =
                new Changed(
                        OptionalLong.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty());
    }

    /// Returns it as JSON; every line has all members.
    Json.Obj toJson() {
        return Json.object()
                .put("at", at)
                .put("uid", who.uid())
                .put("pid", who.pid())
                .putOrNull("client", who.client().map(Json::of))
                .put("op", op)
                .putOrNull("target", target.map(Json::of))
                .putOrNull("job", number(change.job()))
                .putOrNull("run", change.run().map(Json::of))
                .putOrNull("rev", number(change.revision()))
                .putOrNull("seq", number(change.seq()))
                .putOrNull("key", key.map(Json::of))
                .put("outcome", outcome)
                .build();
    }

    private static Optional<Json> number(OptionalLong number) {
        return number.isPresent() ? Optional.of(Json.of(number.getAsLong())) : Optional.empty();
    }
}
