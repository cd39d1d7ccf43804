/**
 * What the tests of the HTTP modules share: {@link TestServer} is a web server, {@link Settings}
 * are a searcher's settings, {@link HttpProvider} finds the searcher, {@link CachePromises} are the
 * cases that every cache has to pass, and {@link Corpus} writes down what was tried.
 *
 * <p>The modules under test are not seen from here: their searcher is found by {@link
 * java.util.ServiceLoader}, as an engine finds it.
 */
@NullMarked
package io.github.luasearchers.testing.http;

import org.jspecify.annotations.NullMarked;
