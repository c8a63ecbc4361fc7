package dev.jobd.client.file;

import dev.jobd.model.Group;
import dev.jobd.wire.ApplyOperations;
import dev.jobd.wire.Json;
import dev.jobd.wire.Operations;
import dev.jobd.wire.Shape;
import dev.jobd.wire.ShapeCheck;
import dev.jobd.wire.Suggestions;
import dev.jobd.wire.WireError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The jobs, groups and calendars of some files, as `apply` of the protocol takes them, and where
/// each stands. Whatever is wrong with any of the files is told, all of it.
public final class JobFiles {
    private static final Pattern FIELD = Pattern.compile("args\\.(\\w+)\\[(\\d+)]\\.?(.*)");
    private static final String JOBS = "jobs";
    private static final String GROUPS = "groups";
    private static final String SLOTS = "slots";
    private static final String UNLIMITED = "unlimited";

    private final List<String> files = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, List<Item>> lists = new HashMap<>();
    private final Map<List<String>, Item> first = new HashMap<>();

    /// Something that is to be.
    ///
    /// @param path where it stands: its list and its name
    /// @param declared as the protocol has it
    /// @param reader what has read it, if it is a job
    private record Item(
            Document document, List<String> path, Json.Obj declared, Optional<JobReader> reader) {
        Problem problem(String member, String message) {
            List<String> place = new ArrayList<>(path);
            if (!member.isEmpty()) {
                place.add(member.replaceFirst("[.\\[].*", ""));
            }
            return reader.map(job ->
                            new Problem(
                                    document.file(),
                                    job.position(member),
                                    job.inWords(member, message)))
                    .orElseGet(
                            () -> new Problem(document.file(), document.position(place), message));
        }

        String place() {
            Position position = document.position(path);
            return document.file() + ":" + position.line();
        }
    }

    /// Reads one more file.
    ///
    /// @param file its name; it says which format it has
    /// @param text what is in it
    public void read(String file, String text) {
        files.add(file);
        int before = problems.size();
        Document document = DocumentReader.read(file, text, problems);
        if (problems.size() > before) {
            return;
        }
        document.content().members().forEach((list, value) -> take(document, list, value));
    }

    /// Returns what is wrong with the files, in their order.
    public List<Problem> problems() {
        return sorted(problems);
    }

    private List<Problem> sorted(List<Problem> all) {
        return all.stream()
                .sorted(
                        Comparator.comparingInt((Problem it) -> files.indexOf(it.file()))
                                .thenComparingInt(it -> it.position().line())
                                .thenComparingInt(it -> it.position().column()))
                .toList();
    }

    /// Returns how many jobs, groups and calendars there are.
    public int count() {
        return lists.values().stream().mapToInt(List::size).sum();
    }

    /// Returns the names of the jobs, in the order of the files.
    public List<String> jobs() {
        return items(JOBS).stream().map(item -> item.path().getLast()).toList();
    }

    /// Returns the lists of `apply`, in the order of the files.
    ///
    /// @param origin that of the jobs
    public Json.Obj content(String origin) {
        Json.Builder content = Json.object();
        for (String list : ApplyOperations.LISTS) {
            List<Json> declared = new ArrayList<>();
            for (Item item : items(list)) {
                declared.add(
                        list.equals(JOBS)
                                ? Json.object()
                                        .putAll(item.declared())
                                        .put("origin", origin)
                                        .build()
                                : item.declared());
            }
            content.put(list, new Json.Arr(declared));
        }
        return content.build();
    }

