/**
 * Documents that say which bytes a module must have: lock files, indexes and signatures.
 *
 * <pre>
 *   LockFile      modules that a user pins     lua-modules.lock, with a LockJournal beside it
 *   ModuleIndex   modules of a repository      lua-modules.json, and Bundles of several modules
 *   Signatures    who wrote one of the two     *.sig
 * </pre>
 *
 * <p>The searcher asks a {@link LockFile} or a {@link ModuleIndex} for the {@link ExpectedContent}
 * of a file, and verifies what it got; {@link IntegrityException} says that it is something else.
 * The same documents are written by the commands of {@code luasearchers-publish}, which ask the
 * searcher as a {@link ModuleLocator}, and that for rocks as a {@link RockLocator}.
 *
 * <p>Bundles are archives, and they come from elsewhere. So they are read by the archive searcher's
 * code and under its limits, through {@link io.github.luasearchers.searchers.jar.ZipBytes}.
 *
 * <p>{@link JsonInput} reads JSON by Gson's pull parser, which is strict, limits nesting, and knows
 * line and column; the parts of Gson that map objects by reflection are not used. {@link JsonLines}
 * writes JSON, since no library writes some objects on one line and others not.
 */
@NullMarked
package io.github.luasearchers.searchers.http.integrity;

import org.jspecify.annotations.NullMarked;
