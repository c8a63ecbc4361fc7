package dev.jobd.daemon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A configuration file with every setting as it is, explained. What is standard is a comment, so
/// that the file can be taken over as it is printed and standard values can change with a new jobd.
public final class SampleFile {
    private static final int WIDTH = 88;

    private static final Map<String, String> SECTIONS =
            Map.of(
                    "runs", "What runs at once, and how it ends.",
                    "jobs",
                            "What jobs have that say nothing of it when they are made; it changes no"
                                    + " job that is there.",
                    "history", "What is kept.",
                    "server", "What clients may take.",
                    "audit", "The audit log.",
                    "log", "The daemon's own log.",
                    "metrics", "What jobctl metrics prints, also as a file.");

    private SampleFile() {}

    /// Returns the text of the file.
    public static String of(Configuration configuration) {
        StringBuilder text =
                new StringBuilder(
                        """
                        # Configuration of jobd, in TOML. It lies in $XDG_CONFIG_HOME/jobd/config.toml
                        # (~/.config/jobd/config.toml), root's in /etc/jobd/config.toml; another place by
                        # jobd --config FILE or JOBD_CONFIG. An option goes before the environment, that
                        # before this file. Every setting has a variable, such as JOBD_RUNS_DRAIN, and an
                        # option, such as --set runs.drain=10m. jobctl reload applies what has changed.
                        # What begins with # is as it stands there without you.
                        """);
        String section = "";
        for (Setting<?> setting : SettingList.ALL) {
            if (!setting.section().equals(section)) {
                section = setting.section();
                text.append("\n[").append(section).append("]\n");
                comment(text, sectionText(section));
            }
            put(text, setting, configuration);
        }
        return text.toString();
    }

    /// Returns what a section is about.
    public static String sectionText(String section) {
        return SECTIONS.getOrDefault(section, "");
    }

    /// Breaks text into lines no wider than this.
    public static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static <T> void put(
            StringBuilder text, Setting<T> setting, Configuration configuration) {
        text.append('\n');
        comment(text, setting.summary());
        comment(
                text,
                "Is "
                        + setting.kind().rule()
                        + "; "
                        + setting.applies().text()
                        + (setting.option().isEmpty() ? "" : "; option " + setting.option())
                        + ".");
        String value =
                configuration
                        .find(setting)
                        .map(setting.kind()::toml)
                        .orElse("   # " + setting.otherwise());
        boolean isChosen = configuration.isChosen(setting);
        text.append(isChosen ? "" : "# ").append(setting.key()).append(" = ").append(value);
        text.append(isChosen ? "   # " + configuration.origin(setting).text() : "").append('\n');
    }

    private static void comment(StringBuilder text, String sentence) {
        wrapped(sentence, WIDTH).forEach(line -> text.append("# ").append(line).append('\n'));
    }
}
