/** The cache. */
@NullMarked
package io.github.luasearchers.searchers.http.redis;

import org.jspecify.annotations.NullMarked;
