/// Tells those who wait for something that it has happened, once it is on disk.
@NullMarked
package dev.jobd.daemon.event;

import org.jspecify.annotations.NullMarked;
