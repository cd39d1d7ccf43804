/**
 * What says which bytes a module must have: lock files, indexes and signatures.
 *
 * <pre>
 *   LockFile      modules pinned by a user     lua-modules.lock, with a journal beside it
 *   ModuleIndex   modules of a repository      lua-modules.json, and Bundles of several modules
 *   Signatures    who wrote either of them     *.sig
 * </pre>
 *
 * <p>The searcher asks a {@link LockFile} or a {@link ModuleIndex} for what is {@link Expected} of
 * a file, and verifies what it got; {@link IntegrityException} says that it is something else. The
 * same documents are written by the commands of {@code luasearchers-publish}, which ask the
 * searcher as a {@link ModuleLocator}.
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
