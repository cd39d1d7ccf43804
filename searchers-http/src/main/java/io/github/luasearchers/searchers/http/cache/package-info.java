/**
 * The cache: the bytes of files by digest, and responses by URL and credentials.
 *
 * <p>{@link Cache#open} opens the cache that the {@link CacheSettings} describe. It has two stores:
 *
 * <pre>
 *   store           key                            value            in memory         in a folder
 *   BlobStore       SHA-256 of the bytes           bytes            MemoryBlobs       DiskBlobs
 *   ResponseStore   SHA-256 of URL, credentials    StoredResponse   MemoryResponses   DiskResponses
 * </pre>
 *
 * <p>Any number of processes share a folder, and any of them may be killed at any time: {@link
 * AtomicFiles} writes files as a whole, {@link FileMutex} is a lock between processes, {@link
 * Eviction} keeps the folder to its limits. The folder contains:
 *
 * <pre>
 *   v1/blobs/ab/abcd...     the bytes
 *   v1/answers/12/1234...   a StoredResponse: lines of text, with their digest
 *   v1/tmp/                 files that are being written
 *   v1/secret               the key of the CredentialKeys
 *   v1/eviction.lock        its time is that of the last scan
 * </pre>
 *
 * <p>Caches on servers come from other jars, through {@link CacheProvider}.
 *
 * <p>This package knows nothing of the rest of the HTTP searcher. {@link StoredResponse} computes
 * age and freshness (RFC 9111); the client decides what it takes from the cache.
 */
@NullMarked
package io.github.luasearchers.searchers.http.cache;

import org.jspecify.annotations.NullMarked;
