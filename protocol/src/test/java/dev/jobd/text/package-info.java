@NullMarked
package dev.jobd.text;

import org.jspecify.annotations.NullMarked;
