package dev.jobd.daemon.store;

import static dev.jobd.daemon.store.Samples.job;
import static dev.jobd.daemon.store.Samples.make;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest implements HistoryContract {
    private InMemoryStore store = new InMemoryStore();

    @Override
    public InMemoryStore store() {
        return store;
    }

    @Override
    public Store reopen() {
        store = store.reopen();
        return store;
    }

    @Override
    public void failNext() {
        store.fillDisk();
    }

    @Test
    void whatIsHeldIsSavedWhenTheTestSaysSo() {
        store.hold();
        CompletableFuture<Committed> one = store.commit(Batch.of(make(job(1, "one"))));
        CompletableFuture<Committed> two = store.commit(Batch.of(make(job(2, "two"))));
        assertThat(store.view().seq()).isZero();
        store.save(1);
        assertThat(one).isCompletedWithValue(new Committed(1));
        assertThat(two).isNotDone();
        store.release();
        assertThat(two).isCompletedWithValue(new Committed(2));
    }

    @Test
    void whatIsHeldIsLostInACrash() {
        save(make(job(1, "one")));
        store.hold();
        CompletableFuture<Committed> lost = store.commit(Batch.of(make(job(2, "two"))));
        InMemoryStore next = store.crash();
        assertThat(next.view().jobs(Optional.empty(), 9)).containsExactly(job(1, "one"));
        assertThat(lost).isNotDone();
    }
}
