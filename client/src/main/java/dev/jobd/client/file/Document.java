package dev.jobd.client.file;

import dev.jobd.wire.Json;
import java.util.List;
import java.util.Map;

/// What a file says, whatever its format, and where.
///
/// @param file its name as it was given
/// @param content what it says
/// @param positions where each member and element stands, by the way to it from the top
record Document(String file, Json.Obj content, Map<List<String>, Position> positions) {

    /// Returns where something stands: of what is not there, where that stands which it would be
    /// in.
    Position position(List<String> path) {
        for (int length = path.size(); length > 0; length--) {
            Position position = positions.get(path.subList(0, length));
            if (position != null) {
                return position;
            }
        }
        return Position.START;
    }
}
