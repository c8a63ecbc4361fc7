package dev.jobd.daemon.store.mapdb;

import dev.jobd.daemon.store.Receipt;
import dev.jobd.daemon.store.RequestKey;
import java.time.Instant;

/// Receipts as bytes.
final class ReceiptCodec {
    private static final int VERSION = 1;

    private ReceiptCodec() {}

    static byte[] encode(Receipt receipt) {
        return new RecordWriter(VERSION)
                .number(receipt.key().uid())
                .text(receipt.key().text())
                .text(receipt.hash())
                .instant(receipt.at())
                .number(receipt.seq())
                .text(receipt.result())
                .toBytes();
    }

    static Receipt decode(byte[] bytes) {
        return RecordReader.read("receipt", VERSION, bytes, ReceiptCodec::readReceipt);
    }

    private static Receipt readReceipt(RecordReader reader) {
        RequestKey key = new RequestKey(reader.number(), reader.text());
        String hash = reader.text();
        Instant at = reader.instant();
        long seq = reader.number();
        return new Receipt(key, hash, at, seq, reader.text());
    }
}
