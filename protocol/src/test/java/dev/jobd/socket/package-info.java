@NullMarked
package dev.jobd.socket;

import org.jspecify.annotations.NullMarked;
