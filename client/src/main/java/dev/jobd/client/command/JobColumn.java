package dev.jobd.client.command;

import dev.jobd.client.output.Cell;
import dev.jobd.client.output.Table;
import dev.jobd.client.output.TimeFormat;
import dev.jobd.wire.Json;
import dev.jobd.wire.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// A column of the table of jobs.
///
/// @param name what it is called on the command line
/// @param fields the members of a job it is made of
/// @param cell makes its cell
record JobColumn(
        String name,
        Table.Column column,
        List<String> fields,
        BiFunction<Json.Obj, TimeFormat, Cell> cell) {
    private static final String LAST = "last";

    private static final List<JobColumn> ALL =
            List.of(
                    of(Table.Column.number("ID"), (job, _) -> Cell.of(job.integer("id")), "id"),
                    of(Table.Column.text("NAME"), (job, _) -> Cell.of(job.text("name")), "name"),
                    of(
                            Table.Column.text("SCHEDULE"),
                            (job, _) -> Cell.of(job.text("schedule_text")),
                            "schedule_text"),
                    of(
                            Table.Column.fixed("STATE"),
                            (job, _) -> JobWords.state(job.text("state")),
                            "state"),
                    of(
                            Table.Column.fixed("NEXT"),
                            JobWords::next,
                            "next",
                            "paused",
                            "paused_until"),
                    of(Table.Column.fixed("LAST"), (job, _) -> outcome(job), LAST),
                    of(
                            Table.Column.fixed("ENDED"),
                            (job, times) ->
                                    JobWords.time(
                                            last(job).flatMap(run -> run.findInstant("ended")),
                                            times),
                            LAST),
                    of(Table.Column.number("TOOK"), (job, _) -> took(job), LAST),
                    of(
                            Table.Column.number("OK"),
                            (job, _) -> JobWords.successRate(job.object("counts")),
                            "counts"),
                    of(Table.Column.text("COMMAND"), text("command_text"), "command_text"),
                    of(Table.Column.text("GROUP"), text("group"), "group"),
                    of(
                            Table.Column.number("PRIORITY"),
                            (job, _) -> Cell.of(job.integer("priority")),
                            "priority"),
                    of(
                            Table.Column.fixed("CREATED"),
                            (job, times) -> JobWords.time(job.findInstant("created"), times),
                            "created"));

    /// The columns that are shown unless others are asked for.
    static final List<JobColumn> USUAL = ALL.subList(0, 9);

    /// Returns the columns with these names.
    ///
    /// @throws UsageException if there is none of a name
    static List<JobColumn> of(String names) {
        List<JobColumn> columns = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            columns.add(
                    ALL.stream()
                            .filter(column -> column.name().equals(name.strip()))
                            .findFirst()
                            .orElseThrow(() ->
                                    new UsageException(
                                            Suggestions.unknown("column", name, names())
                                                    + " There are "
                                                    + String.join(", ", names()))));
        }
        return columns;
    }

    /// Returns the names of all columns.
    static List<String> names() {
        return ALL.stream().map(JobColumn::name).toList();
    }

    /// Returns the members of a job that these columns are made of.
    static List<String> fields(List<JobColumn> columns) {
        TreeSet<String> fields = new TreeSet<>();
        columns.forEach(column -> fields.addAll(column.fields()));
        return List.copyOf(fields);
    }

    private static JobColumn of(
            Table.Column column, BiFunction<Json.Obj, TimeFormat, Cell> cell, String... fields) {
        String name = column.head().toLowerCase(Locale.ROOT);
        return new JobColumn(name, column, List.of(fields), cell);
    }

    private static BiFunction<Json.Obj, TimeFormat, Cell> text(String member) {
        return (job, _) -> Cell.of(job.text(member));
    }

    private static Optional<Json.Obj> last(Json.Obj job) {
        return job.findObject(LAST);
    }

    private static Cell outcome(Json.Obj job) {
        return last(job).map(run -> JobWords.outcome(run.text("outcome"), run)).orElse(Cell.EMPTY);
    }

    private static Cell took(Json.Obj job) {
        return JobWords.length(
                last(job).map(run -> run.findInteger("duration_ms")).orElse(OptionalLong.empty()));
    }
}
