package dev.jobd.client;

import dev.jobd.wire.Json;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Jobs that leave one line for each process that ran, in a file of the job's own.
final class TortureJobs {
    private final Path lines;
    private final SplittableRandom random;

    TortureJobs(Path lines, SplittableRandom random) {
        this.lines = lines;
        this.random = random;
    }

    Json.Obj definition(String name, String mark) {
        return Json.object()
                .put("name", name)
                .put("sh", line(name, mark))
                .put("env", Json.object().put("MARK", mark).build())
                .put("schedule", schedule())
                .put("retries", random.nextInt(3))
                .put("retry_delay_ms", random.nextInt(50))
                .put("grace_ms", 1_000)
                .build();
    }

    /// Returns a command that writes a line, and takes some time, and now and then fails.
    String line(String name, String mark) {
        String end =
                switch (random.nextInt(8)) {
                    // Some outlive the daemon that started them, some end while there is none.
                    case 0 -> "sleep 0.2";
                    case 1 -> "sleep 0.8";
                    case 2 -> "sleep 3";
                    case 3, 4 -> "[ $JOBD_ATTEMPT = 2 ]";
                    default -> "true";
                };
        return ": " + mark + "; echo $JOBD_RUN.$JOBD_ATTEMPT >>" + lines.resolve(name) + "; " + end;
    }

    private Json.Obj schedule() {
        Json.Builder schedule = Json.object();
        return switch (random.nextInt(4)) {
            case 0 -> schedule.put("kind", "now").build();
            case 1 ->
                    schedule.put("kind", "fixed-rate")
                            .put("every_ms", random.nextInt(500, 3_000))
                            .build();
            default -> schedule.put("kind", "manual").build();
        };
    }
}
