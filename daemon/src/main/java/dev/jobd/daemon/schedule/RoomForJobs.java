package dev.jobd.daemon.schedule;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Refuses new jobs, and days of calendars, while the memory that all of them are held in is nearly
/// full: what is there goes on, where one job more would end the daemon. Safe for any thread.
public final class RoomForJobs implements Commands {
    private final Commands commands;
    private final Supplier<OptionalLong> full;

    /// Makes it.
    ///
    /// @param commands where commands go that are not refused
    /// @param full the limit in bytes that is nearly reached; empty while there is room
    public RoomForJobs(Commands commands, Supplier<OptionalLong> full) {
        this.commands = commands;
        this.full = full;
    }

    @Override
    public CompletableFuture<Applied> submit(Command command) {
        if (isMore(command)) {
            OptionalLong limit = full.get();
            if (limit.isPresent()) {
                Refusal refusal = new Refusal.MemoryFull(limit.getAsLong());
                return CompletableFuture.failedFuture(new RefusedException(refusal));
            }
        }
        return commands.submit(command);
    }

    private static boolean isMore(Command command) {
        return !(command instanceof Command.Trial) && isMore(command.plain());
    }

    private static boolean isMore(Command.Plain command) {
        return switch (command) {
            case Command.Add _, Command.SetCalendar _ -> true;
            case Command.Batch batch ->
                    batch.steps().stream().anyMatch(step -> isMore(step.command()));
            case Command.Prune _,
                    Command.Update _,
                    Command.Remove _,
                    Command.Pause _,
                    Command.SkipNext _,
                    Command.OfGroups _,
                    Command.RemoveCalendar _,
                    Command.OfRuns _ ->
                    false;
        };
    }
}
