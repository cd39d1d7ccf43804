/**
 * Modules that live: loaded anew, changed and unloaded while their users run.
 *
 * <p>{@link io.github.luasearchers.engine.require.Loads} records who requires whom, as it happens.
 * {@link Live} is what scripts ({@link LiveFunction}) and hosts ask, {@link Reloads} keeps what
 * outlives one reload. A {@link Reload} is a transaction: a {@link Plan} says how far a change goes
 * along the {@link Graph}, up to those that accept it; everything is found and compiled, then run
 * in the order of dependencies, with {@link Reloading} as {@code package.reloading}; {@link Hooks}
 * are what modules define to take part. {@link Before} is what is put back when a step fails.
 * {@link Edits} are changes that were made to modules by hand.
 *
 * <p>Rooms, which know neither this package nor each other: {@code patch} puts new code into
 * functions that stay; {@code watch} tells when files change; {@code picture} draws the graph;
 * {@code bundle} finds modules ahead of time and packs them.
 */
@NullMarked
package io.github.luasearchers.engine.live;

import org.jspecify.annotations.NullMarked;
