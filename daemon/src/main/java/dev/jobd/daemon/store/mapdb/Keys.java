package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.ReceiptAge;
import dev.jobd.daemon.store.RequestKey;
import dev.jobd.daemon.store.TimelineKey;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.RunId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Keys as bytes, which sort as what they stand for.
final class Keys {
    /// The number the next new job gets.
    static final byte[] NEXT_JOB = text("next-job");

    /// The key of what is set for the whole daemon.
    static final byte[] WHOLE_DAEMON = text("daemon");

    /// What the keys of groups begin with.
    static final byte[] GROUPS = text("group/");

    /// What the keys of calendars begin with.
    static final byte[] CALENDARS = text("calendar/");

    private Keys() {}

    static byte[] of(JobId job) {
        return number(job.number());
    }

    static byte[] of(RunId run) {
        return run(run.job(), run.number());
    }

    static byte[] run(JobId job, long number) {
        return ByteBuffer.allocate(16).putLong(job.number()).putLong(number).array();
    }

    static byte[] of(JobName name) {
        return text(name.text());
    }

    static byte[] group(String name) {
        return text("group/" + name);
    }

    static byte[] calendar(String name) {
        return text("calendar/" + name);
    }

    /// Returns the name of the calendar that has this key.
    static String calendarName(byte[] key) {
        int begin = CALENDARS.length;
        return new String(key, begin, key.length - begin, StandardCharsets.UTF_8);
    }

    /// Returns the place of an ended run, to the microsecond.
    static byte[] of(TimelineKey key) {
        return ByteBuffer.allocate(24)
                .putLong(micros(key.endedAt()))
                .putLong(key.run().job().number())
                .putLong(key.run().number())
                .array();
    }

    /// Returns the run of such a place.
    static RunId runOf(byte[] timelineKey) {
        ByteBuffer bytes = ByteBuffer.wrap(timelineKey);
        return new RunId(new JobId(bytes.getLong(8)), bytes.getLong(16));
    }

    /// Returns such a place.
    static TimelineKey placeOf(byte[] timelineKey) {
        return new TimelineKey(instant(ByteBuffer.wrap(timelineKey).getLong()), runOf(timelineKey));
    }

    static byte[] of(RequestKey key) {
        byte[] text = text(key.text());
        return ByteBuffer.allocate(8 + text.length).putLong(key.uid()).put(text).array();
    }

    /// Returns the place of a receipt by its age, to the microsecond.
    static byte[] of(ReceiptAge age) {
        byte[] key = of(age.key());
        return ByteBuffer.allocate(8 + key.length).putLong(micros(age.at())).put(key).array();
    }

    /// Returns such a place.
    static ReceiptAge ageOf(byte[] bytes) {
        ByteBuffer place = ByteBuffer.wrap(bytes);
        Instant at = instant(place.getLong());
        long uid = place.getLong();
        String text = StandardCharsets.UTF_8.decode(place).toString();
        return new ReceiptAge(at, new RequestKey(uid, text));
    }

    /// Returns microseconds since 1970 so that times before 1970 sort before 1970.
    private static long micros(Instant at) {
        return (at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000) ^ Long.MIN_VALUE;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros ^ Long.MIN_VALUE, ChronoUnit.MICROS);
    }

    /// Returns the name of a key.
    static JobName name(byte[] key) {
        return new JobName(new String(key, StandardCharsets.UTF_8));
    }

    /// Returns the job of a key.
    static JobId job(byte[] key) {
        return new JobId(number(key));
    }

    /// Returns the run of a key.
    static RunId run(byte[] key) {
        return new RunId(new JobId(number(key)), ByteBuffer.wrap(key).getLong(8));
    }

    static byte[] number(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
