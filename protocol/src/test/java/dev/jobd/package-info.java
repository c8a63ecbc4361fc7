@NullMarked
package dev.jobd;

import org.jspecify.annotations.NullMarked;