    /// Returns what the daemon says is wrong, where it stands in the files, and apart from that
    /// what stands nowhere.
    public Refusals refusals(WireError error) {
        List<WireError.BadField> bad =
                error.errors().isEmpty()
                        ? List.of(
                                new WireError.BadField(
                                        error.field().orElse(""), error.code(), error.message()))
                        : error.errors();
        List<Problem> placed = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (WireError.BadField it : bad) {
            Matcher field = FIELD.matcher(it.field());
            if (field.matches()
                    && Integer.parseInt(field.group(2)) < items(field.group(1)).size()) {
                Item item = items(field.group(1)).get(Integer.parseInt(field.group(2)));
                placed.add(item.problem(field.group(3), it.message()));
            } else {
                others.add(it.message());
            }
        }
        return new Refusals(sorted(placed), others);
    }

    /// What the daemon has refused.
    ///
    /// @param placed what stands in the files
    /// @param others what does not
    public record Refusals(List<Problem> placed, List<String> others) {}

    private List<Item> items(String list) {
        return lists.getOrDefault(list, List.of());
    }

    private void take(Document document, String list, Json value) {
        List<String> path = List.of(list);
        if (list.startsWith("x-")) {
            return;
        }
        if (!ApplyOperations.LISTS.contains(list)) {
            wrong(
                    document,
                    path,
                    Suggestions.unknown("key", list, ApplyOperations.LISTS)
                            + " (a file has jobs, groups and calendars, as in [jobs.NAME])");
        } else if (value instanceof Json.Obj named) {
            named.members().forEach((name, each) -> take(document, list, name, each));
        } else {
            wrong(document, path, "'" + list + "' must be a table, as in [" + list + ".NAME]");
        }
    }

    private void take(Document document, String list, String name, Json value) {
        List<String> path = List.of(list, name);
        String kind = list.substring(0, list.length() - 1);
        if (!(value instanceof Json.Obj source)) {
            wrong(
                    document,
                    path,
                    kind + " '" + name + "' must be a table, as in [" + list + "." + name + "]");
            return;
        }
        Item there = first.get(path);
        if (there != null) {
            wrong(document, path, kind + " '" + name + "' is in " + there.place() + " as well");
            return;
        }
        Optional<Item> item =
                list.equals(JOBS)
                        ? job(document, path, source)
                        : other(document, list, path, source);
        first.put(path, item.orElseGet(() -> new Item(document, path, source, Optional.empty())));
        item.ifPresent(it -> lists.computeIfAbsent(list, _ -> new ArrayList<>()).add(it));
    }

    private Optional<Item> job(Document document, List<String> path, Json.Obj source) {
        JobReader reader = new JobReader(document, path, source, problems);
        return reader.read().map(job -> new Item(document, path, job, Optional.of(reader)));
    }

    private Optional<Item> other(
            Document document, String list, List<String> path, Json.Obj source) {
        Json.Builder declared = Json.object().put("name", path.getLast());
        source.members()
                .forEach((key, value) ->
                        declared.put(
                                key,
                                key.equals(SLOTS) && Json.of(UNLIMITED).equals(value)
                                        ? Json.NULL
                                        : value));
        Item item = new Item(document, path, declared.build(), Optional.empty());
        List<WireError.BadField> bad = ShapeCheck.check(shape(list), item.declared(), list);
        for (WireError.BadField it : bad) {
            String member = it.field().substring(list.length() + 1);
            String message =
                    list.equals(GROUPS) && member.equals(SLOTS)
                            ? "'slots' of group '%s' must be a number from 1 to %d or \"unlimited\""
                                    .formatted(path.getLast(), Group.SLOTS_MAX)
                            : it.message().replaceFirst("^unknown field", "unknown key");
            problems.add(item.problem(member, message));
        }
        return bad.isEmpty() ? Optional.of(item) : Optional.empty();
    }

    private static Shape shape(String list) {
        return Operations.require(ApplyOperations.APPLY).args().fields().stream()
                .filter(field -> field.name().equals(list))
                .map(field -> ((Shape.ListOf) field.shape()).rest())
                .findFirst()
                .orElseThrow();
    }

    private void wrong(Document document, List<String> path, String message) {
        problems.add(new Problem(document.file(), document.position(path), message));
    }
}
