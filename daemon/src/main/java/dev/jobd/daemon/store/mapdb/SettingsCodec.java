package dev.jobd.daemon.store.mapdb;

import dev.jobd.model.Settings;
import java.util.OptionalInt;

/// What is set for the whole daemon, as bytes.
final class SettingsCodec {
    private static final int VERSION = 1;

    private SettingsCodec() {}

    static byte[] encode(Settings settings) {
        // 0 is no number of runs, so it can stand for as many as there may be.
        return new RecordWriter(VERSION).number(settings.runsMax().orElse(0)).toBytes();
    }

    static Settings decode(byte[] bytes) {
        return RecordReader.read("settings", VERSION, bytes, SettingsCodec::readSettings);
    }

    private static Settings readSettings(RecordReader reader) {
        int runs = reader.integer();
        return new Settings(runs == 0 ? OptionalInt.empty() : OptionalInt.of(runs));
    }
}
