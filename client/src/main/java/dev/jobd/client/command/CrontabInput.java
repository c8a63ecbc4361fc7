package dev.jobd.client.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jobd.client.crontab.Crontab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The crontabs that are to be read: files, whole folders as /etc/cron.d, or that of the person who
/// asks.
final class CrontabInput {
    private static final String OWN = "crontab";
    private static final String FOLDER = "/etc/cron.d";

    /// What cron reads in a folder.
    private static final String READ_BY_CRON = "[A-Za-z0-9_-]+";

    private final Session session;
    private final boolean isSystem;
    private final Map<String, String> origins = new HashMap<>();

    /// @param isSystem whether all lines name their users
    CrontabInput(Session session, boolean isSystem) {
        this.session = session;
        this.isSystem = isSystem;
    }

    /// Returns whose jobs are made: those of the daemon, which is the asker's own.
    String user() {
        return System.getProperty("user.name", "");
    }

    /// Returns the origin of the jobs of a file.
    String origin(String file) {
        return origins.getOrDefault(file, OWN);
    }

    /// Reads all of them.
    ///
    /// @throws UsageException if one cannot be read
    void read(List<String> names, Crontab crontab) {
        if (names.isEmpty()) {
            crontab.read(OWN, own(), isSystem, "");
        }
        FileInput files = new FileInput(session);
        for (String name : names) {
            Path path = session.surroundings().directory().resolve(name).normalize();
            if (!name.equals("-") && Files.isDirectory(path)) {
                within(name, path).forEach(each -> read(each, files, crontab));
            } else {
                read(name, files, crontab);
            }
        }
    }

    private void read(String name, FileInput files, Crontab crontab) {
        Path path = session.surroundings().directory().resolve(name).normalize();
        boolean isInFolder = path.startsWith(FOLDER);
        boolean hasUsers = isSystem || isInFolder || path.equals(Path.of("/etc/crontab"));
        String prefix = isInFolder ? path.getFileName() + "-" : "";
        origins.put(
                name,
                name.equals("-")
                        ? OWN
                        : OWN + ":" + path.toString().replaceAll("[^A-Za-z0-9._@:/+-]", "_"));
        crontab.read(name, files.text(name), hasUsers, prefix);
    }

    private List<String> within(String name, Path folder) {
        String prefix = name.endsWith("/") ? name : name + "/";
        List<String> read = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (String file :
                    files.map(it -> String.valueOf(it.getFileName())).sorted().toList()) {
                if (file.matches(READ_BY_CRON)) {
                    read.add(prefix + file);
                } else {
                    session.console()
                            .notice(
                                    prefix
                                            + file
                                            + ": passed over, since cron reads no file of such a name");
                }
            }
        } catch (IOException e) {
            throw new UsageException("cannot read " + name + ": " + e.getMessage());
        }
        return read;
    }

    private String own() {
        try {
            Process list =
                    new ProcessBuilder("crontab", "-l")
                            .redirectInput(Path.of("/dev/null").toFile())
                            .start();
            String text = new String(list.getInputStream().readAllBytes(), UTF_8);
            String error = new String(list.getErrorStream().readAllBytes(), UTF_8);
            if (list.waitFor() != 0) {
                throw new UsageException(
                        "crontab -l says: "
                                + error.strip()
                                + "; name a file instead: jobctl import crontab FILE");
            }
            return text;
        } catch (IOException _) {
            throw new UsageException(
                    "there is no program 'crontab' to ask for yours: jobctl import crontab FILE");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
