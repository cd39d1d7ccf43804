/**
 * The prompt: reads chunks from a person, runs them and shows what comes of it.
 *
 * <p>{@code Prompt} is the dialogue. It knows a reader only as {@code Lines}, so that the same
 * dialogue runs on a terminal with JLine, on one that can do nothing, and on a stream. Only {@code
 * Terminals} and the classes whose names begin with {@code JLine} refer to JLine, so that no class
 * of it is loaded where there is no terminal. What looks at Lua's values works on the engine's own,
 * without calling metamethods unless a value is to be printed.
 */
@NullMarked
package io.github.luasearchers.cli.prompt;

import org.jspecify.annotations.NullMarked;
