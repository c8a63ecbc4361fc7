package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.schedule.Command;
import dev.jobd.daemon.server.Peer;
import dev.jobd.model.Job;
import dev.jobd.wire.Json;

/// An operation that changes one job, alone or in a batch.
interface JobChange {

    /// Returns the command, or throws [dev.jobd.wire.WireErrorException] to refuse.
    ///
    /// @param args the operation's arguments
    /// @param job the job they name
    /// @param peer who asks
    Command.Plain command(Json.Obj args, Job job, Peer peer);
}
