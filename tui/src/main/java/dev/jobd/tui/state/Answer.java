package dev.jobd.tui.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the daemon said to a [Query].
public sealed interface Answer {

    /// A job. The list of due times is empty when it is never due by itself.
    record Job(JobDetail job, List<Instant> next) implements Answer {
        public Job {
            next = List.copyOf(next);
        }
    }

    /// A page of runs.
    record Runs(List<RunRow> runs, String more) implements Answer {
        public Runs {
            runs = List.copyOf(runs);
        }
    }

    /// The last lines of an output, oldest first.
    record Tail(List<LogLine> lines) implements Answer {
        public Tail {
            lines = List.copyOf(lines);
        }
    }

    /// Due times by job.
    record Fires(Map<Long, List<Instant>> times) implements Answer {
        public Fires {
            times = Map.copyOf(times);
        }
    }

    /// The daemon's figures.
    record Stats(DaemonStats stats) implements Answer {}

    /// What is wrong with a form by its fields, empty when nothing is; and what it means.
    record Check(Map<String, String> problems, String words, List<Instant> next) implements Answer {
        public Check {
            problems = Map.copyOf(problems);
            next = List.copyOf(next);
        }
    }

    /// No answer, and why.
    record None(String reason) implements Answer {}
}
