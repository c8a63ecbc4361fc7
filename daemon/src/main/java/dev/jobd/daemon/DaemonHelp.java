package dev.jobd.daemon;

import dev.jobd.daemon.config.SampleFile;
import dev.jobd.daemon.config.Setting;
import dev.jobd.daemon.config.SettingList;
import java.util.List;

/// What `jobd --help` prints.
final class DaemonHelp {
    private static final int COLUMN = 21;
    private static final int WIDTH = 92;

    private static final String BEFORE =
            """
            Usage: jobd [options]

            The daemon of the job scheduler: keeps jobs, runs them when they are due, and answers
            jobctl and jobtop. jobctl starts it by itself when it is needed.

              --state DIR        where jobs, history and logs are kept ($JOBD_STATE)
              --socket PATH      where jobctl finds it ($JOBD_SOCKET)
              --config FILE      the configuration file ($JOBD_CONFIG; else root's
                                 /etc/jobd/config.toml, others' ~/.config/jobd/config.toml)
              --set NAME=VALUE   any setting of that file, such as runs.drain=10m
            """;

    private static final String AFTER =
            """
              --print-config     print a configuration file with all settings as they are, and end
              --check-config     say what is wrong with the settings, and end
              --recover          start with the longest good part of a damaged journal, and write
                                 what was dropped into a report beside it
              --check            read all of a store that no daemon has and say how it is, one JSON object
                                 a line; changes nothing; exits with 1 if something is bad
              --restore FILE     make the store of a backup in a state directory that has none, and end
              --version          print the version
              --help             print this

            It prints one line when it is ready, logs to standard error, reads its configuration
            anew on SIGHUP, and ends on SIGTERM and SIGINT; jobs that still run go on and are taken
            up by the next start. Exit codes: 0 ended, 1 failed, 2 wrong usage, 75 another daemon
            has the state directory, 78 wrong configuration.
            """;

    private DaemonHelp() {}

    static String text() {
        StringBuilder text = new StringBuilder(BEFORE);
        for (Setting<?> setting : SettingList.ALL) {
            if (!setting.option().isEmpty()) {
                put(text, setting);
            }
        }
        return text.append(AFTER).toString();
    }

    private static void put(StringBuilder text, Setting<?> setting) {
        String says = setting.summary() + " (" + setting.standardText() + ")";
        List<String> lines = SampleFile.wrapped(says, WIDTH - COLUMN);
        String option = "  " + setting.option() + " " + setting.kind().placeholder();
        text.append("%-21s%s%n".formatted(option, lines.getFirst()));
        lines.stream()
                .skip(1)
                .forEach(it -> text.append(" ".repeat(COLUMN)).append(it).append('\n'));
    }
}
