/**
 * Modules from HTTP repositories.
 *
 * <p>{@link HttpSearcherProvider} documents the settings. Hosts use it, {@link
 * HttpSearcherBuilder}, {@link HttpListener} and {@link HttpEvent}; the other types are not public.
 *
 * <p>The way of a search, from {@code require} to the network:
 *
 * <pre>
 *   HttpSearcher      the lock file first, then the repositories in their order
 *     IndexedSearch   of a repository with an index: looks there, and prefetches what is required
 *   Fetcher           the requests of one engine; files of this machine are read by LocalFiles
 *   SharedResources   what engines with equal cache settings share
 *     SingleFlight    equal requests of all engines are sent once, on a thread of the pool
 *   CachedClient      the cache's rules, with UpdatePolicy; the stores are in http.cache
 *     OriginLimiter   limits the concurrent requests to an origin
 *   Transport         mirrors, retries (Backoff), redirects, credentials, CircuitBreakers
 *   Exchange          one request and its response, within limits of time and size
 *   java.net.http     the JDK's client, one for each Connection (Clients)
 * </pre>
 *
 * <p>The way of a byte, from the socket to the compiled chunk:
 *
 * <pre>
 *   java.net.http       TLS, HTTP/1.1 and HTTP/2, chunked bodies
 *   Framing             refuses a response whose end is ambiguous, before its body is read
 *   BodyCollector       collects the body up to the limit of its kind
 *   Transport           a Response; statuses become results, retries or exceptions
 *   Gunzip              decodes the body, within the limit and a ratio
 *   ContentCheck        no web page in place of the file, no precompiled code
 *   Digest              SHA-256, once; FetchRequest.verify compares it with the lock file or index
 *   BlobStore           stores the bytes; ResponseStore stores the headers with the digest
 *   FetchResult.Found   bytes and digest, back to each engine that waits
 *   LockFile.confirm    checks or records the module
 *   SearchResult        Source with chunk name, URL and, as its stamp, the digest
 *   engine              finds the compiled chunk by that digest, or compiles the source
 * </pre>
 *
 * <p>Methanol is used for two things: {@code CacheControl} parses Cache-Control, and {@code
 * MoreBodySubscribers} has the timeout between two parts of a body, which the JDK's client lacks.
 * Its cache is not used: its disk store belongs to one process, and a second store behind it, such
 * as a Redis server, is not asked when the network must not be used. All caches here follow the
 * same rules, because the stores only store.
 *
 * <p>Failures of a request are {@link FetchException}s. A {@link PolicyException} is final; any
 * other failure may lead to a retry, another mirror or a stale file. Content that differs from a
 * lock file, an index or a signature is an {@link
 * io.github.luasearchers.searchers.http.integrity.IntegrityException}, which no setting gets
 * around.
 */
@NullMarked
package io.github.luasearchers.searchers.http;

import org.jspecify.annotations.NullMarked;
