package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Batch;
import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.Receipt;
import dev.jobd.daemon.store.ReceiptAge;
import dev.jobd.daemon.store.RequestKey;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.daemon.store.TimelineKey;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.RunState;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a batch into changes of keys, if all its conditions hold.
///
/// @param batch what is to be saved
record BatchEdit(Batch batch) implements CommitLoop.Edit {

    @Override
    public void apply(Draft draft) {
        for (Change change : batch.changes()) {
            switch (change) {
                case Change.PutJob put -> putJob(draft, put);
                case Change.RemoveJob remove -> removeJob(draft, remove);
                case Change.PutState put -> putState(draft, put);
                case Change.PutRun put -> putRun(draft, put);
                case Change.RemoveRun remove ->
                        require(
                                removeRun(draft, Keys.of(remove.run())),
                                remove,
                                "there is no run " + remove.run());
                case Change.PutGroup put ->
                        draft.put(
                                Collection.SETTINGS,
                                Keys.group(put.group().name()),
                                GroupCodec.encode(put.group()));
                case Change.RemoveGroup remove ->
                        draft.delete(Collection.SETTINGS, Keys.group(remove.group()));
                case Change.PutCalendar put ->
                        draft.put(
                                Collection.SETTINGS,
                                Keys.calendar(put.calendar().name()),
                                CalendarCodec.encode(put.calendar()));
                case Change.RemoveCalendar remove ->
                        draft.delete(Collection.SETTINGS, Keys.calendar(remove.calendar()));
                case Change.PutSettings put ->
                        draft.put(
                                Collection.SETTINGS,
                                Keys.WHOLE_DAEMON,
                                SettingsCodec.encode(put.settings()));
                case Change.PutReceipt put -> putReceipt(draft, put);
                case Change.RemoveReceipt remove -> removeReceipt(draft, remove.key());
            }
        }
    }

    private static void putJob(Draft draft, Change.PutJob put) {
        Job job = put.job();
        byte[] key = Keys.of(job.id());
        byte[] stored = draft.get(Collection.JOBS, key);
        requireRevision(put, job.id(), stored, put.expectedRevision());
        byte[] name = Keys.of(job.name());
        byte[] holder = draft.get(Collection.NAMES, name);
        require(
                holder == null || Arrays.equals(holder, key),
                put,
                "the name " + job.name() + " is taken");
        if (holder == null) {
            draft.put(Collection.NAMES, name, key);
            if (stored != null) {
                draft.delete(Collection.NAMES, Keys.of(JobCodec.decode(stored).name()));
            }
        }
        draft.put(Collection.JOBS, key, JobCodec.encode(job));
        byte[] next = draft.get(Collection.SETTINGS, Keys.NEXT_JOB);
        if (next == null || Keys.number(next) <= job.id().number()) {
            draft.put(Collection.SETTINGS, Keys.NEXT_JOB, Keys.number(job.id().number() + 1));
        }
    }

    private static void removeJob(Draft draft, Change.RemoveJob remove) {
        byte[] key = Keys.of(remove.job());
        byte[] stored = draft.get(Collection.JOBS, key);
        if (stored == null) {
            throw refused(remove, "there is no job " + remove.job());
        }
        requireRevision(remove, remove.job(), stored, remove.expectedRevision());
        draft.delete(Collection.NAMES, Keys.of(JobCodec.decode(stored).name()));
        draft.delete(Collection.STATES, key);
        draft.delete(Collection.JOBS, key);
    }

    private static void putState(Draft draft, Change.PutState put) {
        JobState state = put.state();
        byte[] key = Keys.of(state.job());
        requireJob(draft, put, state.job());
        byte[] stored = draft.get(Collection.STATES, key);
        Optional<Instant> due =
                stored == null ? Optional.empty() : JobStateCodec.decode(stored).nextDue();
        require(
                due.equals(put.expectedNextDue()),
                put,
                "job " + state.job() + " is due " + due.map(Instant::toString).orElse("never"));
        draft.put(Collection.STATES, key, JobStateCodec.encode(state));
    }

