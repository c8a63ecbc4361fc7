package dev.jobd.daemon;

import dev.jobd.daemon.audit.AuditFile;
import dev.jobd.daemon.config.Configuration;
import dev.jobd.daemon.config.LiveConfiguration;
import dev.jobd.daemon.config.SettingList;
import dev.jobd.daemon.metrics.Textfile;
import dev.jobd.daemon.retention.LogBudget;
import dev.jobd.daemon.retention.Sweeper;
import dev.jobd.daemon.schedule.SchedulerLoop;
import dev.jobd.daemon.server.ControlServer;
import dev.jobd.daemon.server.ServerLimits;
import java.nio.file.Path;

/// The parts that take other settings while they run. What is not among them reads the settings in
/// force each time it needs them.
record Settable(
        SchedulerLoop loop,
        ControlServer server,
        AuditFile audit,
        LogBudget budget,
        Sweeper sweeper,
        Textfile textfile,
        LogSetup log) {

    /// Has the parts that were not made with them take the settings in force, and all later ones.
    void follow(LiveConfiguration settings) {
        write(settings.get());
        settings.onChange(this::apply);
    }

    private void apply(Configuration next) {
        log.apply(next);
        write(next);
        loop.limitProcesses(next.get(SettingList.PROCESSES_MAX));
        server.limit(ServerLimits.of(next));
        audit.bound(auditBounds(next));
        budget.allow(next.get(SettingList.LOGS_MAX));
        sweeper.wake();
    }

    private void write(Configuration settings) {
        textfile.write(
                settings.find(SettingList.TEXTFILE).map(Path::of),
                settings.get(SettingList.TEXTFILE_EVERY));
    }

    /// Returns how much of the audit log is kept.
    static AuditFile.Bounds auditBounds(Configuration settings) {
        return new AuditFile.Bounds(
                settings.get(SettingList.AUDIT_BYTES), settings.get(SettingList.AUDIT_FILES));
    }
}
