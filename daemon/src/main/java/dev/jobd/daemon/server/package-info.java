/// The control socket: connections, sessions and the handlers of operations.
@NullMarked
package dev.jobd.daemon.server;

import org.jspecify.annotations.NullMarked;
