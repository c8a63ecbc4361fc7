/// Counters that many threads add to without a lock, and the text that Prometheus reads.
@NullMarked
package dev.jobd.daemon.metrics;

import org.jspecify.annotations.NullMarked;
