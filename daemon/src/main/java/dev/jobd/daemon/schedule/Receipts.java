package dev.jobd.daemon.schedule;

import dev.jobd.daemon.store.Change;
import dev.jobd.daemon.store.Receipt;
import dev.jobd.daemon.store.ReceiptAge;
import dev.jobd.daemon.store.RequestKey;
import dev.jobd.daemon.store.Store;
import dev.jobd.daemon.store.StoreView;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Sees to it that a command with a key is done once: remembers the answers in the store, in the
/// same commit as the change, and forgets them in the end.
///
/// The loop's thread owns it; only the answers come from another thread.
final class Receipts {
    /// How long an answer is remembered at least.
    static final Duration KEPT_FOR = Duration.ofHours(24);

    /// How many answers are remembered at least.
    static final int KEPT_MIN = 10_000;

    private static final int PAGE = 1_000;

    /// After so many commands with a key those are looked for that are too old; each takes along
    /// two, so that it is always more that go than that come.
    private static final int LOOK_EVERY = 500;

    private static final int FORGOTTEN_AT_ONCE = 2;

    private final Store store;
    private final Map<RequestKey, UnderWay> underWay = new ConcurrentHashMap<>();
    private final KeyFilter known = new KeyFilter();
    private final Deque<RequestKey> old = new ArrayDeque<>();
    private int untilLook = 1;

    private record UnderWay(String hash, CompletableFuture<Applied> answer) {}

    Receipts(Store store) {
        this.store = store;
        load();
    }

    private void load() {
        try (StoreView view = store.view()) {
            List<ReceiptAge> page = view.receipts(Optional.empty(), PAGE);
            while (!page.isEmpty()) {
                page.forEach(age -> known.add(age.key()));
                page = view.receipts(Optional.of(page.getLast()), PAGE);
            }
        }
    }

    /// Answers a command that was asked for before, at once or with the first; tells whether it
    /// was.
    boolean answers(Command.Keyed keyed, CompletableFuture<Applied> answer) {
        UnderWay first = underWay.get(keyed.key());
        if (first != null) {
            follow(first, keyed, answer);
            return true;
        }
        if (!known.mayContain(keyed.key())) {
            return false;
        }
        Optional<Receipt> receipt = stored(keyed.key());
        receipt.ifPresent(it -> answer(keyed, it, answer));
        return receipt.isPresent();
    }

    private void follow(UnderWay first, Command.Keyed keyed, CompletableFuture<Applied> answer) {
        if (!first.hash().equals(keyed.hash())) {
            answer.completeExceptionally(mismatch(keyed));
            return;
        }
        CompletableFuture<Applied> _ =
                first.answer()
                        .whenComplete((_, failure) -> {
                            if (failure != null) {
                                answer.completeExceptionally(failure);
                            } else {
                                answer(keyed, stored(keyed.key()).orElseThrow(), answer);
                            }
                        });
    }

    private static void answer(
            Command.Keyed keyed, Receipt receipt, CompletableFuture<Applied> answer) {
        if (!receipt.hash().equals(keyed.hash())) {
            answer.completeExceptionally(mismatch(keyed));
            return;
        }
        answer.complete(Applied.replayed(receipt));
    }

    private static RefusedException mismatch(Command.Keyed keyed) {
        return new RefusedException(new Refusal.KeyTaken(keyed.key().text()));
    }

    private Optional<Receipt> stored(RequestKey key) {
        try (StoreView view = store.view()) {
            return view.receipt(key);
        }
    }

    /// Returns a decision on a command with what makes its answer remembered.
    ///
    /// @param answer completes when it is stored, or could not be
    Decision remember(
            Command.Keyed keyed, Decision decision, CompletableFuture<Applied> answer, Moment now) {
        Decision.Answer made = decision.answer().orElseThrow();
        underWay.put(keyed.key(), new UnderWay(keyed.hash(), answer));
        known.add(keyed.key());
        CompletableFuture<Applied> _ = answer.whenComplete((_, _) -> underWay.remove(keyed.key()));
        List<Change> changes = new ArrayList<>();
        changes.add(
                new Change.PutReceipt(
                        keyed.key(),
                        keyed.hash(),
                        now.wall(),
                        view -> keyed.result().apply(view, made.applied(view.seq()))));
        forgetSome(changes, now);
        return decision.with(changes);
    }

    private void forgetSome(List<Change> changes, Moment now) {
        untilLook--;
        if (untilLook <= 0 && old.isEmpty()) {
            untilLook = LOOK_EVERY;
            lookForOld(now);
        }
        for (int i = 0; i < FORGOTTEN_AT_ONCE && !old.isEmpty(); i++) {
            RequestKey key = old.remove();
            known.remove(key);
            changes.add(new Change.RemoveReceipt(key));
        }
    }

    private void lookForOld(Moment now) {
        try (StoreView view = store.view()) {
            long surplus = Math.min(view.receiptCount() - KEPT_MIN, PAGE);
            if (surplus > 0) {
                view.receipts(Optional.empty(), (int) surplus).stream()
                        .filter(age -> age.at().isBefore(now.wall().minus(KEPT_FOR)))
                        .forEach(age -> old.add(age.key()));
            }
        }
    }
}
