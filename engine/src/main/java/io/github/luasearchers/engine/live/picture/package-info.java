/**
 * The graph of loaded modules as text, for Graphviz, Mermaid and speedscope, and as a page for a
 * browser.
 *
 * <p>{@link Picture} is the one type that the engine sees. {@link Graph} has the modules by number
 * and their requires; {@link Cycles}, {@link Ways} and {@link Costs} answer one question each about
 * it. {@link Folders} makes a tree of the modules' names; {@link FirstView} says which of its
 * folders are open at first, and {@link Layers} where they stand. Each way to write it is a class
 * of its own; {@link Page} puts the data ({@link PageData}), the style and the scripts together.
 *
 * <p>Nothing here knows the machine: it works on what {@code LuaModule}s tell. Everything is in an
 * order that depends on them alone, so that the same modules give the same characters.
 */
@NullMarked
package io.github.luasearchers.engine.live.picture;

import org.jspecify.annotations.NullMarked;
