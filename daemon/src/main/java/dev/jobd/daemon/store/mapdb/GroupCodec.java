package dev.jobd.daemon.store.mapdb;

import dev.jobd.model.Group;
import java.util.OptionalInt;

/// Groups as bytes.
final class GroupCodec {
    private static final int VERSION = 1;

    private GroupCodec() {}

    static byte[] encode(Group group) {
        // 0 is no number of slots, so it can stand for any number of them.
        return new RecordWriter(VERSION)
                .text(group.name())
                .number(group.slots().orElse(0))
                .toBytes();
    }

    static Group decode(byte[] bytes) {
        return RecordReader.read("group", VERSION, bytes, GroupCodec::readGroup);
    }

    private static Group readGroup(RecordReader reader) {
        String name = reader.text();
        int slots = reader.integer();
        return new Group(name, slots == 0 ? OptionalInt.empty() : OptionalInt.of(slots));
    }
}
