package dev.jobd.daemon.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/// Metrics as Prometheus reads them: text format 0.0.4, with HELP and TYPE of each.
public final class PrometheusText {
    private final StringBuilder text = new StringBuilder();

    /// Adds a counter, whose name ends in `_total`.
    public PrometheusText counter(String name, String help, double value) {
        head(name, help, "counter");
        return line(name, "", number(value));
    }

    /// Adds a counter, whose name ends in `_total`.
    public PrometheusText counter(String name, String help, long value) {
        head(name, help, "counter");
        return line(name, "", Long.toString(value));
    }

    /// Adds a counter for each value of a label.
    public PrometheusText counters(
            String name, String help, String label, Map<String, ? extends Number> values) {
        return labelled(name, help, "counter", label, values);
    }

    /// Adds a gauge.
    public PrometheusText gauge(String name, String help, double value) {
        head(name, help, "gauge");
        return line(name, "", number(value));
    }

    /// Adds a gauge.
    public PrometheusText gauge(String name, String help, long value) {
        head(name, help, "gauge");
        return line(name, "", Long.toString(value));
    }

    /// Adds a gauge for each value of a label.
    public PrometheusText gauges(
            String name, String help, String label, Map<String, ? extends Number> values) {
        return labelled(name, help, "gauge", label, values);
    }

    /// Adds a histogram, whose name ends in `_seconds`.
    public PrometheusText histogram(String name, String help, Histogram histogram) {
        head(name, help, "histogram");
        int bucket = 0;
        for (Duration bound : histogram.bounds()) {
            line(
                    name + "_bucket",
                    label("le", number(bound.toNanos() / 1e9)),
                    Long.toString(histogram.upTo(bucket)));
            bucket++;
        }
        // Counted once: the last bucket and the count must be the same, whatever is added
        // meanwhile.
        long all = histogram.upTo(bucket);
        line(name + "_bucket", label("le", "+Inf"), Long.toString(all));
        line(name + "_sum", "", number(histogram.seconds()));
        return line(name + "_count", "", Long.toString(all));
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private PrometheusText labelled(
            String name,
            String help,
            String type,
            String label,
            Map<String, ? extends Number> values) {
        if (values.isEmpty()) {
            return this;
        }
        head(name, help, type);
        values.forEach(
                (value, number) -> line(name, label(label, value), number(number.doubleValue())));
        return this;
    }

    private void head(String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private PrometheusText line(String name, String labels, String value) {
        text.append(name).append(labels).append(' ').append(value).append('\n');
        return this;
    }

    private static String label(String name, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "{" + name + "=\"" + escaped + "\"}";
    }

    private static String number(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
