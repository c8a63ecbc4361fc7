@NullMarked
package dev.jobd.wire;

import org.jspecify.annotations.NullMarked;
