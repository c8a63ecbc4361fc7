package dev.jobd.daemon.store;

import dev.jobd.model.Calendar;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import dev.jobd.model.Settings;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.pcollections.TreePMap;

/// The content of an [InMemoryStore] at one moment: persistent maps, so that a view is free.
record MemoryState(
        long seq,
        TreePMap<JobId, Job> jobsById,
        TreePMap<JobName, JobId> names,
        TreePMap<JobId, JobState> states,
        TreePMap<RunId, Run> allRuns,
        TreePMap<RunId, Run> active,
        TreePMap<String, Group> groupsByName,
        TreePMap<String, Calendar> calendarsByName,
        Settings settings,
        TreePMap<String, Receipt> receiptsByKey,
        long nextJobNumber)
        implements StoreView {

    static final MemoryState EMPTY =
            new MemoryState(
                    0,
                    TreePMap.empty(),
                    TreePMap.empty(),
                    TreePMap.empty(),
                    TreePMap.empty(),
                    TreePMap.empty(),
                    TreePMap.empty(),
                    TreePMap.empty(),
                    Settings.DEFAULT,
                    TreePMap.empty(),
                    1);

    /// Returns the state after a batch, or throws [StoreException.Refused].
    MemoryState with(Batch batch) {
        MemoryState state = this;
        for (Change change : batch.changes()) {
            state = state.with(change);
        }
        return state.at(seq + 1);
    }

    private MemoryState with(Change change) {
        return switch (change) {
            case Change.PutJob put -> putJob(put);
            case Change.RemoveJob remove -> removeJob(remove);
            case Change.PutState put -> putState(put);
            case Change.PutRun put -> putRun(put);
            case Change.RemoveRun remove -> {
                require(allRuns.containsKey(remove.run()), change, "no run " + remove.run());
                yield withRuns(allRuns.minus(remove.run()), active.minus(remove.run()));
            }
            case Change.PutGroup put ->
                    withGroups(groupsByName.plus(put.group().name(), put.group()), settings);
            case Change.RemoveGroup remove ->
                    withGroups(groupsByName.minus(remove.group()), settings);
            case Change.PutCalendar put ->
                    withCalendars(calendarsByName.plus(put.calendar().name(), put.calendar()));
            case Change.RemoveCalendar remove ->
                    withCalendars(calendarsByName.minus(remove.calendar()));
            case Change.PutSettings put -> withGroups(groupsByName, put.settings());
            case Change.PutReceipt put ->
                    withReceipts(
                            receiptsByKey.plus(
                                    name(put.key()),
                                    new Receipt(
                                            put.key(),
                                            put.hash(),
                                            put.at(),
                                            seq + 1,
                                            put.result().apply(at(seq + 1)))));
            case Change.RemoveReceipt remove ->
                    withReceipts(receiptsByKey.minus(name(remove.key())));
        };
    }

    private MemoryState putJob(Change.PutJob put) {
        Job job = put.job();
        long stored = job(job.id()).map(Job::revision).orElse(0L);
        require(stored == put.expectedRevision(), put, "revision " + stored);
        Optional<JobId> holder = Optional.ofNullable(names.get(job.name()));
        require(holder.isEmpty() || holder.get().equals(job.id()), put, "name taken");
        TreePMap<JobName, JobId> others =
                job(job.id()).map(old -> names.minus(old.name())).orElse(names);
        return new MemoryState(
                seq,
                jobsById.plus(job.id(), job),
                others.plus(job.name(), job.id()),
                states,
                allRuns,
                active,
                groupsByName,
                calendarsByName,
                settings,
                receiptsByKey,
                Math.max(nextJobNumber, job.id().number() + 1));
    }

    private MemoryState removeJob(Change.RemoveJob remove) {
        JobId id = remove.job();
        Optional<Job> job = job(id);
        long stored = job.map(Job::revision).orElse(0L);
        require(job.isPresent() && stored == remove.expectedRevision(), remove, "rev " + stored);
        return new MemoryState(
                seq,
                jobsById.minus(id),
                names.minus(job.get().name()),
                states.minus(id),
                allRuns,
                active,
                groupsByName,
                calendarsByName,
                settings,
                receiptsByKey,
                nextJobNumber);
    }

    private MemoryState putState(Change.PutState put) {
        JobId id = put.state().job();
        require(jobsById.containsKey(id), put, "no job " + id);
        Optional<Instant> stored = state(id).flatMap(JobState::nextDue);
        require(stored.equals(put.expectedNextDue()), put, "due " + stored);
        return new MemoryState(
                seq,
                jobsById,
                names,
                states.plus(id, put.state()),
                allRuns,
                active,
                groupsByName,
                calendarsByName,
                settings,
                receiptsByKey,
                nextJobNumber);
    }

    private MemoryState putRun(Change.PutRun put) {
        Run run = put.run();
        boolean mayBe = put.expected().isPresent() || jobsById.containsKey(run.id().job());
        require(mayBe, put, "no job " + run.id().job());
        Optional<Run> stored = run(run.id());
        require(stored.isEmpty() || !stored.get().isEnded(), put, "run has ended");
        Optional<RunState> state = stored.map(Run::state);
        require(state.equals(put.expected()), put, "state " + state);
        return withRuns(
                allRuns.plus(run.id(), run),
                run.isEnded() ? active.minus(run.id()) : active.plus(run.id(), run));
    }

    private MemoryState withRuns(TreePMap<RunId, Run> runs, TreePMap<RunId, Run> activeOnes) {
        return new MemoryState(
                seq,
                jobsById,
                names,
                states,
                runs,
                activeOnes,
                groupsByName,
                calendarsByName,
                settings,
                receiptsByKey,
                nextJobNumber);
    }

    private MemoryState withGroups(TreePMap<String, Group> all, Settings other) {
        return new MemoryState(
                seq,
                jobsById,
                names,
                states,
                allRuns,
                active,
                all,
                calendarsByName,
                other,
                receiptsByKey,
                nextJobNumber);
    }

    private MemoryState withCalendars(TreePMap<String, Calendar> all) {
        return new MemoryState(
                seq,
                jobsById,
                names,
                states,
                allRuns,
                active,
                groupsByName,
                all,
                settings,
                receiptsByKey,
                nextJobNumber);
    }

    private static String name(RequestKey key) {
        return key.uid() + " " + key.text();
    }

    private MemoryState withReceipts(TreePMap<String, Receipt> all) {
        return new MemoryState(
                seq,
                jobsById,
                names,
                states,
                allRuns,
                active,
                groupsByName,
                calendarsByName,
                settings,
                all,
                nextJobNumber);
    }

    @Override
    public Optional<Receipt> receipt(RequestKey key) {
        return Optional.ofNullable(receiptsByKey.get(name(key)));
    }

    @Override
    public List<ReceiptAge> receipts(Optional<ReceiptAge> after, int limit) {
        Comparator<ReceiptAge> order =
                Comparator.comparing(ReceiptAge::at)
                        .thenComparingLong(age -> age.key().uid())
                        .thenComparing(age -> age.key().text());
        return receiptsByKey.values().stream()
                .map(receipt -> new ReceiptAge(receipt.at(), receipt.key()))
                .filter(age -> after.isEmpty() || order.compare(age, after.get()) > 0)
                .sorted(order)
                .limit(limit)
                .toList();
    }

    @Override
    public long receiptCount() {
        return receiptsByKey.size();
    }

    private MemoryState at(long number) {
        return new MemoryState(
                number,
                jobsById,
                names,
                states,
                allRuns,
                active,
                groupsByName,
                calendarsByName,
                settings,
                receiptsByKey,
                nextJobNumber);
    }

    private static void require(boolean holds, Change change, String found) {
        if (!holds) {
            throw new StoreException.Refused(change, change + ": found " + found);
        }
    }

    @Override
    public Optional<Job> job(JobId id) {
        return Optional.ofNullable(jobsById.get(id));
    }

    @Override
    public Optional<Job> job(JobName name) {
        return Optional.ofNullable(names.get(name)).flatMap(this::job);
    }

    @Override
    public List<Job> jobs(Optional<JobId> after, int limit) {
        return jobsById.values().stream()
                .filter(job -> after.isEmpty() || job.id().compareTo(after.get()) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Job> jobsByName(String after, int limit) {
        return names.entrySet().stream()
                .filter(entry -> entry.getKey().text().compareTo(after) > 0)
                .limit(limit)
                .flatMap(entry -> job(entry.getValue()).stream())
                .toList();
    }

    @Override
    public List<JobName> names(String after, int limit) {
        return names.keySet().stream()
                .filter(name -> name.text().compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<JobState> state(JobId job) {
        return Optional.ofNullable(states.get(job));
    }

    @Override
    public void forEachState(Consumer<JobState> reader) {
        states.values().forEach(reader);
    }

    @Override
    public List<Run> activeRuns() {
        return List.copyOf(active.values());
    }

    @Override
    public List<Run> activeRuns(JobId job) {
        return List.copyOf(
                active.subMap(new RunId(job, 1), new RunId(job, Long.MAX_VALUE)).values());
    }

    @Override
    public Optional<Run> run(RunId id) {
        return Optional.ofNullable(allRuns.get(id));
    }

    @Override
    public List<Run> runs(JobId job, long before, int limit) {
        return allRuns
                .subMap(new RunId(job, 1), new RunId(job, before))
                .descendingMap()
                .values()
                .stream()
                .limit(limit)
                .toList();
    }

    @Override
    public List<Run> endedRuns(Optional<TimelineKey> before, int limit) {
        return timeline().descendingMap().entrySet().stream()
                .filter(it -> before.isEmpty() || it.getKey().compareTo(before.get()) < 0)
                .limit(limit)
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public List<TimelineKey> endings(Optional<TimelineKey> after, int limit) {
        return timeline().keySet().stream()
                .filter(key -> after.isEmpty() || key.compareTo(after.get()) > 0)
                .limit(limit)
                .toList();
    }

    private NavigableMap<TimelineKey, Run> timeline() {
        NavigableMap<TimelineKey, Run> timeline = new TreeMap<>();
        allRuns.values()
                .forEach(run -> TimelineKey.of(run).ifPresent(key -> timeline.put(key, run)));
        return timeline;
    }

    @Override
    public List<Calendar> calendars() {
        return List.copyOf(calendarsByName.values());
    }

    @Override
    public Optional<Calendar> calendar(String name) {
        return Optional.ofNullable(calendarsByName.get(name));
    }

    @Override
    public List<Group> groups() {
        return List.copyOf(groupsByName.values());
    }

    @Override
    public Counts counts() {
        long activeRuns = active.size();
        return new Counts(jobsById.size(), activeRuns, allRuns.size() - activeRuns);
    }

    @Override
    public void close() {
        // nothing is held
    }
}
