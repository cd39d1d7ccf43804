/**
 * Events for the JDK's flight recorder, in the category {@code Lua}. They know nothing of the
 * engine: names and times are all that they hold.
 *
 * <p>{@link Flight} alone is what other packages ask. It says whether anybody records, without a
 * class of an event being loaded; where the module {@code jdk.jfr} is missing, nobody does.
 */
@NullMarked
package io.github.luasearchers.engine.flight;

import org.jspecify.annotations.NullMarked;
