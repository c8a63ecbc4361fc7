package dev.jobd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.client.connection.DaemonClient;
import dev.jobd.client.connection.DaemonUnavailableException;
import dev.jobd.testing.Seeds;
import dev.jobd.wire.ErrorCode;
import dev.jobd.wire.Json;
import dev.jobd.wire.Request;
import dev.jobd.wire.WireErrorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is asked for is done once and as a whole, whatever happens to the daemon.
@Timeout(60 * 60)
final class OnceTest {
    private static final int CLIENTS = 50;
    private static final int INCREMENTS = Seeds.bound(10, 100);
    private static final int KILLS = Seeds.bound(4, 500);
    private static final int BATCH = 40;

    @TempDir Path folder;

    private RealDaemon daemon;

    @BeforeEach
    void start() throws Exception {
        daemon = RealDaemon.start(folder);
    }

    @AfterEach
    void end() throws Exception {
        daemon.kill();
    }

    private List<Json.Obj> list() {
        try (DaemonClient client = DaemonClient.connect(daemon.socket())) {
            return client.call("list", Json.object().put("limit", 1_000).build()).objects("items");
        }
    }

    @Test
    @Tag("P11")
    void whatWasDoneBeforeTheConnectionWasLostIsNotDoneAgain() throws Exception {
        try (Lossy lossy = new Lossy(daemon, folder.resolve("lossy"))) {
            for (String[] words :
                    List.of(
                            new String[] {"add", "add", "--name", "a", "--", "true"},
                            new String[] {"trigger", "trigger", "a"},
                            new String[] {"update", "edit", "a", "--retries", "2"},
                            new String[] {"pause", "pause", "a"},
                            new String[] {"resume", "resume", "a"},
                            new String[] {"remove", "rm", "--stop", "a"},
                            new String[] {"add", "run", "--", "true"})) {
                String op = words[0];
                lossy.killAfter(op);
                Call.Result result =
                        lossy.jobctl(
                                List.of(words).subList(1, words.length).toArray(String[]::new));

                assertThat(result.code()).as("%s: %s", op, result.err()).isZero();
                List<Request> asked =
                        lossy.requests().stream().filter(it -> it.op().equals(op)).toList();
                assertThat(asked).as(op).hasSize(2);
                assertThat(asked.get(0)).isEqualTo(asked.get(1));
            }
        }
        assertThat(list()).hasSize(1);
        assertThat(daemon.ok("history", "--json").lines()).hasSize(2);
    }

    @Test
    @Tag("P12")
    void fiftyClientsIncrementOneNumberAndLoseNothing() throws Exception {
        daemon.ok("add", "--name", "n", "--keep-runs", "1", "--", "true");
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(this::increment);
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<Integer> done : threads.invokeAll(clients)) {
                done.get();
            }
        }
        assertThat(list().getFirst().integer("keep_runs")).isEqualTo(1 + CLIENTS * INCREMENTS);
        assertThat(list().getFirst().integer("rev")).isEqualTo(1 + CLIENTS * INCREMENTS);
    }

    private int increment() {
        try (DaemonClient client = DaemonClient.connect(daemon.socket())) {
            Json.Obj job = client.call("get", Json.object().put("job", "n").build()).object("job");
            int done = 0;
            while (done < INCREMENTS) {
                try {
                    job = client.call("update", next(job)).object("job");
                    done++;
                } catch (WireErrorException e) {
                    assertThat(e.error().is(ErrorCode.REV_MISMATCH)).as("%s", e.error()).isTrue();
                    job = e.error().data().object("job");
                }
            }
            return done;
        }
    }

    private static Json.Obj next(Json.Obj job) {
        return Json.object()
                .put("job", "n")
                .put("if_rev", job.integer("rev"))
                .put("set", Json.object().put("keep_runs", job.integer("keep_runs") + 1).build())
                .build();
    }

    @Test
    @Tag("P13")
    void aBatchIsThereAsAWholeOrNotAtAllWhenTheDaemonIsKilled() throws Exception {
        long seed = Seeds.any();
        SplittableRandom random = new SplittableRandom(seed);
        Map<Integer, Boolean> acknowledged = new ConcurrentHashMap<>();
        int begun = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int first = begun;
            TortureFuse fuse = new TortureFuse(random.nextInt(8));
            Thread worker = Thread.ofPlatform().start(() -> batches(first, acknowledged, fuse));
            fuse.await();
            LockSupport.parkNanos(random.nextLong(5_000_000L));
            daemon.kill();
            worker.join();
            begun = acknowledged.keySet().stream().mapToInt(it -> it + 1).max().orElse(0);
            daemon.restart();
            Map<Integer, Integer> there = new TreeMap<>();
            names().forEach(name ->
                    there.merge(Integer.parseInt(name.split("[b-]", -1)[1]), 1, Integer::sum));
            acknowledged.forEach((batch, done) -> {
                int jobs = there.getOrDefault(batch, 0);
                assertThat(jobs == BATCH || (jobs == 0 && !done))
                        .as(
                                "seed %s: batch %s, acknowledged %s, has %s jobs",
                                seed, batch, done, jobs)
                        .isTrue();
            });
        }
        assertThat(acknowledged).containsValue(true);
    }

    private List<String> names() {
        return daemon.ok("list", "--json")
                .lines()
                .map(line -> line.replaceAll("^\\{\"name\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private void batches(int first, Map<Integer, Boolean> acknowledged, TortureFuse fuse) {
        try (DaemonClient client = DaemonClient.connect(daemon.socket())) {
            for (int batch = first; ; batch++) {
                acknowledged.put(batch, false);
                List<Json> ops = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    ops.add(
                            FakeDaemon.json(
                                    "{'op':'add','args':{'job':{'name':'b"
                                            + batch
                                            + "-"
                                            + i
                                            + "','sh':'true','schedule':{'kind':'manual'}}}}"));
                }
                client.call("batch", Json.object().put("ops", new Json.Arr(ops)).build());
                acknowledged.put(batch, true);
                fuse.burn();
            }
        } catch (DaemonUnavailableException _) {
            // Killed.
        }
    }
}
