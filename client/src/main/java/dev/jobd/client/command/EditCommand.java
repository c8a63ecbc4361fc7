package dev.jobd.client.command;

import dev.jobd.wire.Json;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `edit`: changes a job, by options or in an editor.
final class EditCommand implements Verb {
    @Override
    public void describe(CommandSpec spec) {
        Help.of(spec, "edit JOB [schedule] [options] [-- COMMAND [ARGUMENT…]]")
                .example("jobctl edit sync                       # in your editor")
                .example("jobctl edit sync --every 10m --retries 2")
                .example("jobctl edit sync --timeout none --unset-env DEBUG")
                .example("jobctl edit sync -- rsync -a src/ other:dst/")
                .text(
                        "Only what is given changes. Without options it opens VISUAL or EDITOR on"
                                + " the job as JSON; what the daemon refuses can be corrected, and"
                                + " is kept in a file if you give up. Nothing starts by an edit:"
                                + " the next time is computed from now.")
                .end();
        ScheduleOptions.describe(spec);
        JobOptions.describe(spec);
        Options.values(spec, "NAME", "a variable to take away", "--unset-env");
        Options.parameters(spec, "1..*", "JOB", "its name or number, then its new command if any");
    }

    @Override
    public int run(ParseResult words, Session session) {
        List<String> parameters = new ArrayList<>(Options.parameters(words));
        String name = parameters.removeFirst();
        Json.Obj set = changes(words, parameters, session);
        boolean inEditor = set.members().isEmpty();
        Json.Obj job = session.call("get", OneJob.args(Json.of(name), inEditor)).object("job");
        if (inEditor) {
            return new JobEditor(session, job).run();
        }
        show(update(job, set, session), session);
        return ExitCode.DONE;
    }

    /// Changes a job as it was read, and not if someone else has changed it meanwhile.
    static Json.Obj update(Json.Obj job, Json.Obj set, Session session) {
        return session.call(
                "update",
                Json.object()
                        .put("job", job.integer("id"))
                        .put("if_rev", job.integer("rev"))
                        .put("set", set));
    }

    /// Says what the job is now.
    static void show(Json.Obj reply, Session session) {
        if (session.isJson()) {
            session.console().json(reply);
            return;
        }
        Json.Obj job = reply.object("job");
        String next =
                job.findInstant("next")
                        .map(time -> "; next " + session.times().full(time))
                        .or(() -> job.findText("no_next").map(why -> "; no next time: " + why))
                        .orElse("");
        session.console()
                .line("changed " + job.text("name") + ": " + job.text("schedule_text") + next);
    }

    private static Json.Obj changes(ParseResult words, List<String> command, Session session) {
        Json.Builder set = JobOptions.read(words, session);
        ScheduleOptions.putZone(words, set);
        if (!command.isEmpty()) {
            JobOptions.requireCommand(set, command, "");
        }
        ScheduleOptions.read(words, session).ifPresent(schedule -> set.put("schedule", schedule));
        List<String> unset = Options.texts(words, "--unset-env");
        if (!unset.isEmpty()) {
            Json.Builder env = Json.object();
            set.build().findObject("env").ifPresent(env::putAll);
            unset.forEach(variable -> env.put(variable, Json.NULL));
            set.put("env", env.build());
        }
        return set.build();
    }
}
