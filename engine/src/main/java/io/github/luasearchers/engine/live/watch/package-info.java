/**
 * Notices that files may have changed, and tells which did.
 *
 * <p>The two halves don't know each other. {@link Watcher} decides <em>when</em> to look: it trusts
 * no event, and whatever it is told, or not told, only ends in {@link Watched#check}. {@link
 * FileStates} tells <em>what</em> a file is now, by its content, and reads it only where its stamp
 * differs.
 */
@NullMarked
package io.github.luasearchers.engine.live.watch;

import org.jspecify.annotations.NullMarked;
