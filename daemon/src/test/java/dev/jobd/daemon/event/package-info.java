@NullMarked
package dev.jobd.daemon.event;

import org.jspecify.annotations.NullMarked;
