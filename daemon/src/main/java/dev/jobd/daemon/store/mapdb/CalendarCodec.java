package dev.jobd.daemon.store.mapdb;

import dev.jobd.model.Calendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Calendars as bytes.
final class CalendarCodec {
    private static final int VERSION = 1;

    private CalendarCodec() {}

    static byte[] encode(Calendar calendar) {
        RecordWriter writer =
                new RecordWriter(VERSION).text(calendar.name()).number(calendar.days().size());
        for (Calendar.Days days : calendar.days()) {
            writer.number(days.first().toEpochDay())
                    .number(days.last().toEpochDay() - days.first().toEpochDay());
        }
        return writer.toBytes();
    }

    static Calendar decode(byte[] bytes) {
        return RecordReader.read("calendar", VERSION, bytes, CalendarCodec::read);
    }

    private static Calendar read(RecordReader reader) {
        String name = reader.text();
        List<Calendar.Days> days = new ArrayList<>();
        for (int left = reader.integer(); left > 0; left--) {
            LocalDate first = LocalDate.ofEpochDay(reader.number());
            days.add(new Calendar.Days(first, first.plusDays(reader.number())));
        }
        return new Calendar(name, days);
    }
}
