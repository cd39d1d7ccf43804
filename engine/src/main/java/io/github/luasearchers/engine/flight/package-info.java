/**
 * Events for the JDK's flight recorder, in the category {@code Lua}. They know nothing of the
 * engine: names and times are all that they hold.
 *
 * <p>{@link Flight} says whether anybody records, without a class of an event being loaded; where
 * the module {@code jdk.jfr} is missing, nobody does. {@link Spans} begins events, each of which is
 * ended by who has begun it. No other package names a class of {@code jdk.jfr}. {@link Logging}
 * says the like of the log: whether it may be asked for early.
 */
@NullMarked
package io.github.luasearchers.engine.flight;

import org.jspecify.annotations.NullMarked;
