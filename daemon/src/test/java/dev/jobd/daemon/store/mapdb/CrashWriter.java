package dev.jobd.daemon.store.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A process that writes until it is killed and reports what was acknowledged. Each commit puts its
/// own number into several collections, so that half a commit would show.
final class CrashWriter {
    static final List<Collection> COLLECTIONS =
            List.of(Collection.JOBS, Collection.STATES, Collection.HISTORY);

    private static final int CHECKPOINT_EVERY = 50;

    private CrashWriter() {}

    /// Writes into the store in the directory that the argument names.
    public static void main(String[] arguments) throws IOException {
        Limits limits =
                new Limits(1 << 30, 1 << 30, Duration.ofDays(1), Duration.ofDays(1), 1 << 14);
        Engine engine =
                Engine.open(
                        Path.of(arguments[0]), new OpenOptions(false, limits, JournalFile::open));
        PrintStream answers = System.out;
        long next = engine.stats().seq() + 1;
        for (long number = next; ; number++) {
            long key = number;
            CompletableFuture<Void> _ =
                    engine.commit(draft -> write(draft, key))
                            .thenAccept(done -> {
                                answers.println(done.seq());
                                answers.flush();
                            });
            if (number % CHECKPOINT_EVERY == 0) {
                engine.checkpoint();
            }
        }
    }

    /// Returns the number of the last commit after checking that all before it are whole.
    static long check(Engine engine) {
        long seq = engine.stats().seq();
        try (View view = engine.view()) {
            for (Collection collection : COLLECTIONS) {
                Iterator<Row> rows = view.scan(collection, Range.ALL);
                for (long number = 1; number <= seq; number++) {
                    Row row = rows.next();
                    assertThat(Keys.number(row.key())).isEqualTo(number);
                    assertThat(row.value()).isEqualTo(Keys.number(-number));
                }
                assertThat(rows.hasNext()).isFalse();
            }
        }
        return seq;
    }

    /// Makes commit `number`.
    static void write(Draft draft, long number) {
        for (Collection collection : COLLECTIONS) {
            draft.put(collection, Keys.number(number), Keys.number(-number));
        }
    }
}
