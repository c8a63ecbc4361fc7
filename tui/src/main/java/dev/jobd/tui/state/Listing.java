package dev.jobd.tui.state;

import java.time.Instant;
import java.util.List;

/// The daemon's answer to "which jobs are there": all of them, and its clock.
public record Listing(List<JobRow> jobs, Instant daemonNow) {

    public Listing {
        jobs = List.copyOf(jobs);
    }
}
