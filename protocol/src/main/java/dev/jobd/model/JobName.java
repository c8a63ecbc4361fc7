package dev.jobd.model;

import java.util.regex.Pattern;

/// The name of a job: 1 to 128 of `A-Z a-z 0-9 . _ @ -`, and not digits only, since digits are a
/// job's number.
public record JobName(String text) implements Comparable<JobName> {
    /// The rule in words, for messages.
    public static final String RULE =
            "1 to 128 letters, digits, '.', '_', '@' or '-', and not digits only";

    private static final Pattern FORM = Pattern.compile("(?!\\d+$)[A-Za-z0-9._@-]{1,128}");

    public JobName {
        if (!isValid(text)) {
            throw new IllegalArgumentException("a job's name is " + RULE);
        }
    }

    /// Tells whether the text can name a job.
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(JobName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
