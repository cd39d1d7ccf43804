/**
 * Modules from class-path resources.
 *
 * <p>The provider reads the setting and the searcher looks; {@link
 * io.github.luasearchers.searchers.classpath.Resource} is one resource that was found. Nothing is
 * remembered between searches, and nothing stays open.
 *
 * <p>The roots are {@code META-INF/lua/}, {@code lua/} and the root itself, in this order. The
 * first is where modules should be: resources of a named Java module are hidden in every folder
 * that could be a package, and {@code META-INF} could not.
 */
@NullMarked
package io.github.luasearchers.searchers.classpath;

import org.jspecify.annotations.NullMarked;
