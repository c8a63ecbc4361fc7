package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Job;
import dev.jobd.model.JobDefinition;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.wire.JobJson;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What an `apply` changes, as its reply tells it. The values of variables are masked.
final class ApplyReport {
    /// A reply has to fit on a line, whatever is changed.
    private static final int MEMBERS_CHARS_MAX = 1 << 20;

    private static final int VALUE_MAX = 300;
    private static final String ENV = "env";

    private final List<Item> items = new ArrayList<>();
    private final List<Item> removed = new ArrayList<>();
    private int unchanged;
    private long chars;
    private boolean isShortened;

    private record Item(
            String kind, String name, String change, OptionalLong id, List<Json> members) {}

    void created(String kind, String name) {
        items.add(new Item(kind, name, "created", OptionalLong.empty(), List.of()));
    }

    void passed(JobName name) {
        items.add(new Item("job", name.text(), "passed", OptionalLong.empty(), List.of()));
    }

    void unchanged() {
        unchanged++;
    }

    void removed(Job job) {
        OptionalLong id = OptionalLong.of(job.id().number());
        removed.add(new Item("job", job.name().text(), "removed", id, List.of()));
    }

    void changed(JobDefinition before, JobDefinition after) {
        changed("job", after.name().text(), JobJson.of(before), JobJson.of(after));
    }

    /// @param before members as they were
    /// @param after members as they will be
    void changed(String kind, String name, Json.Obj before, Json.Obj after) {
        List<Json> members = new ArrayList<>();
        compare("", before, after, members);
        long length = members.stream().mapToLong(JsonText::lengthAbout).sum();
        if (chars + length > MEMBERS_CHARS_MAX) {
            isShortened = true;
            members.clear();
        } else {
            chars += length;
        }
        items.add(new Item(kind, name, "changed", OptionalLong.empty(), members));
    }

    private static void compare(
            String prefix, Json.Obj before, Json.Obj after, List<Json> members) {
        Set<String> names = new LinkedHashSet<>(before.members().keySet());
        names.addAll(after.members().keySet());
        for (String name : names) {
            Json old = before.members().get(name);
            Json now = after.members().get(name);
            if (name.equals(ENV) && prefix.isEmpty()) {
                compare(ENV + ".", before.object(ENV), after.object(ENV), members);
            } else if (old == null || !old.equals(now)) {
                boolean isSecret = !prefix.isEmpty();
                members.add(
                        Json.object()
                                .put("member", prefix + name)
                                .putIf(
                                        "old",
                                        Optional.ofNullable(old).map(it -> text(it, isSecret)))
                                .putIf(
                                        "new",
                                        Optional.ofNullable(now).map(it -> text(it, isSecret)))
                                .build());
            }
        }
    }

    private static Json text(Json value, boolean isSecret) {
        String text = JsonText.of(isSecret ? Json.of(JobJson.MASK) : value);
        if (text.length() <= VALUE_MAX) {
            return Json.of(text);
        }
        int end = Character.isHighSurrogate(text.charAt(VALUE_MAX - 1)) ? 1 : 0;
        return Json.of(text.substring(0, VALUE_MAX - end) + "…");
    }

    /// Returns the reply, from a view that shows the changes.
    Json.Builder json(StoreView after) {
        List<Json> changes = new ArrayList<>();
        items.forEach(item -> changes.add(json(item, after)));
        removed.forEach(item -> changes.add(json(item, after)));
        Json.Builder reply =
                Json.object().put("changes", new Json.Arr(changes)).put("unchanged", unchanged);
        return isShortened ? reply.put("shortened", true) : reply;
    }

    private static Json.Obj json(Item item, StoreView after) {
        Json.Builder change =
                Json.object()
                        .put("kind", item.kind())
                        .put("name", item.name())
                        .put("change", item.change());
        item.id().ifPresent(id -> change.put("id", id));
        if (item.kind().equals("job")) {
            after.job(new JobName(item.name()))
                    .ifPresent(job -> {
                        change.put("id", job.id().number());
                        change.putOrNull(
                                "next",
                                after.state(job.id()).flatMap(JobState::nextDue).map(Json::of));
                    });
        }
        return item.members().isEmpty()
                ? change.build()
                : change.put("members", new Json.Arr(item.members())).build();
    }
}
