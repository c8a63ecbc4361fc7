package dev.jobd.daemon.store.mapdb;

import dev.jobd.model.Group;
import java.util.Optional;
import java.util.OptionalInt;

/// Groups as bytes.
final class GroupCodec {
    private static final int VERSION = 2;

    private GroupCodec() {}

    static byte[] encode(Group group) {
        // 0 is no number of slots, so it can stand for any number of them.
        return new RecordWriter(VERSION)
                .text(group.name())
                .number(group.slots().orElse(0))
                .optional(group.pause(), GroupCodec::write)
                .toBytes();
    }

    static Group decode(byte[] bytes) {
        return RecordReader.read("group", VERSION, bytes, GroupCodec::readGroup);
    }

    private static Group readGroup(RecordReader reader) {
        String name = reader.text();
        int slots = reader.integer();
        Optional<Group.Pause> pause =
                reader.version() < 2 ? Optional.empty() : reader.optional(GroupCodec::readPause);
        return new Group(name, slots == 0 ? OptionalInt.empty() : OptionalInt.of(slots), pause);
    }

    private static void write(RecordWriter writer, Group.Pause pause) {
        writer.instant(pause.since()).optional(pause.until(), RecordWriter::instant);
    }

    private static Group.Pause readPause(RecordReader reader) {
        return new Group.Pause(reader.instant(), reader.optional(RecordReader::instant));
    }
}
