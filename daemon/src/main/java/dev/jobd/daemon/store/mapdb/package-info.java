/// The durable store: a journal of commits in front of immutable MapDB files.
///
/// The lower half knows byte arrays only: [Journal] and [Replay] keep commits, [Generation] holds
/// the files a [Checkpoint] made, a [Snapshot] reads both as one. [MapDbStore] puts jobs and runs
/// on top. Everything durable goes through [Engine].
@NullMarked
package dev.jobd.daemon.store.mapdb;

import org.jspecify.annotations.NullMarked;
