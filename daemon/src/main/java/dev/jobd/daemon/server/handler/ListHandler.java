package dev.jobd.daemon.server.handler;

import dev.jobd.daemon.server.Answer;
import dev.jobd.daemon.server.Call;
import dev.jobd.daemon.server.Handler;
import dev.jobd.daemon.store.StoreView;
import dev.jobd.model.Run;
import dev.jobd.wire.JobView;
import dev.jobd.wire.Json;
import java.util.List;
import java.util.Optional;

/// Returns jobs, a page at a time.
final class ListHandler implements Handler {
    private final HandlerParts parts;
    private final JobOrders orders = new JobOrders();

    ListHandler(HandlerParts parts) {
        this.parts = parts;
    }

    @Override
    public Answer answer(Call call) {
        Json.Obj args = call.args();
        Page page = new Page(args);
        List<String> sort = args.has("sort") ? args.texts("sort") : List.of();
        List<String> keys = sort.isEmpty() ? List.of("name") : sort;
        Optional<JobKey> after = Cursor.decode(args, place -> JobKey.of(place, keys));
        try (StoreView view = parts.store().view()) {
            // One more than asked for tells whether there is another page.
            List<JobView> found =
                    new JobScan(view, JobFilter.of(args), orders)
                            .find(keys, after, page.limit() + 1);
            Waiting waiting = Waiting.of(parts.waits(), newest(found));
            int count = 0;
            while (count < found.size() && page.add(waiting.of(found.get(count)).item())) {
                count++;
            }
            Json.Builder result = Json.object().put("items", page.items());
            if (count < found.size()) {
                JobKey last = JobKey.of(found.get(count - 1), keys);
                result.put("next", Cursor.encode(args, last.place()));
            }
            result.putIf("draining_until", parts.shutdown().drainsUntil().map(Json::of));
            return new Answer.Now(
                    result.put("seq", view.seq()).put("now", parts.clock().instant()).build());
        }
    }

    private static List<Run> newest(List<JobView> jobs) {
        return jobs.stream()
                .map(JobView::active)
                .filter(active -> !active.isEmpty())
                .map(List::getLast)
                .toList();
    }
}
