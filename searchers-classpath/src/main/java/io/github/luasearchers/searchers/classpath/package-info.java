/**
 * Modules from class-path resources.
 *
 * <p>The provider reads the settings and the searcher searches; {@link
 * io.github.luasearchers.searchers.classpath.Resource} is one resource that was found. Of earlier
 * searches, the searcher only remembers where the JDK's own class loaders found a file ({@link
 * io.github.luasearchers.searchers.classpath.Locations}). It checks that file again, so that a
 * change to it is seen, while a file that is later put before it on the class path is not. Of an
 * archive that such a loader has found, its directory is kept as well, as long as the archive is
 * the same ({@link io.github.luasearchers.searchers.classpath.ArchiveIndex}). Nothing stays open.
 *
 * <p>The roots are {@code META-INF/lua/}, {@code lua/} and the root itself, in this order. Modules
 * should be in the first: resources of a named Java module are hidden in every folder that could be
 * a package, which {@code META-INF} could not.
 */
@NullMarked
package io.github.luasearchers.searchers.classpath;

import org.jspecify.annotations.NullMarked;
