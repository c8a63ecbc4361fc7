package dev.jobd.daemon.server.handler;

import static dev.jobd.daemon.store.Samples.job;
import static dev.jobd.daemon.store.Samples.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.jobd.daemon.event.CommitSignal;
import dev.jobd.daemon.event.SharedJobs;
import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.InMemoryStore;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Command;
import dev.jobd.model.Job;
import dev.jobd.model.ProcessSpec;
import dev.jobd.model.Schedule;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonParser;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a subscription sends and when, in a time that the test moves.
class EventFeedTest {
    private static final Duration GATHER = Duration.ofMillis(100);

    private final InMemoryStore store = new InMemoryStore();
    private final CommitSignal commits = new CommitSignal();
    private final FakePushes out = new FakePushes();

    private long save(Change... changes) {
        long seq = store.commit(new Batch(List.of(changes))).join().seq();
        commits.committed();
        return seq;
    }

    /// Runs a feed from now on until its client goes away.
    private void follow(String args, Duration gather) {
        EventFeed feed = feed(args, gather);
        assertThatThrownBy(() -> feed.run(out)).isInstanceOf(ClosedChannelException.class);
    }

    private EventFeed feed(String args, Duration gather) {
        long now = store.view().seq();
        return new EventFeed(
                new EventFeed.Source(store, commits, new SharedJobs()),
                new EventLines(true, true, JobFilter.of(json(args))),
                new EventFeed.Start(Optional.empty(), now, now),
                gather);
    }

    private static Json.Obj json(String text) {
        return JsonParser.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String bookmark(long seq) {
        return "{'seq':" + seq + ",'events':[]}";
    }

    private void assertLines(String... lines) {
        assertThat(out.lines()).containsExactly(parsed(lines));
    }

    private static Json.Obj[] parsed(String... lines) {
        return List.of(lines).stream().map(EventFeedTest::json).toArray(Json.Obj[]::new);
    }

    @Test
    @Tag("P14")
    void whoIsLetGoInTheMiddleOfWhatWasGatheredKnowsNothingOfIt() throws Exception {
        long known = save(make(job(1, "a")));
        out.then(() -> {
            for (int i = 2; i < 6; i++) {
                save(make(longJob(i)));
            }
        });
        out.then(() -> {});
        out.takeOnly(2);
        feed("{}", GATHER).run(out);

        assertThat(out.lines().get(1).has("left")).isTrue();
        assertThat(out.lines().getLast().object("ended").integer("seq")).isEqualTo(known);
    }

    @Test
    @Tag("P14")
    @Timeout(60)
    void whatIsSavedAndNotShownYetIsToldOnceItIs() {
        StoreView before = store.view();
        long now = before.seq();
        // A commit can be read from the log a moment before views show it; that moment is too short
        // to be met for real.
        Store late = mock(Store.class, delegatesTo(store));
        boolean[] isShown = {false};
        doAnswer(_ -> isShown[0] ? store.view() : before).when(late).view();
        out.then(() -> save(make(job(1, "a"))))
                .then(() -> {
                    isShown[0] = true;
                    commits.committed();
                });
        EventFeed feed =
                new EventFeed(
                        new EventFeed.Source(late, commits, new SharedJobs()),
                        new EventLines(true, true, JobFilter.of(Json.Obj.EMPTY)),
                        new EventFeed.Start(Optional.empty(), now, now),
                        Duration.ZERO);
        assertThatThrownBy(() -> feed.run(out)).isInstanceOf(ClosedChannelException.class);

        assertThat(out.lines()).hasSize(2);
        assertThat(out.lines().getLast().integer("seq")).isEqualTo(now + 1);
    }

    private static Job longJob(int number) {
        String[] words = new String[5];
        Arrays.fill(words, "x".repeat(100_000));
        ProcessSpec process = new ProcessSpec(new Command.Argv(List.of(words)), "/", Map.of(), 022);
        return job(number, "long-" + number, process, new Schedule.Manual());
    }

    @Test
    @Tag("P14")
    void whereNothingHappensABookmarkComesEachHeartbeat() {
        long seq = save(make(job(1, "a")));
        out.then(() -> {}).then(() -> {});
        follow("{}", Duration.ZERO);

        assertLines("{'synced':true,'seq':" + seq + "}", bookmark(seq), bookmark(seq));
        assertThat(out.now()).isEqualTo(FakePushes.HEARTBEAT.multipliedBy(2));
    }

    @Test
    @Tag("P14")
    void whereOnlyHiddenThingsHappenABookmarkComesEachHeartbeatToo() {
        List<Long> seqs = new ArrayList<>();
        for (long i = 1; i <= 5; i++) {
            long number = i;
            out.then(() -> {
                out.pass(Duration.ofSeconds(10));
                seqs.add(save(make(job(number, "hidden-" + number))));
            });
        }
        follow("{'filter':{'name':{'glob':'shown-*'}}}", Duration.ZERO);

        assertLines("{'synced':true,'seq':0}", bookmark(seqs.get(1)), bookmark(seqs.get(3)));
    }

    @Test
    @Tag("P14")
    void aLineOfEventsIsAsGoodAsABookmark() {
        out.then(() -> {
            out.pass(Duration.ofSeconds(14));
            save(make(job(1, "a")));
        });
        out.then(() -> {});
        follow("{}", Duration.ZERO);

        assertThat(out.lines()).hasSize(3);
        assertThat(out.lines().getLast()).isEqualTo(json(bookmark(1)));
        assertThat(out.now()).isEqualTo(Duration.ofSeconds(29));
    }

    @Test
    @Tag("P14")
    void whatIsGatheredIsToldAsItIsInTheEnd() {
        save(make(job(1, "first")), make(job(2, "gone")));
        out.then(() -> save(make(job(3, "third"))));
        out.then(() -> {
            save(new Change.PutJob(renamed(1, 2, "second"), 1));
            save(new Change.PutJob(renamed(1, 3, "newest"), 2));
            save(new Change.RemoveJob(job(2, "gone").id(), 1));
            save(make(job(4, "came")));
            save(new Change.RemoveJob(job(4, "came").id(), 1));
        });
        follow("{}", GATHER);

        assertThat(out.lines()).hasSize(2);
        Json.Obj line = out.lines().getLast();
        assertThat(line.integer("seq")).isEqualTo(store.view().seq());
        assertThat(line.objects("events"))
                .extracting(it -> it.text("type"))
                .containsExactly("job.added", "job.updated", "job.removed");
        assertThat(line.objects("events").get(1).object("job").text("name")).isEqualTo("newest");
        assertThat(line.objects("events").get(1).object("job").integer("rev")).isEqualTo(3);
    }

    private static Job renamed(long number, long revision, String name) {
        Job named = job(number, name);
        return new Job(
                named.id(), revision, named.definition(), named.createdAt(), named.updatedAt());
    }

    @Test
    @Tag("P14")
    void moreThanCanBeGatheredIsToldSoonerAndNothingOfItIsLost() {
        out.then(() -> save(make(job(1, "job-1"))));
        out.then(() ->
                LongStream.rangeClosed(2, 2_500).forEach(i -> save(make(job(i, "job-" + i)))));
        follow("{}", GATHER);

        Set<Long> told = new TreeSet<>();
        long seq = 0;
        for (Json.Obj line : out.lines().subList(1, out.lines().size())) {
            assertThat(line.integer("seq")).isGreaterThan(seq);
            seq = line.integer("seq");
            line.objects("events").forEach(it -> told.add(it.object("job").integer("id")));
        }
        assertThat(told).hasSize(2_500);
        assertThat(out.lines()).hasSize(4);
    }
}
