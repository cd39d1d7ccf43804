/**
 * Modules from HTTP repositories.
 *
 * <p>{@link io.github.luasearchers.searchers.http.HttpSearcherProvider} documents the settings.
 *
 * <p>A search asks {@link io.github.luasearchers.searchers.http.Fetches}; equal errands of all
 * engines are done once, on a thread of ours, by a {@link
 * io.github.luasearchers.searchers.http.CachedClient}: it looks into the {@link
 * io.github.luasearchers.searchers.http.AnswerStore}, and has {@link
 * io.github.luasearchers.searchers.http.Transport} ask the network over the JDK's client, within
 * the times and sizes that {@link io.github.luasearchers.searchers.http.Exchange} keeps.
 *
 * <pre>
 *   HttpSearcher - Fetches - SingleFlight | CachedClient - Transport - Exchange | JDK
 *                                         |   AnswerStore: memory, folder, Redis
 *                                         |   BlobStore:   memory, folder, Redis
 * </pre>
 *
 * <p>The rules of the cache are in one place and the stores only store, so that no cache keeps
 * another promise than the next. Methanol's cache is not used: its disk store belongs to one
 * process, and what stands behind it, such as a Redis server, it never asks when it is told not to
 * use the network. Its parser of Cache-Control and its time-outs of bodies are.
 *
 * <p>What is fetched is kept by its SHA-256, in a {@link
 * io.github.luasearchers.searchers.http.BlobStore} that checks what it gives. A {@link
 * io.github.luasearchers.searchers.http.LockFile} says which bytes a module must have, a {@link
 * io.github.luasearchers.searchers.http.ModuleIndex} which modules a repository has.
 *
 * <p>Bundles are archives, and they come from elsewhere. So they are read by the archive searcher's
 * code and under its limits, through {@link io.github.luasearchers.searchers.jar.ZipBytes}: hence
 * the dependency on that module.
 *
 * <p>JSON is read by Gson's pull parser: it is one jar of 0.3 MB under the Apache licence, kept by
 * its makers for more than fifteen years, strict where it is asked to be, limits nesting, and knows
 * line and column. The parts that map objects by reflection are not used. JSON is written by code
 * of our own, for no library writes some objects on one line and others not.
 */
@NullMarked
package io.github.luasearchers.searchers.http;

import org.jspecify.annotations.NullMarked;
