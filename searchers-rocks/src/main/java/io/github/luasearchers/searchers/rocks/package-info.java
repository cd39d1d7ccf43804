/**
 * Modules in rocks, the packages of LuaRocks.
 *
 * <pre>
 *   RocksSearcher     installed rocks first, then those of servers
 *     Trees           of several Providers of a module the one that what is in use needs
 *       Tree          its manifest, and where its files are; TreeContext knows what is in use
 *     Servers         which rock a module is in: the lock file, the AllowList
 *       Resolver      which version, and which of each that it needs
 *         Catalog     the manifests of the servers
 *       Linking       C libraries, if this engine links such
 * </pre>
 *
 * <p>What servers have is fetched through {@link
 * io.github.luasearchers.searchers.http.remote.RemoteFiles}, so that the rules, the cache and the
 * lock file are those of the searcher {@code http}. Manifests and rockspecs are programs by their
 * form; {@link io.github.luasearchers.searchers.rocks.data.DataReader} reads them and runs nothing.
 */
@NullMarked
package io.github.luasearchers.searchers.rocks;

import org.jspecify.annotations.NullMarked;
