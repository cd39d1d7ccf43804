/**
 * Modules from class-path resources.
 *
 * <p>The provider reads the setting and the searcher looks; {@link
 * io.github.luasearchers.searchers.classpath.Resource} is one resource that was found. Of earlier
 * searches nothing is remembered but where the JDK's own class loaders found a file ({@link
 * io.github.luasearchers.searchers.classpath.Locations}): it is looked at again, so that a change
 * of it is seen, while one that is later put before it on the class path is not. Nothing stays
 * open.
 *
 * <p>The roots are {@code META-INF/lua/}, {@code lua/} and the root itself, in this order. The
 * first is where modules should be: resources of a named Java module are hidden in every folder
 * that could be a package, and {@code META-INF} could not.
 */
@NullMarked
package io.github.luasearchers.searchers.classpath;

import org.jspecify.annotations.NullMarked;
