/**
 * Gives a loaded module new code while it is in use.
 *
 * <p>The new text has been run, as if the module were loaded for the first time. {@link
 * io.github.luasearchers.engine.live.patch.Patch} finds out which function of the old text is which
 * of the new by where they are written, makes the closures that exist run the new code with the
 * variables that they have, and merges what the run has left into the module's tables. What the run
 * made besides is dropped.
 */
@NullMarked
package io.github.luasearchers.engine.live.patch;

import org.jspecify.annotations.NullMarked;
