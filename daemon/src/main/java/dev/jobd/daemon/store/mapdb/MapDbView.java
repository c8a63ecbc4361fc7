package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Receipt;
import dev.jobd.daemon.store.ReceiptAge;
import dev.jobd.daemon.store.RequestKey;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.daemon.store.TimelineKey;
import dev.jobd.model.Calendar;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.Settings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Jobs and runs as a [View] has them.
///
/// @param view what is read; closed with this
record MapDbView(View view) implements StoreView {
    private static final long JOBS_BYTES_MAX = 1 << 20;

    @Override
    public long seq() {
        return view.seq();
    }

    @Override
    public Optional<Job> job(JobId id) {
        return decoded(view.get(Collection.JOBS, Keys.of(id)), JobCodec::decode);
    }

    @Override
    public Optional<Job> job(JobName name) {
        return decoded(view.get(Collection.NAMES, Keys.of(name)), Keys::number)
                .flatMap(number -> job(new JobId(number)));
    }

    @Override
    public List<Job> jobs(Optional<JobId> after, int limit) {
        Range range = after.map(id -> Range.after(Keys.of(id))).orElse(Range.ALL);
        return jobs(view.scan(Collection.JOBS, range), limit, Row::value);
    }

    private static List<Job> jobs(
            Iterator<Row> rows, int limit, Function<Row, byte @Nullable []> value) {
        List<Job> page = new ArrayList<>();
        long bytes = 0;
        while (page.size() < limit && bytes < JOBS_BYTES_MAX && rows.hasNext()) {
            byte[] stored = value.apply(rows.next());
            if (stored != null) {
                page.add(JobCodec.decode(stored));
                bytes += stored.length;
            }
        }
        return page;
    }

    @Override
    public List<Job> jobsByName(String after, int limit) {
        Range range = after.isEmpty() ? Range.ALL : Range.after(Keys.text(after));
        return jobs(
                view.scan(Collection.NAMES, range),
                limit,
                row -> view.get(Collection.JOBS, Keys.of(new JobId(Keys.number(row.value())))));
    }

    @Override
    public List<JobName> names(String after, int limit) {
        Range range = after.isEmpty() ? Range.ALL : Range.after(Keys.text(after));
        return page(
                view.scan(Collection.NAMES, range),
                limit,
                row -> Optional.of(Keys.name(row.key())));
    }

    @Override
    public Optional<JobState> state(JobId job) {
        return decoded(view.get(Collection.STATES, Keys.of(job)), JobStateCodec::decode);
    }

    @Override
    public void forEachState(Consumer<JobState> reader) {
        view.scan(Collection.STATES, Range.ALL)
                .forEachRemaining(row -> reader.accept(JobStateCodec.decode(row.value())));
    }

    @Override
    public List<Run> activeRuns() {
        return page(view.scan(Collection.ACTIVE, Range.ALL), Integer.MAX_VALUE, MapDbView::run);
    }

    @Override
    public List<Run> activeRuns(JobId job) {
        Range range = Range.prefix(Keys.of(job));
        return page(view.scan(Collection.ACTIVE, range), Integer.MAX_VALUE, MapDbView::run);
    }

    @Override
    public Optional<Run> run(RunId id) {
        byte[] key = Keys.of(id);
        byte[] active = view.get(Collection.ACTIVE, key);
        return decoded(
                active == null ? view.get(Collection.HISTORY, key) : active, RunCodec::decode);
    }

    @Override
    public List<Run> runs(JobId job, long before, int limit) {
        Range range = Range.prefix(Keys.of(job)).below(Keys.run(job, before)).downwards();
        List<MergedScan.Source> sources = new ArrayList<>();
        sources.add(MergedScan.Source.of(view.scan(Collection.ACTIVE, range)));
        sources.add(MergedScan.Source.of(view.scan(Collection.HISTORY, range)));
        return page(MergedScan.withoutDeleted(sources, true), limit, MapDbView::run);
    }

    @Override
    public List<Run> endedRuns(Optional<TimelineKey> before, int limit) {
        Range all = before.map(key -> Range.ALL.below(Keys.of(key))).orElse(Range.ALL);
        return page(
                view.scan(Collection.TIMELINE, all.downwards()),
                limit,
                row -> run(Keys.runOf(row.key())));
    }

    @Override
    public List<TimelineKey> endings(Optional<TimelineKey> after, int limit) {
        Range all = after.map(key -> Range.after(Keys.of(key))).orElse(Range.ALL);
        return page(
                view.scan(Collection.TIMELINE, all),
                limit,
                row -> Optional.of(Keys.placeOf(row.key())));
    }

    @Override
    public List<Group> groups() {
        return page(
                view.scan(Collection.SETTINGS, Range.prefix(Keys.GROUPS)),
                Integer.MAX_VALUE,
                row -> Optional.of(GroupCodec.decode(row.value())));
    }

    @Override
    public List<Calendar> calendars() {
        return page(
                view.scan(Collection.SETTINGS, Range.prefix(Keys.CALENDARS)),
                Integer.MAX_VALUE,
                row -> Optional.of(CalendarCodec.decode(row.value())));
    }

    @Override
    public List<String> calendarNames() {
        return page(
                view.scan(Collection.SETTINGS, Range.prefix(Keys.CALENDARS)),
                Integer.MAX_VALUE,
                row -> Optional.of(Keys.calendarName(row.key())));
    }

    @Override
    public Optional<Calendar> calendar(String name) {
        return decoded(view.get(Collection.SETTINGS, Keys.calendar(name)), CalendarCodec::decode);
    }

    @Override
    public Settings settings() {
        byte[] stored = view.get(Collection.SETTINGS, Keys.WHOLE_DAEMON);
        return stored == null ? Settings.DEFAULT : SettingsCodec.decode(stored);
    }

    @Override
    public Optional<Receipt> receipt(RequestKey key) {
        return decoded(view.get(Collection.RECEIPTS, Keys.of(key)), ReceiptCodec::decode);
    }

    @Override
    public List<ReceiptAge> receipts(Optional<ReceiptAge> after, int limit) {
        Range range = after.map(age -> Range.after(Keys.of(age))).orElse(Range.ALL);
        return page(
                view.scan(Collection.RECEIPT_AGES, range),
                limit,
                row -> Optional.of(Keys.ageOf(row.key())));
    }

    @Override
    public long receiptCount() {
        return view.count(Collection.RECEIPTS);
    }

    @Override
    public long nextJobNumber() {
        byte[] next = view.get(Collection.SETTINGS, Keys.NEXT_JOB);
        return next == null ? 1 : Keys.number(next);
    }

    @Override
    public Counts counts() {
        return new Counts(
                view.count(Collection.JOBS),
                view.count(Collection.ACTIVE),
                view.count(Collection.HISTORY));
    }

    @Override
    public void close() {
        view.close();
    }

    private static Optional<Run> run(Row row) {
        return Optional.of(RunCodec.decode(row.value()));
    }

    private static <T> Optional<T> decoded(byte @Nullable [] value, Function<byte[], T> decoder) {
        return value == null ? Optional.empty() : Optional.of(decoder.apply(value));
    }

    private static <T> List<T> page(
            Iterator<Row> rows, int limit, Function<Row, Optional<T>> decoder) {
        List<T> page = new ArrayList<>();
        while (page.size() < limit && rows.hasNext()) {
            decoder.apply(rows.next()).ifPresent(page::add);
        }
        return page;
    }
}
