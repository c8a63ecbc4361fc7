package dev.jobd.client.command;

import dev.jobd.client.output.Console;
import dev.jobd.client.output.ProgressLine;
import dev.jobd.wire.Json;
import dev.jobd.wire.JsonText;
import dev.jobd.wire.Limits;
import dev.jobd.wire.WireError;
import dev.jobd.wire.WireErrorException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sends jobs in batches, each of which is made or not made as a whole.
///
/// @param isTrial whether the daemon is only to check them
/// @param showsIds whether their numbers are all that is wanted
record JobBatches(Session session, boolean isTrial, boolean showsIds) {
    /// Some room is left for what stands around the jobs.
    private static final int BYTES_MAX = Limits.LINE_BYTES - (16 << 10);

    private static final int MEMBERS_MAX = 45_000;
    private static final Pattern PLACE = Pattern.compile("args\\.ops\\[(\\d+)]\\.(.*)");

    /// Sends all jobs and returns the exit code. What comes after a batch that is refused is not
    /// sent.
    int send(List<JobLines.JobLine> jobs) {
        ProgressLine progress = new ProgressLine(session.console(), "jobs");
        int done = 0;
        while (done < jobs.size()) {
            List<JobLines.JobLine> batch = next(jobs, done);
            try {
                show(session.call("batch", arguments(batch)));
            } catch (WireErrorException refused) {
                progress.end();
                return refused(refused.error(), batch, jobs, done);
            } catch (RuntimeException lost) {
                progress.end();
                Errors.say(session.console(), upTo(jobs, done));
                throw lost;
            }
            done += batch.size();
            progress.at(done, jobs.size());
        }
        progress.end();
        if (!session.isJson() && !showsIds) {
            session.console().line((isTrial ? "would add " : "added ") + count(done));
        }
        return ExitCode.DONE;
    }

    /// As many as one request takes.
    private static List<JobLines.JobLine> next(List<JobLines.JobLine> jobs, int from) {
        long bytes = 0;
        long members = 0;
        int to = from;
        while (to < jobs.size() && to - from < Limits.BATCH) {
            Json.Obj job = jobs.get(to).job();
            bytes += JsonText.line(job).length + 40;
            members += members(job) + 4;
            if (to > from && (bytes > BYTES_MAX || members > MEMBERS_MAX)) {
                break;
            }
            to++;
        }
        return jobs.subList(from, to);
    }

    private static long members(Json value) {
        return switch (value) {
            case Json.Obj object ->
                    object.members().values().stream().mapToLong(it -> 1 + members(it)).sum();
            case Json.Arr array -> array.items().stream().mapToLong(it -> 1 + members(it)).sum();
            case Json.Str _, Json.Int _, Json.Num _, Json.Bool _, Json.Null _ -> 0;
        };
    }

    private Json.Builder arguments(List<JobLines.JobLine> batch) {
        List<Json> ops = new ArrayList<>();
        for (JobLines.JobLine line : batch) {
            Json.Obj args = Json.object().put("job", line.job()).build();
            ops.add(Json.object().put("op", "add").put("args", args).build());
        }
        Json.Builder args = Json.object().put("ops", new Json.Arr(ops));
        return isTrial ? args.put("dry_run", true) : args;
    }

    private void show(Json.Obj reply) {
        Console console = session.console();
        for (Json.Obj result : reply.objects("results")) {
            if (session.isJson()) {
                console.json(result);
            } else if (showsIds) {
                console.line(Long.toString(result.object("job").integer("id")));
            }
        }
    }

    private int refused(
            WireError error, List<JobLines.JobLine> batch, List<JobLines.JobLine> jobs, int done) {
        List<WireError.BadField> errors =
                error.errors().isEmpty()
                        ? List.of(
                                new WireError.BadField(
                                        error.field().orElse(""), error.code(), error.message()))
                        : error.errors();
        for (WireError.BadField bad : errors) {
            Matcher place = PLACE.matcher(bad.field());
            boolean isOfLine = place.matches();
            String line =
                    isOfLine
                            ? "line " + batch.get(Integer.parseInt(place.group(1))).number() + ": "
                            : "";
            Errors.say(session.console(), line + Errors.of(bad.field(), bad.message()));
        }
        Errors.say(session.console(), upTo(jobs, done));
        return ExitCode.of(error);
    }

    private String upTo(List<JobLines.JobLine> jobs, int done) {
        String verb = isTrial ? "checked" : "added";
        if (done == 0) {
            return isTrial ? "no job is known to be right" : "no job was added";
        }
        return verb
                + " "
                + count(done)
                + ", up to line "
                + jobs.get(done - 1).number()
                + "; none from line "
                + jobs.get(done).number()
                + " on";
    }

    private static String count(int jobs) {
        return jobs == 1 ? "1 job" : jobs + " jobs";
    }
}
