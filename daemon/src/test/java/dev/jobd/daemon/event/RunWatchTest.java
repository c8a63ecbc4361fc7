package dev.jobd.daemon.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.daemon.store.Change;
import dev.jobd.model.JobId;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunWatchTest {
    private static final RunId FIRST = new RunId(new JobId(1), 1);
    private static final RunId OTHER = new RunId(new JobId(1), 2);

    private final RunWatch watch = new RunWatch();
    private final List<String> told = new ArrayList<>();

    private static Change put(RunId id) {
        Instant now = Instant.EPOCH;
        Run run = new Run(id, Trigger.MANUAL, "", now, now, 1, List.of(), new RunState.Queued(1));
        return new Change.PutRun(run, Optional.empty());
    }

    @Test
    void thoseWhoWatchARunAreToldOfItsChangesOnly() {
        watch.watch(FIRST, () -> told.add("a"));
        watch.watch(FIRST, () -> told.add("b"));
        watch.watch(OTHER, () -> told.add("other"));

        watch.committed(List.of(put(FIRST)));
        assertThat(told).containsExactlyInAnyOrder("a", "b");
        watch.committed(List.of(new Change.RemoveRun(OTHER)));
        assertThat(told).containsExactlyInAnyOrder("a", "b", "other");
    }

    @Test
    void afterItsEndAWatchIsToldNothing() {
        RunWatch.Watch ended = watch.watch(FIRST, () -> told.add("ended"));
        watch.watch(FIRST, () -> told.add("still"));
        ended.close();
        ended.close();
        watch.committed(List.of(put(FIRST)));

        assertThat(told).containsExactly("still");
    }

    @Test
    void aWatchMayEndItselfWhileItIsTold() {
        List<RunWatch.Watch> self = new ArrayList<>();
        self.add(
                watch.watch(
                        FIRST,
                        () -> {
                            told.add("once");
                            self.getFirst().close();
                        }));
        watch.committed(List.of(put(FIRST), put(FIRST)));

        assertThat(told).containsExactly("once");
    }
}
