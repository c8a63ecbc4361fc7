package dev.jobd.tui.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.testing.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JobTableTest {

    private static final Instant NOW = Rows.NOW;
    private static final Instant LATER = NOW.plusSeconds(60);

    private static JobTable table(int rowsInView, JobRow... rows) {
        return JobTable.EMPTY.withRowsInView(rowsInView).withJobs(List.of(rows), at(NOW));
    }

    @Test
    void whatAsksForAttentionComesFirst() {
        JobTable table =
                table(
                        9,
                        Rows.ok(1, "a", 9),
                        Rows.paused(2, "b"),
                        Rows.running(3, "c"),
                        Rows.late(4, "d"),
                        Rows.failed(5, "e", 9));
        assertThat(names(table)).containsExactly("e", "d", "c", "a", "b");
    }

    @Test
    void equalsAreInTheOrderOfTheirNamesInBothDirections() {
        JobTable table = table(9, Rows.ok(1, "b", 9), Rows.ok(2, "a", 9));
        assertThat(names(table)).containsExactly("a", "b");
        assertThat(names(table.withOrder(SortOrder.FIRST.reverse(), at(NOW))))
                .containsExactly("a", "b");
    }

    @Test
    void theCursorStaysOnItsJobWhateverTheOrderDoes() {
        JobTable table = table(9, Rows.ok(1, "a", 9), Rows.ok(2, "b", 9)).movedTo(1, NOW);
        JobTable sorted =
                table.withJobs(List.of(Rows.ok(1, "a", 9), Rows.failed(2, "b", 9)), at(LATER));
        assertThat(names(sorted)).containsExactly("b", "a");
        assertThat(sorted.selected()).isEqualTo(2);
        assertThat(sorted.cursor()).isZero();
    }

    @Test
    void rowsDoNotMoveForASecondAfterTheCursorDid() {
        JobTable table = table(9, Rows.ok(1, "a", 9), Rows.ok(2, "b", 9)).moved(1, NOW);
        List<JobRow> worse =
                List.of(Rows.ok(1, "a", 9), Rows.failed(2, "b", 9), Rows.failed(3, "c", 9));
        JobTable held = table.withJobs(worse, at(NOW.plusMillis(900)));
        assertThat(names(held)).as("a new job comes below").containsExactly("a", "b", "c");
        assertThat(names(held.withJobs(worse, at(NOW.plusMillis(1000)))))
                .containsExactly("b", "c", "a");
        assertThat(held.settlesAt()).isEqualTo(NOW.plusMillis(1000));
        assertThat(held.at(at(NOW.plusMillis(999)))).isEqualTo(held);
        assertThat(names(held.at(at(held.settlesAt()))))
                .as("the order is put right when nothing else happens")
                .containsExactly("b", "c", "a");
    }

    @Test
    void whenItsJobIsRemovedTheCursorStaysInItsPlace() {
        JobTable table =
                table(9, Rows.ok(1, "a", 9), Rows.ok(2, "b", 9), Rows.ok(3, "c", 9))
                        .movedTo(1, NOW);
        JobTable removed =
                table.withJobs(List.of(Rows.ok(1, "a", 9), Rows.ok(3, "c", 9)), at(LATER));
        assertThat(removed.selected()).isEqualTo(3);
        assertThat(removed.withJobs(List.of(), at(LATER)).selectedRow()).isNull();
    }

    @Test
    void movingStopsAtTheEnds() {
        JobTable table = table(9, Rows.ok(1, "a", 9), Rows.ok(2, "b", 9));
        assertThat(table.moved(-5, NOW).cursor()).isZero();
        assertThat(table.moved(99, NOW).cursor()).isOne();
        assertThat(JobTable.EMPTY.moved(1, NOW)).isEqualTo(JobTable.EMPTY);
    }

    @Test
    void theNextFailedIsFoundAroundTheEnd() {
        JobTable table =
                table(9, Rows.failed(1, "a", 9), Rows.ok(2, "b", 9), Rows.failed(3, "c", 9))
                        .withOrder(new SortOrder(SortOrder.Column.NAME, false), at(NOW))
                        .movedTo(2, NOW);
        JobTable next = table.movedToNext(row -> row.state() == JobState.FAILED, 1, NOW);
        assertThat(next.selected()).isOne();
        JobTable before = next.movedToNext(row -> row.state() == JobState.FAILED, -1, NOW);
        assertThat(before.selected()).isEqualTo(3);
        assertThat(table.movedToNext(row -> false, 1, NOW)).isEqualTo(table);
    }

    @Test
    void theCursorIsAlwaysInView() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            JobTable table = JobTable.EMPTY.withRowsInView(random.nextInt(1, 20));
            for (int step = 0; step < 40; step++) {
                table = change(random, table);
                int cursor = table.cursor();
                assertThat(cursor < 0)
                        .as("seed %d: no cursor only without rows", seed)
                        .isEqualTo(table.shown().isEmpty());
                if (cursor >= 0) {
                    assertThat(cursor)
                            .as("seed %d", seed)
                            .isBetween(table.top(), table.top() + table.rowsInView() - 1);
                }
                assertThat(table.top())
                        .as("seed %d: no empty space below", seed)
                        .isBetween(0, Math.max(0, table.shown().size() - table.rowsInView()));
            }
        }
    }

    private static JobTable change(SplittableRandom random, JobTable table) {
        Instant when = random.nextBoolean() ? NOW : LATER;
        return switch (random.nextInt(6)) {
            case 0 -> table.withRowsInView(random.nextInt(1, 20));
            case 1 -> table.withFilter(Filter.parse(random.nextBoolean() ? "1" : ""), at(when));
            case 2 -> table.withOrder(table.order().next(), at(when));
            case 3 -> {
                List<JobRow> rows = new ArrayList<>();
                for (int i = random.nextInt(4); i < random.nextInt(40); i++) {
                    rows.add(
                            random.nextBoolean()
                                    ? Rows.failed(i + 1, "job" + i, i)
                                    : Rows.ok(i + 1, "job" + i, i));
                }
                yield random.nextBoolean()
                        ? table.withJobs(rows, at(when))
                        : table.withChanges(rows, Set.of(random.nextLong(40)), at(when));
            }
            default -> table.moved(random.nextInt(-20, 20), when);
        };
    }

    @Test
    void changesOneByOneMakeTheTableThatAllOfThemMake() {
        for (long seed : Seeds.upTo(100, 10_000).toArray()) {
            SplittableRandom random = new SplittableRandom(seed);
            Map<Long, JobRow> jobs = new TreeMap<>();
            JobTable table =
                    JobTable.EMPTY
                            .withRowsInView(9)
                            .withFilter(Filter.parse(random.nextBoolean() ? "!x" : ""), at(NOW));
            for (int step = 0; step < 30; step++) {
                Map<Long, JobRow> changed = new LinkedHashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    JobRow row = any(random, random.nextLong(1, 30));
                    changed.put(row.number(), row);
                }
                Set<Long> removed = new HashSet<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    removed.add(random.nextLong(1, 30));
                }
                removed.removeAll(changed.keySet());
                jobs.putAll(changed);
                jobs.keySet().removeAll(removed);
                table = table.withChanges(changed.values(), removed, at(NOW));
                if (random.nextInt(4) == 0) {
                    table = table.withOrder(table.order().next(), at(NOW));
                }
                JobTable whole = table.withJobs(jobs.values(), at(NOW));
                assertThat(table.shown()).as("seed %d", seed).isEqualTo(whole.shown());
                assertThat(table.all().list()).isEqualTo(List.copyOf(jobs.values()));
                for (JobState state : JobState.values()) {
                    assertThat(table.all().count(state, NOW))
                            .as("seed %d: %s", seed, state)
                            .isEqualTo(
                                    jobs.values().stream()
                                            .filter(row -> row.stateAt(NOW) == state)
                                            .count());
                }
            }
        }
    }

    private static JobRow any(SplittableRandom random, long number) {
        String name = (random.nextBoolean() ? "x" : "y") + number;
        return switch (random.nextInt(5)) {
            case 0 -> Rows.failed(number, name, random.nextLong(1000));
            case 1 -> Rows.late(number, name);
            case 2 -> Rows.in("queued", number, name);
            case 3 -> Rows.paused(number, name);
            default -> Rows.ok(number, name, random.nextLong(1000));
        };
    }

    private static JobTable.Moment at(Instant moment) {
        return new JobTable.Moment(moment, moment);
    }

    private static List<String> names(JobTable table) {
        return table.shown().stream().map(JobRow::name).toList();
    }
}
