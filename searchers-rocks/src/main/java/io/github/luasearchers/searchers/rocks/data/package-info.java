/**
 * Documents of LuaRocks, read as data.
 *
 * <pre>
 *   DataReader     the Lua form: a Lexer gives tokens to Statements and Expressions
 *   JsonData       the JSON form of a manifest
 *   DataTable      what both return
 * </pre>
 */
@NullMarked
package io.github.luasearchers.searchers.rocks.data;

import org.jspecify.annotations.NullMarked;
