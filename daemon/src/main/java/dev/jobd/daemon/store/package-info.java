/// What the daemon remembers: the port to durable storage and its values.
@NullMarked
package dev.jobd.daemon.store;

import org.jspecify.annotations.NullMarked;
