/**
 * Rocks: archives that hold modules.
 *
 * <pre>
 *   Rock          what a rock has: its modules, its libraries, its Rockspec
 *   RockName      its name, version and kind, as its file's name has them
 *   BuiltRock     .all.rock and binary rocks: modules in lua/, libraries in lib/, a RockManifest
 *   SourceRock    .src.rock: a rockspec, and the SourceTree that it tells the modules of
 * </pre>
 *
 * <p>A rock is read in memory, by its central directory, under the limits of the archive searcher.
 * Nothing of it is unpacked to a disk, and nothing of it runs.
 */
@NullMarked
package io.github.luasearchers.searchers.rocks.rock;

import org.jspecify.annotations.NullMarked;
