/// What the tests of all modules share: each module compiles it into its own tests.
@NullMarked
package dev.jobd.testing;

import org.jspecify.annotations.NullMarked;
