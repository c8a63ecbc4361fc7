package dev.jobd.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobd.wire.Operation;
import dev.jobd.wire.Operations;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RequestKeysTest {
    @Test
    void theTableIsThatOfTheProtocol() {
        assertThat(RequestKeys.OPS)
                .isEqualTo(
                        Operations.all().stream()
                                .filter(it -> it.args().names().contains("key"))
                                .map(Operation::name)
                                .collect(Collectors.toSet()));
    }

    @Test
    void noTwoKeysAreTheSameAndTheDaemonTakesThem() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            keys.add(RequestKeys.make());
        }
        assertThat(keys).hasSize(100).allMatch(key -> key.matches("[0-9a-f]{1,128}"));
    }
}
