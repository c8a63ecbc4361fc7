/// Speaks to the daemon over its Unix socket, and starts one where none listens.
@NullMarked
package dev.jobd.client.connection;

import org.jspecify.annotations.NullMarked;
