package dev.jobd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.WireErrorException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A client that changes jobs of its own as fast as it can, and knows after each answer what must
/// be there. What the daemon did not answer may be done or not; the next look decides.
final class TortureWorker {
    private static final int JOBS_MAX = 30;

    private final long number;
    private final SplittableRandom random;
    private final TortureRecord record;
    private final TortureJobs jobs;

    /// What must be there, by name.
    private final Map<String, Known> known = new LinkedHashMap<>();

    private @Nullable Doubt doubt;
    private int names;
    private int marks;

    /// What is known of a job.
    ///
    /// @param mark stands in its command and in its environment
    record Known(long rev, String mark, boolean paused) {}

    /// A change without an answer.
    ///
    /// @param after the job as it would be; empty if it would be gone
    private record Doubt(String job, Optional<Known> before, Optional<Known> after) {}

    TortureWorker(long number, SplittableRandom random, TortureRecord record, Path lines) {
        this.number = number;
        this.random = random;
        this.record = record;
        jobs = new TortureJobs(lines, random);
    }

    /// Works until the daemon is gone.
    void work(Path socket, TortureFuse fuse) {
        try (DaemonClient client = DaemonClient.connect(socket)) {
            check(client);
            while (true) {
                change(client);
                fuse.burn();
            }
        } catch (DaemonUnavailableException _) {
            // It was killed; the fuse may still burn for the others.
            record.inDoubt.add(doubt == null ? 0 : 1);
        } finally {
            fuse.blow();
        }
    }

    /// Looks at all that must be there.
    void checkAll(Path socket) {
        try (DaemonClient client = DaemonClient.connect(socket)) {
            check(client);
        }
    }

    private void check(DaemonClient client) {
        settleDoubt(client);
        known.forEach((name, expected) ->
                assertThat(look(client, name)).as(name).isEqualTo(Optional.of(expected)));
    }

    private void settleDoubt(DaemonClient client) {
        Doubt it = doubt;
        if (it == null) {
            return;
        }
        Optional<Known> found = look(client, it.job());
        assertThat(found).as("%s, in doubt", it.job()).isIn(it.before(), it.after());
        if (!it.before().equals(it.after()) && found.equals(it.after())) {
            record.doubtsDone.increment();
        }
        settle(it.job(), found);
    }

    private void settle(String job, Optional<Known> found) {
        found.ifPresentOrElse(it -> known.put(job, it), () -> known.remove(job));
        doubt = null;
    }

    /// Returns what is there of a job, after a look at whether it is whole.
    private static Optional<Known> look(DaemonClient client, String name) {
        Json.Obj job;
        try {
            job =
                    client.call("get", Json.object().put("job", name).put("reveal", true).build())
                            .object("job");
        } catch (WireErrorException error) {
            assertThat(error.error().code()).as(name).isEqualTo(ErrorCode.NOT_FOUND.word());
            return Optional.empty();
        }
        String mark = job.object("env").text("MARK");
        assertThat(job.text("sh")).as("%s is torn", name).startsWith(": " + mark + ";");
        return Optional.of(new Known(job.integer("rev"), mark, job.flag("paused")));
    }

    private void change(DaemonClient client) {
        List<Map.Entry<String, Known>> all = List.copyOf(known.entrySet());
        int choice = random.nextInt(100);
        if (all.size() < 3 || (choice < 15 && all.size() < JOBS_MAX)) {
            add(client);
            return;
        }
        Map.Entry<String, Known> one = all.get(random.nextInt(all.size()));
        String job = one.getKey();
        Known now = one.getValue();
        switch (choice / 10) {
            case 0, 1, 2, 3, 4 -> update(client, job, now);
            case 5, 6 -> pause(client, job, now);
            case 7 -> remove(client, job, now);
            case 8 -> trigger(client, job, now);
            default -> stop(client, job, now);
        }
    }

    private void add(DaemonClient client) {
        String name = "w" + number + "-" + ++names;
        String mark = nextMark();
        Json.Obj job = jobs.definition(name, mark);
        Known after = new Known(1, mark, false);
        Json.Obj reply =
                ask(
                        client,
                        "add",
                        Json.object().put("job", job),
                        new Doubt(name, Optional.empty(), Optional.of(after)));
        reply.findObject("run").ifPresent(run -> record.runs.add(run.text("id")));
    }

    private void update(DaemonClient client, String name, Known now) {
        String mark = nextMark();
        Json.Obj set =
                Json.object()
                        .put("sh", jobs.line(name, mark))
                        .put("env", Json.object().put("MARK", mark).build())
                        .build();
        Known after = new Known(now.rev() + 1, mark, now.paused());
        ask(
                client,
                "update",
                Json.object().put("job", name).put("set", set).put("if_rev", now.rev()),
                new Doubt(name, Optional.of(now), Optional.of(after)));
    }

    private void pause(DaemonClient client, String name, Known now) {
        Known after = new Known(now.rev(), now.mark(), !now.paused());
        ask(
                client,
                now.paused() ? "resume" : "pause",
                Json.object().put("job", name),
                new Doubt(name, Optional.of(now), Optional.of(after)));
    }

    private void remove(DaemonClient client, String name, Known now) {
        ask(
                client,
                "remove",
                Json.object().put("job", name).put("stop", true),
                new Doubt(name, Optional.of(now), Optional.empty()));
    }

    private void trigger(DaemonClient client, String name, Known now) {
        Json.Obj reply =
                ask(
                        client,
                        "trigger",
                        Json.object().put("job", name),
                        new Doubt(name, Optional.of(now), Optional.of(now)));
        String run = reply.object("run").text("id");
        record.runs.add(run);
        if (random.nextInt(3) == 0) {
            Json.Builder wait = Json.object().put("run", run);
            wait.put("stream", "none").put("follow", true);
            client.follow("log", wait.build(), _ -> {});
        }
    }

    private void stop(DaemonClient client, String name, Known now) {
        Json.Obj job =
                client.call("get", Json.object().put("job", name).put("reveal", true).build())
                        .object("job");
        Optional<String> run = job.findObject("active").map(it -> it.text("id"));
        if (run.isPresent()) {
            try {
                Doubt same = new Doubt(name, Optional.of(now), Optional.of(now));
                ask(client, "stop", Json.object().put("run", run.get()), same);
            } catch (WireErrorException error) {
                // It has ended meanwhile.
                assertThat(error.error().code()).isEqualTo(ErrorCode.STATE_CONFLICT.word());
                doubt = null;
            }
        }
    }

    /// Asks for a change, and takes it for done when it is answered.
    private Json.Obj ask(DaemonClient client, String op, Json.Builder args, Doubt change) {
        doubt = change;
        Json.Obj reply = client.call(op, args.build());
        record.acknowledged.increment();
        settle(change.job(), change.after());
        return reply;
    }

    private String nextMark() {
        return "m" + number + "-" + ++marks;
    }
}
