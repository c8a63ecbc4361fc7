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
            JobScan scan = new JobScan(view, JobFilter.of(args), orders);
            Optional<JobKey> last = fill(page, scan, keys, after);
            Json.Builder result = Json.object().put("items", page.items());
            result.putIf("next", last.map(it -> Json.of(Cursor.encode(args, it.place()))));
            result.putIf("draining_until", parts.shutdown().drainsUntil().map(Json::of));
            return new Answer.Now(
                    result.put("seq", view.seq()).put("now", parts.clock().instant()).build());
        }
    }

    /// Puts jobs in as long as there is room; returns the last one if there are more.
    private Optional<JobKey> fill(
            Page page, JobScan scan, List<String> keys, Optional<JobKey> after) {
        Optional<JobKey> last = after;
        int left = page.limit();
        while (true) {
            // One more than asked for tells whether there is another page.
            List<JobView> found = scan.find(keys, last, left + 1);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Waiting waiting = Waiting.of(parts.waits(), newest(found));
            for (JobView job : found) {
                if (!page.add(waiting.of(job).item())) {
                    return last;
                }
                last = Optional.of(JobKey.of(job, keys));
                left--;
            }
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
