package dev.jobd.daemon.store.mapdb;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Writes the fields of a stored record. The first byte is the version of its form.
final class RecordWriter {
    private byte[] bytes = new byte[256];
    private int length;

    RecordWriter(int version) {
        number(version);
    }

    /// Writes a whole number; small ones take less room, negative ones ten bytes.
    RecordWriter number(long value) {
        require(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /// Writes a number that may be negative.
    RecordWriter signed(long value) {
        return number((value << 1) ^ (value >> 63));
    }

    RecordWriter flag(boolean value) {
        return number(value ? 1 : 0);
    }

    RecordWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        require(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        return this;
    }

    RecordWriter instant(Instant value) {
        return signed(value.getEpochSecond()).number(value.getNano());
    }

    RecordWriter duration(Duration value) {
        return signed(value.getSeconds()).number(value.getNano());
    }

    /// Writes a value or that there is none.
    <T> RecordWriter optional(Optional<T> value, BiConsumer<RecordWriter, T> writer) {
        flag(value.isPresent());
        value.ifPresent(present -> writer.accept(this, present));
        return this;
    }

    /// Writes a value with its length in front, so that a reader can skip fields it does not know.
    <T> RecordWriter block(T value, BiConsumer<RecordWriter, T> writer) {
        int start = length;
        writer.accept(this, value);
        byte[] content = Arrays.copyOfRange(bytes, start, length);
        length = start;
        number(content.length);
        require(content.length);
        System.arraycopy(content, 0, bytes, length, content.length);
        length += content.length;
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void require(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
