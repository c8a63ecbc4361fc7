package dev.jobd.tui.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All jobs by number, and what is told of all of them together. Immutable.
///
/// A change of some jobs costs one copy of references, not a look at each job.
public final class Jobs {

    private static final Comparator<JobRow> BY_NUMBER = Comparator.comparingLong(JobRow::number);

    /// No jobs.
    public static final Jobs NONE =
            new Jobs(new JobRow[0], new EnumMap<>(JobState.class), Map.of());

    /// How many of the soonest are told of.
    private static final int SOONEST = 16;

    private final JobRow[] byNumber;
    private final EnumMap<JobState, Integer> counts;
    private final Map<Long, JobRow> busy;

    /// Found when it is first asked for: the screen does not always show it.
    private @Nullable List<JobRow> soonest;

    private Jobs(JobRow[] byNumber, EnumMap<JobState, Integer> counts, Map<Long, JobRow> busy) {
        this.byNumber = byNumber;
        this.counts = counts;
        this.busy = busy;
    }

    /// These jobs, each number once.
    static Jobs of(Collection<JobRow> rows) {
        return NONE.with(rows, Set.of());
    }

    /// The jobs with some that are new or different now, and without some.
    Jobs with(Collection<JobRow> changed, Set<Long> removed) {
        JobRow[] news = new JobRow[changed.size()];
        int count = 0;
        for (JobRow row : changed) {
            news[count++] = row;
        }
        Arrays.sort(news, BY_NUMBER);
        JobRow[] merged = new JobRow[byNumber.length + news.length];
        Tally tally = new Tally(this);
        int size = 0;
        int next = 0;
        for (JobRow old : byNumber) {
            while (next < news.length && news[next].number() < old.number()) {
                merged[size++] = tally.in(news[next++]);
            }
            if (next < news.length && news[next].number() == old.number()) {
                tally.out(old);
            } else if (!removed.isEmpty() && removed.contains(old.number())) {
                tally.out(old);
            } else {
                merged[size++] = old;
            }
        }
        while (next < news.length) {
            merged[size++] = tally.in(news[next++]);
        }
        return new Jobs(Arrays.copyOf(merged, size), tally.counts, tally.busy);
    }

    /// The counts of some jobs while jobs come and go.
    private static final class Tally {
        private final EnumMap<JobState, Integer> counts;
        private final Map<Long, JobRow> busy;

        Tally(Jobs before) {
            counts = new EnumMap<>(before.counts);
            busy = new LinkedHashMap<>(before.busy);
        }

        JobRow in(JobRow row) {
            counts.merge(row.state(), 1, Integer::sum);
            if (row.active() != null) {
                busy.put(row.number(), row);
            }
            return row;
        }

        void out(JobRow row) {
            counts.merge(row.state(), -1, Integer::sum);
            busy.remove(row.number());
        }
    }

    public int size() {
        return byNumber.length;
    }

    public boolean isEmpty() {
        return byNumber.length == 0;
    }

    /// All of them, by number.
    public List<JobRow> list() {
        return Collections.unmodifiableList(Arrays.asList(byNumber));
    }

    /// The job of a number, null when there is none.
    public @Nullable JobRow find(long number) {
        int low = 0;
        int high = byNumber.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = byNumber[middle].number();
            if (found == number) {
                return byNumber[middle];
            }
            if (found < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /// How many are in a state at a moment of the daemon's clock.
    public int count(JobState state, Instant now) {
        return switch (state) {
            case LATE -> late(now);
            case QUEUED -> counts.getOrDefault(state, 0) - late(now);
            default -> counts.getOrDefault(state, 0);
        };
    }

    private int late(Instant now) {
        int late = 0;
        for (JobRow row : busy.values()) {
            if (row.stateAt(now) == JobState.LATE) {
                late++;
            }
        }
        return late;
    }

    /// Those with a run that has not ended, the oldest run first.
    public List<JobRow> busy() {
        List<JobRow> rows = new ArrayList<>(busy.values());
        rows.sort(Comparator.comparing(Jobs::began).thenComparing(JobRow::name));
        return rows;
    }

    private static Instant began(JobRow row) {
        ActiveRun run = row.active();
        Instant started = run == null ? null : run.started();
        return started == null ? Instant.MAX : started;
    }

    /// The jobs that are due before all others, the soonest first; none that is paused.
    public List<JobRow> soonest() {
        List<JobRow> known = soonest;
        if (known == null) {
            known = findSoonest();
            soonest = known;
        }
        return known;
    }

    private List<JobRow> findSoonest() {
        Comparator<JobRow> order = Comparator.comparing(Jobs::due).thenComparing(JobRow::name);
        PriorityQueue<JobRow> latestFirst = new PriorityQueue<>(order.reversed());
        for (JobRow row : byNumber) {
            if (row.next() == null || row.paused()) {
                continue;
            }
            JobRow latest = latestFirst.peek();
            if (latest == null || latestFirst.size() < SOONEST) {
                latestFirst.add(row);
            } else if (due(row).isBefore(due(latest))) {
                latestFirst.poll();
                latestFirst.add(row);
            }
        }
        List<JobRow> rows = new ArrayList<>(latestFirst);
        rows.sort(order);
        return List.copyOf(rows);
    }

    private static Instant due(JobRow row) {
        return row.next() == null ? Instant.MAX : row.next();
    }
}
