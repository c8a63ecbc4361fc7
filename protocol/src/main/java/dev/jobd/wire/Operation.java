package dev.jobd.wire;

import java.util.List;

/// One thing that can be asked of the daemon.
///
/// @param name the word in `op`
/// @param summary what it does, in one sentence
/// @param mutating whether it changes anything
/// @param args its arguments
/// @param result what it answers
/// @param errors the codes it can be refused with beside those of every request
/// @param since the protocol version that brought it
public record Operation(
        String name,
        String summary,
        boolean mutating,
        Shape.Struct args,
        Shape.Struct result,
        List<ErrorCode> errors,
        int since) {
    public Operation {
        errors = List.copyOf(errors);
    }

    /// Does nothing if the arguments are as the table says.
    ///
    /// @throws WireErrorException that names every argument that is not
    public void check(Json.Obj given) {
        ShapeCheck.require(args, given, "args");
    }

    /// Returns it as `describe` shows it.
    public Json.Obj describe() {
        return Json.object()
                .put("summary", summary)
                .put("mutating", mutating)
                .put("args", ShapeSchema.ofRequest(args))
                .put("result", ShapeSchema.ofReply(result))
                .put("errors", Json.strings(errors.stream().map(ErrorCode::word).toList()))
                .put("since", since)
                .build();
    }
}
