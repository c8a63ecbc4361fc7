package dev.jobd.daemon.schedule;

import dev.jobd.model.Attempt;
import dev.jobd.model.AttemptId;
import dev.jobd.model.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/// What other threads put into the loop's queue.
sealed interface Message {

    /// A command and where its answer goes.
    record Ask(Command command, CompletableFuture<Applied> answer) implements Message {}

    /// What happened to a process. It cannot be refused, nor forgotten when it cannot be stored.
    sealed interface News extends Message {}

    /// The process of an attempt lives.
    record Started(AttemptId attempt, long pid, Instant at) implements News {}

    /// The process of an attempt has outlived the daemon that started it.
    record Outlived(AttemptId attempt, long pid, Instant startedAt) implements News {}

    /// The process of an attempt is gone without a trace, while no daemon looked.
    ///
    /// @param reason what is known
    record Gone(AttemptId attempt, String reason, Instant at) implements News {}

    /// An attempt is over.
    ///
    /// @param natural how, if nobody stopped it
    /// @param startedAt when it started, if that was found out together with its end
    record Ended(
            AttemptId attempt,
            Outcome natural,
            Attempt.Usage usage,
            Optional<Instant> startedAt,
            Instant at)
            implements News {}

    /// A question about why runs wait, which changes nothing.
    ///
    /// @param question finds the answer and returns what tells it, once what it rests on is on disk
    ///   or could not be stored
    /// @param refuse tells that there will be none
    record Look(Function<WaitFinder, Consumer<Boolean>> question, Runnable refuse)
            implements Message {}

    /// What is for the loop itself, which decides nothing by it.
    sealed interface Order extends Message {}

    /// A question whether the loop goes on.
    ///
    /// @param processes takes how many processes run
    record Pulse(CompletableFuture<Integer> processes) implements Order {}

    /// Let another number of processes run at once.
    record LimitProcesses(int max) implements Order {}

    /// Start nothing any more; the future completes when no process is left.
    record Drain(CompletableFuture<Void> done) implements Order {}
}
