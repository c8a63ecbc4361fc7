/// The one-shot client `jobctl`.
@NullMarked
package dev.jobd.client;

import org.jspecify.annotations.NullMarked;
