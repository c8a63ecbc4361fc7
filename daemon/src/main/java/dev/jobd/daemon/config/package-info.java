/// What can be set about the daemon, described once, and where each value comes from.
@NullMarked
package dev.jobd.daemon.config;

import org.jspecify.annotations.NullMarked;
