package dev.jobd.daemon;

import dev.jobd.daemon.config.Configuration;
import dev.jobd.daemon.config.SettingList;
import dev.jobd.daemon.log.DaemonLog;
import dev.jobd.daemon.log.LogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Has the daemon log as it is set.
final class LogSetup {
    private final boolean isForJournal;
    private @Nullable LogFile file;

    /// @param places with the file that jobctl lets a daemon log to
    LogSetup(Places places, Map<String, String> environment, Configuration settings) {
        isForJournal = LogFile.isJournal(environment);
        Path log = places.log();
        if (LoggerFactory.getILoggerFactory() instanceof DaemonLog daemonLog
                && LogFile.isStandardError(log)) {
            try {
                LogFile made = new LogFile(log, bounds(settings));
                daemonLog.redirect(made::print);
                file = made;
            } catch (IOException _) {
                // Then it grows: better than no log.
                file = null;
            }
        }
        apply(settings);
    }

    /// Logs as these settings say from now on.
    void apply(Configuration settings) {
        boolean forJournal =
                switch (settings.get(SettingList.LOG_FORMAT)) {
                    case "plain" -> false;
                    case "journald" -> true;
                    default -> isForJournal;
                };
        if (LoggerFactory.getILoggerFactory() instanceof DaemonLog daemonLog) {
            daemonLog.configure(settings.get(SettingList.LOG_LEVEL), forJournal);
        }
        if (file != null) {
            file.bound(bounds(settings));
        }
    }

    private static LogFile.Bounds bounds(Configuration settings) {
        return new LogFile.Bounds(
                settings.get(SettingList.LOG_BYTES), settings.get(SettingList.LOG_FILES));
    }
}
