/**
 * Holds the documentation to what the code does: README.md, docs/*.md and the other pages beside
 * the README.
 *
 * <p>This is what happens to each fenced block. A page is read from its first line to its last, in
 * an empty folder and a JVM of its own ({@link com.example.docs.PageRun}), once for each version of
 * Lua, which is that of the engines that the page does not give another. A block whose first line
 * is a comment {@code -- Lua 5.4} or {@code // Lua 5.3 and 5.4} is run at those versions only, and
 * so is what it prints.
 *
 * <ul>
 *   <li>A block below a line that ends with a file's name, {@code `lua/greet.lua`:}, is that file.
 *       It is written to the folder.
 *   <li>{@code java}: the blocks of a page are one session of {@code JShell}, in which each piece
 *       is compiled and run. A comment {@code // -> 42} is what the line's value must be. If the
 *       block is a file, it must be a part of a source that a test here or in {@code
 *       searchers-http} compiles and runs; otherwise it is compiled, and an {@code sh} block must
 *       run it.
 *   <li>{@code lua}: is evaluated by the engine that the session calls {@code lua}; there is one
 *       from the beginning. Comments {@code --> 42} are the lines that it must print.
 *   <li>{@code text}: is what the blocks before it must have printed.
 *   <li>{@code sh}: {@code exec:java -Dexec.mainClass=Hello} runs a file of the page; {@link
 *       com.example.docs.CommandsTest} looks at all other words.
 *   <li>{@code xml}, {@code properties}: {@link com.example.docs.FactsTest} parses them. {@code
 *       kotlin} is only shown. There are no others.
 * </ul>
 *
 * <p>What has to be run elsewhere, because it needs a server or a build, is named in {@link
 * com.example.docs.PagesTest#ELSEWHERE}.
 */
package com.example.docs;
