/// The daemon's own log: one line a record, bounded in rate and size.
@NullMarked
package dev.jobd.daemon.log;

import org.jspecify.annotations.NullMarked;
