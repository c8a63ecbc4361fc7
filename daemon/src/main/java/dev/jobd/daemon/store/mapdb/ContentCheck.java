package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Backup;
import dev.jobd.daemon.store.Finding;
import dev.jobd.daemon.store.Receipt;
import dev.jobd.daemon.store.ReceiptAge;
import dev.jobd.daemon.store.RequestKey;
import dev.jobd.daemon.store.StoreException;
import dev.jobd.daemon.store.TimelineKey;
import dev.jobd.model.Job;
import dev.jobd.model.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads every record of a state and sees whether the collections agree with each other.
final class ContentCheck {
    private static final int TOLD = 5;
    private static final int REPORT_EVERY = 1000;

    private final View view;
    private final Backup.Progress progress;
    private final List<String> wrong = new ArrayList<>();
    private long wrongs;
    private long read;

    private ContentCheck(View view, Backup.Progress progress) {
        this.view = view;
        this.progress = progress;
    }

    static List<Finding> of(View view, Backup.Progress progress) throws IOException {
        return new ContentCheck(view, progress).run();
    }

    private List<Finding> run() throws IOException {
        try {
            counted(Collection.JOBS, each(Collection.JOBS, this::job));
            each(Collection.NAMES, this::name);
            each(Collection.STATES, this::state);
            counted(Collection.ACTIVE, each(Collection.ACTIVE, this::active));
            long ended = each(Collection.HISTORY, this::ended);
            counted(Collection.HISTORY, ended);
            long places = each(Collection.TIMELINE, this::place);
            if (ended != places) {
                say("there are " + ended + " ended runs, but " + places + " by the time");
            }
            receipts();
        } catch (StoreException.Damaged damage) {
            say(String.valueOf(damage.getMessage()));
        }
        return findings();
    }

    private void receipts() throws IOException {
        long receipts = each(Collection.RECEIPTS, this::receipt);
        counted(Collection.RECEIPTS, receipts);
        long ages = each(Collection.RECEIPT_AGES, this::age);
        if (receipts != ages) {
            say("there are " + receipts + " receipts of keys, but " + ages + " by age");
        }
    }

    private List<Finding> findings() {
        if (wrongs == 0) {
            return List.of(
                    Finding.ok(
                            "store",
                            "%d jobs, %d active and %d ended runs are readable and agree"
                                    .formatted(
                                            view.count(Collection.JOBS),
                                            view.count(Collection.ACTIVE),
                                            view.count(Collection.HISTORY))));
        }
        List<Finding> findings = new ArrayList<>();
        for (String sentence : wrong) {
            findings.add(
                    new Finding(
                            Finding.Level.BAD,
                            "store",
                            sentence,
                            "a fault of jobd: please report it; 'jobctl restore FILE' brings back a backup"));
        }
        if (wrongs > wrong.size()) {
            String more = (wrongs - wrong.size()) + " more like these";
            findings.add(new Finding(Finding.Level.BAD, "store", more, ""));
        }
        return findings;
    }

    /// Says what is wrong with a row, or null.
    private interface Rule {
        @Nullable String problem(Row row);
    }

    private long each(Collection collection, Rule rule) throws IOException {
        long rows = 0;
        Iterator<Row> all = view.scan(collection, Range.ALL);
        while (all.hasNext()) {
            String problem = problem(rule, all.next());
            if (problem != null) {
                say(problem);
            }
            rows++;
            if (++read % REPORT_EVERY == 0) {
                progress.at(read, Math.max(read, view.rowsAbout()));
            }
        }
        return rows;
    }

    private static @Nullable String problem(Rule rule, Row row) {
        try {
            return rule.problem(row);
        } catch (StoreException failure) {
            return failure.getMessage();
        } catch (IllegalArgumentException | IndexOutOfBoundsException failure) {
            return "a record cannot be read: " + failure.getMessage();
        }
    }

    private void say(String sentence) {
        wrongs++;
        if (wrong.size() < TOLD) {
            wrong.add(sentence);
        }
    }

    private void counted(Collection collection, long rows) {
        if (view.count(collection) != rows) {
            say(
                    "%s: %d are counted, %d are there"
                            .formatted(
                                    Collection.stem(collection.id()),
                                    view.count(collection),
                                    rows));
        }
    }

    private @Nullable String job(Row row) {
        Job job = JobCodec.decode(row.value());
        byte[] named = view.get(Collection.NAMES, Keys.of(job.name()));
        return Arrays.equals(row.key(), Keys.of(job.id())) && Arrays.equals(row.key(), named)
                ? null
                : "job " + job.id() + " is not found by its name " + job.name();
    }

    private @Nullable String name(Row row) {
        String name = new String(row.key(), StandardCharsets.UTF_8);
        Job job = decoded(view.get(Collection.JOBS, row.value()), JobCodec::decode);
        return job != null && job.name().text().equals(name)
                ? null
                : "the name "
                        + name
                        + " belongs to job "
                        + Keys.number(row.value())
                        + ", which has not got it";
    }

    private @Nullable String state(Row row) {
        boolean fits = Arrays.equals(row.key(), Keys.of(JobStateCodec.decode(row.value()).job()));
        return fits && view.get(Collection.JOBS, row.key()) != null
                ? null
                : "there is a state of job " + Keys.number(row.key()) + ", but no such job";
    }

    private @Nullable String active(Row row) {
        Run run = RunCodec.decode(row.value());
        return !run.isEnded()
                        && Arrays.equals(row.key(), Keys.of(run.id()))
                        && view.get(Collection.HISTORY, row.key()) == null
                ? null
                : "run " + run.id() + " has ended and is still active";
    }

    private @Nullable String ended(Row row) {
        Run run = RunCodec.decode(row.value());
        boolean hasPlace =
                TimelineKey.of(run)
                        .map(place -> view.get(Collection.TIMELINE, Keys.of(place)) != null)
                        .orElse(false);
        return hasPlace && Arrays.equals(row.key(), Keys.of(run.id()))
                ? null
                : "run " + run.id() + " has ended and is not found by its time";
    }

    private @Nullable String place(Row row) {
        byte[] key = Keys.of(Keys.runOf(row.key()));
        return view.get(Collection.HISTORY, key) == null
                ? "run " + Keys.runOf(row.key()) + " has a time and is not there"
                : null;
    }

    private @Nullable String receipt(Row row) {
        Receipt receipt = ReceiptCodec.decode(row.value());
        byte[] age = Keys.of(new ReceiptAge(receipt.at(), receipt.key()));
        return Arrays.equals(row.key(), Keys.of(receipt.key()))
                        && view.get(Collection.RECEIPT_AGES, age) != null
                ? null
                : "the receipt of key " + receipt.key().text() + " is not found by its age";
    }

    private @Nullable String age(Row row) {
        RequestKey key = Keys.ageOf(row.key()).key();
        return view.get(Collection.RECEIPTS, Keys.of(key)) == null
                ? "the receipt of key " + key.text() + " has an age and is not there"
                : null;
    }

    private static <T> @Nullable T decoded(byte @Nullable [] value, Function<byte[], T> decoder) {
        return value == null ? null : decoder.apply(value);
    }
}