    private static void putRun(Draft draft, Change.PutRun put) {
        Run run = put.run();
        byte[] key = Keys.of(run.id());
        if (put.expected().isEmpty()) {
            requireJob(draft, put, run.id().job());
        }
        byte[] stored = draft.get(Collection.ACTIVE, key);
        Optional<RunState> state =
                stored == null ? Optional.empty() : Optional.of(RunCodec.decode(stored).state());
        require(
                stored != null || isNew(draft, run.id()) || !isEnded(draft, key),
                put,
                "run " + run.id() + " has ended");
        require(
                state.equals(put.expected()),
                put,
                "run " + run.id() + " is " + state.map(RunState::word).orElse("not there"));
        Optional<TimelineKey> end = TimelineKey.of(run);
        if (end.isEmpty()) {
            draft.put(Collection.ACTIVE, key, RunCodec.encode(run));
            return;
        }
        if (stored != null) {
            draft.delete(Collection.ACTIVE, key);
        }
        draft.put(Collection.HISTORY, key, RunCodec.encode(run));
        draft.put(Collection.TIMELINE, Keys.of(end.get()), new byte[0]);
    }

    /// Tells whether a run comes after all that its job had before this batch: then the files of
    /// ended runs need not be searched for it.
    private static boolean isNew(Draft draft, RunId run) {
        byte[] state = draft.base().get(Collection.STATES.id(), Keys.of(run.job()));
        return state != null && JobStateCodec.decode(state).lastRun() < run.number();
    }

    private static boolean isEnded(Draft draft, byte[] run) {
        return draft.get(Collection.HISTORY, run) != null;
    }

    private static boolean removeRun(Draft draft, byte[] key) {
        if (draft.get(Collection.ACTIVE, key) != null) {
            draft.delete(Collection.ACTIVE, key);
            return true;
        }
        byte[] ended = draft.get(Collection.HISTORY, key);
        if (ended == null) {
            return false;
        }
        draft.delete(Collection.HISTORY, key);
        TimelineKey.of(RunCodec.decode(ended))
                .ifPresent(place -> draft.delete(Collection.TIMELINE, Keys.of(place)));
        return true;
    }

    private static void putReceipt(Draft draft, Change.PutReceipt put) {
        byte[] key = Keys.of(put.key());
        Receipt receipt =
                new Receipt(
                        put.key(), put.hash(), put.at(), draft.changed().seq(), result(draft, put));
        draft.put(Collection.RECEIPTS, key, ReceiptCodec.encode(receipt));
        draft.put(
                Collection.RECEIPT_AGES,
                Keys.of(new ReceiptAge(receipt.at(), put.key())),
                new byte[0]);
    }

    private static String result(Draft draft, Change.PutReceipt put) {
        try (View view = Objects.requireNonNull(View.of(draft.changed()), "closed")) {
            return put.result().apply(new MapDbView(view));
        }
    }

    private static void removeReceipt(Draft draft, RequestKey key) {
        byte[] stored = draft.get(Collection.RECEIPTS, Keys.of(key));
        if (stored != null) {
            Receipt receipt = ReceiptCodec.decode(stored);
            draft.delete(Collection.RECEIPTS, Keys.of(key));
            draft.delete(Collection.RECEIPT_AGES, Keys.of(new ReceiptAge(receipt.at(), key)));
        }
    }

    private static void requireJob(Draft draft, Change change, JobId job) {
        require(draft.get(Collection.JOBS, Keys.of(job)) != null, change, "there is no job " + job);
    }

    private static void requireRevision(
            Change change, JobId job, byte @Nullable [] stored, long expected) {
        long revision = stored == null ? 0 : JobCodec.revision(stored);
        require(revision == expected, change, "job " + job + " is at revision " + revision);
    }

    private static void require(boolean holds, Change change, String otherwise) {
        if (!holds) {
            throw refused(change, otherwise);
        }
    }

    private static StoreException.Refused refused(Change change, String reason) {
        return new StoreException.Refused(change, reason);
    }
}
