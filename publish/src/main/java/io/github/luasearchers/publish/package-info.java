/**
 * The commands for publishing modules and for keeping lock files: {@link
 * io.github.luasearchers.publish.Main}.
 *
 * <pre>
 *   index, bundle    IndexWriter      a folder of modules -> lua-modules.json, bundles/*.zip
 *                    RequireScanner   what each module requires
 *   sign             Signatures       *.sig
 *   lock check       LockCommands     a lock file and what the servers have now
 *   lock update
 *   lock export      LockSums         a lock file as sha256sum reads and writes it
 *   lock import
 * </pre>
 *
 * <p>The forms of indexes, bundles, signatures and lock files are those of {@code
 * io.github.luasearchers.searchers.http.integrity}, which the HTTP searcher reads. The servers are
 * asked by that searcher, under the settings of the program whose lock file it is ({@link
 * CommandSettings}). Of the engine this needs the tokens of Lua alone: no command runs any Lua.
 */
@NullMarked
package io.github.luasearchers.publish;

import org.jspecify.annotations.NullMarked;
