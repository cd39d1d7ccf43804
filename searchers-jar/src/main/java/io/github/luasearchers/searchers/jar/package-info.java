/**
 * Modules from zip and jar archives.
 *
 * <p>The searcher asks a list of {@link io.github.luasearchers.searchers.jar.ArchivePath}s, each of
 * which knows the archives that are there now, and keeps the {@link
 * io.github.luasearchers.searchers.jar.Archive} of each file as long as the file doesn't change.
 * {@link io.github.luasearchers.searchers.jar.CentralDirectory} reads what an archive holds.
 *
 * <p>An archive is read by its central directory alone, by code of our own: {@code
 * java.util.zip.ZipFile} says nothing of symbolic links, and of two entries with one name it gives
 * the size of the first with the content of the second. No file stays open.
 *
 * <p>{@link io.github.luasearchers.searchers.jar.ZipBytes} is the door for searchers that get
 * archives from elsewhere: the same code and the same limits, over bytes in memory.
 */
@NullMarked
package io.github.luasearchers.searchers.jar;

import org.jspecify.annotations.NullMarked;
