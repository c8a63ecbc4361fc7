package dev.jobd.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DueQueueTest {
    private final DueQueue<Item> queue = new DueQueue<>();
    private final Item a = new Item("a");
    private final Item b = new Item("b");
    private final Item c = new Item("c");

    private static final class Item extends DueQueue.Entry {
        private final String name;

        Item(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private List<Item> drain() {
        List<Item> all = new ArrayList<>();
        for (@Nullable Item item = queue.poll(); item != null; item = queue.poll()) {
            all.add(item);
        }
        return all;
    }

    @Test
    void anEmptyQueueHasNoEarliest() {
        assertThat(queue.earliest()).isEqualTo(Long.MAX_VALUE);
        assertThat(queue.peek()).isNull();
        assertThat(queue.poll()).isNull();
        assertThat(queue.size()).isZero();
    }

    @Test
    void theEarliestGoesFirst() {
        queue.put(a, 30, 0);
        queue.put(b, 10, 0);
        queue.put(c, 20, 0);
        assertThat(queue.earliest()).isEqualTo(10);
        assertThat(queue.peek()).isSameAs(b);
        assertThat(drain()).containsExactly(b, c, a);
    }

    @Test
    void amongEqualsTheFirstPutGoesFirst() {
        queue.put(b, 5, 0);
        queue.put(c, 5, 0);
        queue.put(a, 5, 0);
        assertThat(drain()).containsExactly(b, c, a);
    }

    @Test
    void atOneTimeTheHigherPriorityGoesFirst() {
        queue.put(a, 5, -1);
        queue.put(b, 5, 0);
        queue.put(c, 5, 7);
        assertThat(drain()).containsExactly(c, b, a);
    }

    @Test
    void aPriorityOnlyBreaksTies() {
        queue.put(a, 5, -1000);
        queue.put(b, 6, 1000);
        assertThat(drain()).containsExactly(a, b);
    }

    @Test
    void anEntryCanMoveEarlierAndLater() {
        queue.put(a, 10, 0);
        queue.put(b, 20, 0);
        queue.put(c, 30, 0);
        queue.put(c, 5, 0);
        queue.put(a, 40, 0);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.timeOf(a)).isEqualTo(40);
        assertThat(drain()).containsExactly(c, b, a);
    }

    @Test
    void anEntryThatMovesGoesBehindItsNewEquals() {
        queue.put(a, 5, 0);
        queue.put(b, 5, 0);
        queue.put(a, 5, 0);
        assertThat(drain()).containsExactly(b, a);
    }

    @Test
    void aMoveCanChangeThePriorityAlone() {
        queue.put(a, 5, 0);
        queue.put(b, 5, 0);
        queue.put(b, 5, 1);
        assertThat(drain()).containsExactly(b, a);
    }

    @Test
    void anyEntryCanBeRemoved() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Item item = new Item("item " + i);
            items.add(item);
            queue.put(item, i % 10, 0);
        }
        for (int i = 0; i < 100; i += 3) {
            queue.remove(items.get(i));
            assertThat(items.get(i).isQueued()).isFalse();
        }
        List<Item> left = drain();
        assertThat(left).hasSize(66);
        assertThat(left)
                .as("in order of their times")
                .extracting(item -> items.indexOf(item) % 10)
                .isSorted();
    }

    @Test
    void removingWhatIsInNoQueueDoesNothing() {
        queue.put(a, 1, 0);
        queue.remove(b);
        queue.remove(a);
        queue.remove(a);
        assertThat(queue.size()).isZero();
    }

    @Test
    void anEntryCanComeBack() {
        queue.put(a, 1, 0);
        assertThat(queue.poll()).isSameAs(a);
        assertThat(a.isQueued()).isFalse();
        queue.put(a, 2, 0);
        assertThat(a.isQueued()).isTrue();
        assertThat(queue.earliest()).isEqualTo(2);
    }

    @Test
    void onlyAnEntryOfTheQueueHasATime() {
        assertThatThrownBy(() -> queue.timeOf(a)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEntryOfOneQueueIsRefusedByAnother() {
        DueQueue<Item> other = new DueQueue<>();
        queue.put(a, 1, 0);
        other.put(b, 2, 0);
        assertThatThrownBy(() -> other.put(a, 3, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> other.remove(a)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> other.timeOf(a)).isInstanceOf(IllegalArgumentException.class);
        assertThat(queue.poll()).isSameAs(a);
        assertThat(other.poll()).isSameAs(b);
    }

    @Test
    void theExtremesOfTimeAreTimes() {
        queue.put(a, Long.MAX_VALUE - 1, 0);
        queue.put(b, Long.MIN_VALUE, 0);
        assertThat(queue.earliest()).isEqualTo(Long.MIN_VALUE);
        assertThat(drain()).containsExactly(b, a);
    }
}
