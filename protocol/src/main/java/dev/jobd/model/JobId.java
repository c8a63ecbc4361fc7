package dev.jobd.model;

/// The number of a job: 1, 2, 3, …, given once and never used again.
public record JobId(long number) implements Comparable<JobId> {
    public JobId {
        if (number < 1) {
            throw new IllegalArgumentException("a job number is 1 or more, not " + number);
        }
    }

    @Override
    public int compareTo(JobId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
