package dev.jobd.daemon.store;

import dev.jobd.model.Calendar;
import dev.jobd.model.Group;
import dev.jobd.model.Job;
import dev.jobd.model.JobId;
import dev.jobd.model.JobName;
import dev.jobd.model.JobState;
import dev.jobd.model.Run;
import dev.jobd.model.RunId;
import dev.jobd.model.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One saved state, consistent and unchanging. Safe for any thread until closed.
///
/// A view keeps files on disk that the store would otherwise let go, so close it soon; one that is
/// forgotten is closed by the garbage collector.
public interface StoreView extends AutoCloseable {

    /// Returns the number of the newest batch this view shows, 0 if there is none.
    long seq();

    /// Returns a job.
    Optional<Job> job(JobId id);

    /// Returns the job of this name.
    Optional<Job> job(JobName name);

    /// Returns jobs in the order of their numbers: fewer than asked for if they are long, but at
    /// least one if there are more.
    ///
    /// @param after the last job of the page before; empty for the first page
    /// @param limit how many at most
    List<Job> jobs(Optional<JobId> after, int limit);

    /// Returns jobs in the order of their names: fewer than asked for if they are long, but at
    /// least one if there are more.
    ///
    /// @param after the last name of the page before, or any text; empty text for the first page
    /// @param limit how many at most
    List<Job> jobsByName(String after, int limit);

    /// Returns names of jobs in their order, without reading the jobs.
    ///
    /// @param after any text
    /// @param limit how many at most
    List<JobName> names(String after, int limit);

    /// Returns what changes about a job as it runs.
    Optional<JobState> state(JobId job);

    /// Shows the states of all jobs, in the order of their numbers.
    void forEachState(Consumer<JobState> reader);

    /// Returns all runs that have not ended, by job and number.
    List<Run> activeRuns();

    /// Returns the runs of a job that have not ended, by number.
    List<Run> activeRuns(JobId job);

    /// Returns a run, ended or not.
    Optional<Run> run(RunId id);

    /// Returns runs of a job, ended or not, newest first.
    ///
    /// @param before only runs with a smaller number; `Long.MAX_VALUE` for the first page
    /// @param limit how many at most
    List<Run> runs(JobId job, long before, int limit);

    /// Returns ended runs of all jobs, the last ended first.
    ///
    /// @param before the last run of the page before; empty for the first page
    /// @param limit how many at most
    List<Run> endedRuns(Optional<TimelineKey> before, int limit);

    /// Returns the places of ended runs of all jobs, the first ended first.
    ///
    /// @param after the last place of the page before; empty for the first page
    /// @param limit how many at most
    List<TimelineKey> endings(Optional<TimelineKey> after, int limit);

    /// Returns the stored groups by name.
    List<Group> groups();

    /// Returns the stored calendars by name.
    List<Calendar> calendars();

    /// Returns the names of the stored calendars, sorted, without reading their days.
    default List<String> calendarNames() {
        return calendars().stream().map(Calendar::name).toList();
    }

    /// Returns the calendar of this name.
    Optional<Calendar> calendar(String name);

    /// Returns what is set for the whole daemon.
    Settings settings();

    /// Returns what was answered to the request with this key, if that is still known.
    Optional<Receipt> receipt(RequestKey key);

    /// Returns receipts by age, the oldest first.
    ///
    /// @param after the last one of the page before; empty for the first page
    /// @param limit how many at most
    List<ReceiptAge> receipts(Optional<ReceiptAge> after, int limit);

    /// Returns how many receipts there are.
    long receiptCount();

    /// Returns the number the next new job gets: one more than any job ever had.
    long nextJobNumber();

    /// Returns how much there is.
    Counts counts();

    @Override
    void close();

    /// How much there is.
    ///
    /// @param jobs all jobs
    /// @param activeRuns runs that have not ended
    /// @param endedRuns runs that have
    record Counts(long jobs, long activeRuns, long endedRuns) {}
}
