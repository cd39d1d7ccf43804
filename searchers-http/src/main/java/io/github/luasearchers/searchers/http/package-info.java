/**
 * Modules from HTTP repositories.
 *
 * <p>{@link io.github.luasearchers.searchers.http.HttpSearcherProvider} documents the settings.
 */
@NullMarked
package io.github.luasearchers.searchers.http;

import org.jspecify.annotations.NullMarked;
