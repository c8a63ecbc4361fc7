package dev.jobd.tui;

import dev.jobd.tui.Daemon.Done;
import dev.jobd.tui.state.Effect;
import dev.jobd.tui.state.FormContent;
import dev.jobd.wire.Json;
import dev.jobd.wire.Operations;
import dev.jobd.wire.Shape;
import dev.jobd.wire.WireErrorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Has the daemon change something, and says in words what it did.
final class Wishes {

    private final Line line;

    /// The definitions of the jobs that the newest delete took.
    private final List<Json.Obj> removed = new ArrayList<>();

    Wishes(Line line) {
        this.line = line;
    }

    Done send(Effect.Send wish) throws IOException {
        return switch (wish) {
            case Effect.All all -> sendAll(all);
            case Effect.Remove(long job, var name) -> {
                removed.clear();
                remove(job);
                yield new Done("deleted: " + name + "   u brings it back", name);
            }
            default -> new Done(one(wish), "");
        };
    }

    private String one(Effect.Send wish) throws IOException {
        return switch (wish) {
            case Effect.Trigger(long job, var name) -> {
                Json.Obj result = line.call("trigger", job(job));
                yield "run now: " + name + run(result);
            }
            case Effect.Pause(long job, var name) -> {
                line.call("pause", job(job));
                yield "paused: " + name;
            }
            case Effect.Resume(long job, var name) -> {
                line.call("resume", job(job));
                yield "resumed: " + name;
            }
            case Effect.Stop(long job, long run, var name) -> {
                line.call("stop", Json.object().put("run", job + "/" + run).build());
                yield "stopping: " + name + " run #" + run;
            }
            case Effect.Signal(long job, long run, var name, var signal) -> {
                Json.Builder args = Json.object().put("run", job + "/" + run);
                line.call("stop", args.put("signal", signal).build());
                yield signal + " sent: " + name + " run #" + run;
            }
            case Effect.Remove(long job, var name) -> {
                remove(job);
                yield "deleted: " + name;
            }
            case Effect.Restore() -> restore();
            case Effect.All all -> sendAll(all).text();
        };
    }

    /// Does all that can be done; what was refused is named, with the reason of the first.
    private Done sendAll(Effect.All all) throws IOException {
        boolean removes = all.parts().stream().anyMatch(Effect.Remove.class::isInstance);
        if (removes) {
            removed.clear();
        }
        int done = 0;
        List<String> refused = new ArrayList<>();
        for (Effect.Send part : all.parts()) {
            try {
                one(part);
                done++;
            } catch (WireErrorException e) {
                refused.add(part.wish() + ": " + e.error().message());
            }
        }
        String text =
                refused.isEmpty()
                        ? all.wish() + ": done"
                        : all.wish()
                                + ": "
                                + done
                                + " done, "
                                + refused.size()
                                + " refused, first "
                                + refused.getFirst();
        return new Done(text, removes && done > 0 ? done + " jobs" : "");
    }

    /// What it was is asked for with its secrets, so that it can be made again as it was.
    private void remove(long job) throws IOException {
        Json.Obj definition =
                line.call("get", Json.object().putAll(job(job)).put("reveal", true).build())
                        .object("job");
        line.call("remove", job(job));
        removed.add(definition(definition));
    }

    private String restore() throws IOException {
        if (removed.isEmpty()) {
            return "nothing to bring back";
        }
        int made = 0;
        while (!removed.isEmpty()) {
            line.call("add", Json.object().put("job", removed.getFirst()).build());
            removed.removeFirst();
            made++;
        }
        return made == 1 ? "brought back: 1 job" : "brought back: " + made + " jobs";
    }

    /// Of a job that the daemon shows, the members that make one.
    static Json.Obj definition(Json.Obj job) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (String name : definitionNames()) {
            if (job.has(name)) {
                members.put(name, job.members().getOrDefault(name, Json.NULL));
            }
        }
        return new Json.Obj(members);
    }

    private static List<String> definitionNames() {
        return Operations.require("add").args().fields().stream()
                .filter(field -> field.name().equals("job"))
                .map(field -> field.shape())
                .filter(Shape.Struct.class::isInstance)
                .map(shape -> ((Shape.Struct) shape).names())
                .findFirst()
                .orElseThrow();
    }

    /// Makes or changes the job of a form.
    String save(FormContent content, FormJson.Read form) throws IOException {
        if (content.job() == 0) {
            Json.Obj made =
                    line.call("add", Json.object().put("job", form.job()).build()).object("job");
            return "added: " + made.text("name");
        }
        Json.Builder args = Json.object().put("job", String.valueOf(content.job()));
        args.put("if_rev", content.revision()).put("set", patch(form));
        return "changed: " + line.call("update", args.build()).object("job").text("name");
    }

    /// A form's changes as a merge patch.
    static Json.Obj patch(FormJson.Read changes) {
        Json.Builder patch = Json.object().putAll(changes.job());
        changes.unset().forEach(name -> patch.put(name, Json.NULL));
        return patch.build();
    }

    private static Json.Obj job(long number) {
        return Json.object().put("job", String.valueOf(number)).build();
    }

    private static String run(Json.Obj result) {
        return result.findObject("run")
                .map(run -> run.findInteger("number"))
                .filter(OptionalLong::isPresent)
                .map(number -> " (run #" + number.getAsLong() + ")")
                .orElse("");
    }
}
