package dev.jobd.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Needs;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Settings;
import dev.jobd.model.Trigger;
import dev.jobd.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What starts, held against a model that goes through all that waits, from the first to the last,
/// and through the bounds that must hold at any moment.
class AdmissionModelTest {
    private static final List<String> GROUPS = List.of("default", "one", "wide");
    private static final List<String> LOCKS = List.of("a", "b", "c");
    private static final int PROCESSES_MAX = 9;

    private SplittableRandom random = new SplittableRandom(0);
    private Admission admission = new Admission(PROCESSES_MAX, () -> 0);
    private final List<RunEntry> waiting = new ArrayList<>();
    private final List<RunEntry> running = new ArrayList<>();
    private final Map<String, Group> groups = new TreeMap<>();
    private int cap = PROCESSES_MAX;
    private double load;
    private boolean mayLoad;
    private long lookedAt;
    private long nanos = 100_000_000_000L;
    private long jobs;

    static LongStream seeds() {
        return Seeds.upTo(300, 30_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatStartsIsWhatTheRulesSay(long seed) {
        begin(seed);
        for (int step = 0; step < 300; step++) {
            String what = change();
            admit("seed " + seed + ", step " + step + ", " + what);
        }
        // Nobody waits for ever: when nothing new comes, all that waits gets its turn.
        GROUPS.forEach(name -> define(group(name).withPause(Optional.empty())));
        load = 0;
        for (int rest = 0; !waiting.isEmpty() || !running.isEmpty(); rest++) {
            assertThat(rest).as("seed %d: %s wait", seed, waiting.size()).isLessThan(2000);
            nanos += LoadGate.PAUSE.toNanos();
            end();
            admit("seed " + seed + ", at last");
        }
    }

    private void begin(long seed) {
        random = new SplittableRandom(seed);
        admission = new Admission(PROCESSES_MAX, () -> load);
        lookedAt = -LoadGate.PAUSE.toNanos();
        GROUPS.forEach(name -> define(new Group(name, slots(name))));
    }

    private OptionalInt slots(String name) {
        return name.equals("wide") ? OptionalInt.empty() : OptionalInt.of(random.nextInt(1, 7));
    }

    private void define(Group group) {
        groups.put(group.name(), group);
        admission.define(group);
    }

    private String change() {
        nanos += random.nextLong(Duration.ofSeconds(5).toNanos());
        return switch (random.nextInt(16)) {
            case 0 -> {
                Group group = group(GROUPS.get(random.nextInt(GROUPS.size())));
                Optional<Group.Pause> pause =
                        random.nextBoolean()
                                ? Optional.empty()
                                : Optional.of(new Group.Pause(Bench.START, Optional.empty()));
                define(group.withPause(pause));
                yield "pause";
            }
            case 1 -> {
                Group group = group(GROUPS.get(random.nextInt(GROUPS.size())));
                define(group.withSlots(slots(group.name())));
                yield "slots";
            }
            case 2 -> {
                cap = random.nextInt(1, PROCESSES_MAX + 1);
                admission.set(new Settings(OptionalInt.of(cap)));
                yield "cap";
            }
            case 3 -> {
                load = random.nextInt(8) / 2.0;
                yield "load";
            }
            case 4 -> {
                if (!waiting.isEmpty()) {
                    admission.leave(waiting.remove(random.nextInt(waiting.size())));
                }
                yield "cancel";
            }
            case 5, 6, 7, 8, 9 -> {
                end();
                yield "end";
            }
            default -> {
                RunEntry entry = entry();
                admission.ready(entry);
                waiting.add(entry);
                yield "new";
            }
        };
    }

    private void end() {
        if (!running.isEmpty()) {
            admission.leave(running.remove(random.nextInt(running.size())));
        }
    }

    private RunEntry entry() {
        JobId id = new JobId(++jobs);
        List<String> locks = LOCKS.stream().filter(_ -> random.nextInt(4) == 0).toList();
        Needs needs =
                new Needs(
                        random.nextInt(3) > 0 ? 1 : random.nextInt(1, 9),
                        locks,
                        random.nextInt(5) > 0
                                ? Optional.empty()
                                : Optional.of(random.nextInt(1, 5) * 1.0));
        TestJob job =
                TestJob.job("job-" + id)
                        .group(GROUPS.get(random.nextInt(GROUPS.size())))
                        .priority(random.nextInt(-1, 2));
        TestJob needy = job.with(job.policies().withNeeds(needs));
        JobEntry entry =
                new JobEntry(
                        new Job(id, 1, needy.definition(), Bench.START, Bench.START),
                        JobState.initial(id, Optional.empty()));
        Instant due = Bench.START.plusSeconds(random.nextInt(5));
        Trigger trigger = random.nextInt(4) == 0 ? Trigger.CATCHUP : Trigger.SCHEDULE;
        RunId run = new RunId(id, 1);
        return new RunEntry(
                entry,
                new Run(run, trigger, "", due, Bench.START, 1, List.of(), new RunState.Queued(1)));
    }

    private void admit(String when) {
        Moment now = new Moment(Bench.START, nanos);
        boolean wants =
                waiting.stream()
                        .anyMatch(entry ->
                                needs(entry).maxLoad().isPresent()
                                        && group(entry).pause().isEmpty());
        if (wants && nanos >= lookedAt + LoadGate.PAUSE.toNanos()) {
            lookedAt = nanos;
            mayLoad = true;
            seen = load;
        }
        admission.look(now);
        for (RunEntry next = admission.next(); next != null; next = admission.next()) {
            assertThat(next).as(when).isSameAs(expected());
            start(next);
            checkBounds(when);
        }
        assertThat(expected()).as("%s: what did not start", when).isNull();
        assertThat(admission.processes()).as(when).isEqualTo(running.size());
    }

    /// The load at the last look.
    private double seen;

    private void start(RunEntry entry) {
        waiting.remove(entry);
        running.add(entry);
        mayLoad &= needs(entry).maxLoad().isEmpty();
    }

    /// The run that starts next, by the rules as they are told to people.
    private @Nullable RunEntry expected() {
        Set<String> taken = new HashSet<>();
        running.forEach(entry -> taken.addAll(needs(entry).locks()));
        Set<String> keptGroups = new HashSet<>();
        Set<String> keptForOnTime = new HashSet<>();
        List<RunEntry> order = new ArrayList<>(waiting);
        order.sort(
                Comparator.<RunEntry>comparingInt(entry -> -entry.job.policies.priority())
                        .thenComparing(entry -> entry.run.dueAt())
                        .thenComparingLong(entry -> entry.arrival));
        for (RunEntry entry : order) {
            Needs needs = needs(entry);
            boolean isBusy =
                    needs.maxLoad().isPresent() && !(mayLoad && seen < needs.maxLoad().get());
            if (group(entry).pause().isPresent() || isBusy) {
                continue;
            }
            String group = group(entry).name();
            boolean isLocked = needs.locks().stream().anyMatch(taken::contains);
            taken.addAll(needs.locks());
            if (isLocked || keptGroups.contains(group)) {
                continue;
            }
            if (entry.isCaughtUp()) {
                long others = weight(group, true);
                int share = (group(entry).slots().orElse(Integer.MAX_VALUE - 1) + 1) / 2;
                if (others > 0 && others + needs.weight() > share) {
                    keptForOnTime.add(group);
                }
                if (keptForOnTime.contains(group)) {
                    continue;
                }
            }
            long others = weight(group, false);
            int slots = group(entry).slots().orElse(Integer.MAX_VALUE);
            if (others > 0 && others + needs.weight() > slots) {
                keptGroups.add(group);
                continue;
            }
            return running.size() < cap ? entry : null;
        }
        return null;
    }

    private void checkBounds(String when) {
        assertThat(running.size()).as(when).isLessThanOrEqualTo(cap);
        List<String> held =
                running.stream().flatMap(entry -> needs(entry).locks().stream()).toList();
        assertThat(held).as(when).doesNotHaveDuplicates();
        RunEntry newest = running.getLast();
        Group group = group(newest);
        long weight = weight(group.name(), false);
        boolean isAlone = weight == needs(newest).weight();
        assertThat(isAlone || weight <= group.slots().orElse(Integer.MAX_VALUE)).as(when).isTrue();
        assertThat(needs(newest).maxLoad().orElse(Double.MAX_VALUE)).as(when).isGreaterThan(seen);
    }

    private long weight(String group, boolean caughtUpOnly) {
        return running.stream()
                .filter(entry -> entry.job.policies.group().equals(group))
                .filter(entry -> !caughtUpOnly || entry.isCaughtUp())
                .mapToLong(entry -> needs(entry).weight())
                .sum();
    }

    private Group group(RunEntry entry) {
        return group(entry.job.policies.group());
    }

    private Group group(String name) {
        return Objects.requireNonNull(groups.get(name));
    }

    private static Needs needs(RunEntry entry) {
        return entry.job.policies.needs();
    }
}
