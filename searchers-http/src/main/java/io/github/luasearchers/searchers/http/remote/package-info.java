/**
 * What the HTTP searcher does for other searchers whose files are on servers: they give it the
 * addresses, and share its connections, its cache, its lock file and its modes.
 */
@NullMarked
package io.github.luasearchers.searchers.http.remote;

import org.jspecify.annotations.NullMarked;
