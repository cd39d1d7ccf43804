package io.github.luasearchers.searchers.http.remote;

import io.github.luasearchers.searchers.http.cache.Digest;
import java.net.URI;

/** A file that was fetched, and its digest. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record RemoteFile(URI url, byte[] content, Digest digest) {}
