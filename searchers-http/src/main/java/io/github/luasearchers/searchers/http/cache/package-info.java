/**
 * The cache: the bytes of files by their digest, and what servers said by URL and reader.
 *
 * <p>{@link Cache#open} makes a cache of its settings. Each has two stores, which only store:
 *
 * <pre>
 *   BlobStore     SHA-256 - bytes                          MemoryBlobs    DiskBlobs
 *   AnswerStore   SHA-256 of URL and reader - KeptAnswer   MemoryAnswers  DiskAnswers
 * </pre>
 *
 * <p>A folder is shared by any number of processes, any of which may be killed at any time: {@link
 * AtomicFiles} writes files as a whole, {@link FileMutex} is a lock among processes, {@link
 * Eviction} keeps the folder to its limits. Caches on servers come from other jars, through {@link
 * CacheProvider}.
 *
 * <p>This package knows nothing of the rest of the HTTP searcher. What may be taken from a cache is
 * decided by the client that uses it; how long a response is fresh, by {@link KeptAnswer}.
 */
@NullMarked
package io.github.luasearchers.searchers.http.cache;

import org.jspecify.annotations.NullMarked;
