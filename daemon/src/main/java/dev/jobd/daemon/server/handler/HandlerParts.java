package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.config.LiveConfiguration;
import dev.jobd.daemon.config.SettingList;
import dev.jobd.daemon.event.CommitSignal;
import dev.jobd.daemon.event.RunWatch;
import dev.jobd.daemon.process.LogDirectory;
import dev.jobd.daemon.process.LogFollower;
import dev.jobd.daemon.retention.RemovalTurn;
import dev.jobd.daemon.schedule.Commands;
import dev.jobd.daemon.schedule.Waits;
import dev.jobd.daemon.store.Store;
import dev.jobd.model.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/// What the handlers work with.
///
/// @param commands where changes are asked for
/// @param removals lets one at a time remove runs
/// @param waits where it is asked why runs wait
/// @param store what is read
/// @param output the output of attempts
/// @param watch tells when a run changes
/// @param commits tells when there is something new to read
/// @param clock the civil time
/// @param about the daemon itself
/// @param connections how many connections there are
/// @param shutdown the end of the daemon
public record HandlerParts(
        Commands commands,
        RemovalTurn removals,
        Waits waits,
        Store store,
        Output output,
        RunWatch watch,
        CommitSignal commits,
        InstantSource clock,
        About about,
        IntSupplier connections,
        Shutdown shutdown) {

    /// The end of the daemon.
    public interface Shutdown {
        /// Begins it: nothing starts any more, and when what runs is over, or after this time at
        /// the latest, the daemon ends. Returns at once.
        void begin(Duration longest);

        /// Returns when it ends at the latest; empty unless it waits for what runs.
        Optional<Instant> drainsUntil();
    }

    /// The output of attempts.
    ///
    /// @param logs where it is
    /// @param follower tells when it grows
    public record Output(LogDirectory logs, LogFollower follower) {}

    /// What is measured of the daemon.
    public interface Metrics {
        /// Returns all of it as Prometheus reads it.
        String text();

        /// Returns the main counters since the start, by name.
        Map<String, Long> counters();
    }

    /// The daemon itself.
    ///
    /// @param server its name and version: `jobd/1.0.0`
    /// @param pid its process
    /// @param instance made at its start
    /// @param started when that was
    /// @param home the working directory of jobs that name none
    /// @param settings its settings
    /// @param metrics what is measured of it
    /// @param paths its files, by what they are: `state`, `socket`, `logs`
    public record About(
            String server,
            long pid,
            String instance,
            Instant started,
            Path home,
            LiveConfiguration settings,
            Metrics metrics,
            Map<String, Path> paths) {
        /// Returns how many runs may have a process at once, over all groups.
        int runsMax(Settings stored) {
            int processesMax = settings.get().get(SettingList.PROCESSES_MAX);
            return Math.min(processesMax, stored.runsMax().orElse(processesMax));
        }
    }
}
