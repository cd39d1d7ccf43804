/**
 * Modules from zip and jar archives.
 *
 * <p>The searcher has a list of {@link io.github.luasearchers.searchers.jar.ArchivePath}s, which
 * find the archives that exist now, and keeps the {@link
 * io.github.luasearchers.searchers.jar.Archive} of each file until the file changes. {@link
 * io.github.luasearchers.searchers.jar.CentralDirectory} reads the list of an archive's entries.
 *
 * <p>An archive is read by its central directory alone, by code of our own: {@code
 * java.util.zip.ZipFile} does not report symbolic links, and for two entries with one name it gives
 * the size of the first with the content of the second. No file stays open. What programs start
 * from is read in a JVM that has loaded little: what only failures and compressed entries need is
 * in classes of its own, {@link io.github.luasearchers.searchers.jar.Failures} and {@link
 * io.github.luasearchers.searchers.jar.Deflated}.
 *
 * <p>{@link io.github.luasearchers.searchers.jar.ZipBytes} is for searchers that get archives from
 * elsewhere: it applies the same code and the same limits to bytes in memory.
 */
@NullMarked
package io.github.luasearchers.searchers.jar;

import org.jspecify.annotations.NullMarked;
