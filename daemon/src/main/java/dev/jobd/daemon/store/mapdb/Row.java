package dev.jobd.daemon.store.mapdb;

/// A key and its value, as a scan returns them.
@SuppressWarnings("ArrayRecordComponent") // never compared; a wrapper would cost an object per key
record Row(byte[] key, byte[] value) {}
