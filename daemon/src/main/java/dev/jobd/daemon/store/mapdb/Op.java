package dev.jobd.daemon.store.mapdb;

import org.jspecify.annotations.Nullable;

/// One absolute change of one key: doing it twice is doing it once.
///
/// @param collection the collection's id
/// @param key the key, at most 64 KiB
/// @param value the new value, or null to delete the key
@SuppressWarnings("ArrayRecordComponent") // never compared; a wrapper would cost an object per key
record Op(int collection, byte[] key, byte @Nullable [] value) {}
