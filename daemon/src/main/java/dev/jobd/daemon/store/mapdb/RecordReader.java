package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// Reads the fields of a stored record in the order in which they were written. What a newer minor
/// version has put behind the known fields of a record or block is left out.
final class RecordReader {
    private final byte[] bytes;
    private int version;
    private int position;
    private int end;

    private RecordReader(byte[] bytes) {
        this.bytes = bytes;
        end = bytes.length;
    }

    /// Reads a record of at most this version.
    ///
    /// @throws StoreException.Failed if it is no such record
    static <T> T read(String what, int version, byte[] bytes, Function<RecordReader, T> fields) {
        try {
            RecordReader reader = new RecordReader(bytes);
            long found = reader.number();
            if (found < 1 || found > version) {
                throw new StoreException.Failed(
                        "a stored " + what + " has version " + found + "; a newer jobd wrote it",
                        null);
            }
            reader.version = (int) found;
            return fields.apply(reader);
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException failure) {
            throw new StoreException.Failed("a stored " + what + " cannot be read", failure);
        }
    }

    /// Returns the version in which the record was written.
    int version() {
        return version;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = take();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    int integer() {
        return Math.toIntExact(number());
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    boolean flag() {
        return number() != 0;
    }

    String text() {
        int length = length();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    Instant instant() {
        return Instant.ofEpochSecond(signed(), number());
    }

    Duration duration() {
        return Duration.ofSeconds(signed(), number());
    }

    <T> Optional<T> optional(Function<RecordReader, T> reader) {
        return flag() ? Optional.of(reader.apply(this)) : Optional.empty();
    }

    <T> T block(Function<RecordReader, T> reader) {
        int outerEnd = end;
        int length = length();
        end = position + length;
        T value = reader.apply(this);
        position = end;
        end = outerEnd;
        return value;
    }

    /// Returns the exception for a variant that only a newer jobd knows.
    static IllegalArgumentException unknown(String what, long code) {
        return new IllegalArgumentException("unknown " + what + " " + code);
    }

    private int length() {
        long length = number();
        if (length < 0 || length > end - position) {
            throw new IndexOutOfBoundsException("a length of " + length);
        }
        return (int) length;
    }

    private byte take() {
        if (position >= end) {
            throw new IndexOutOfBoundsException(position);
        }
        return bytes[position++];
    }
}
