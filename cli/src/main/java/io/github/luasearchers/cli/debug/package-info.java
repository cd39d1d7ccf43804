/**
 * The debug adapter: speaks the Debug Adapter Protocol with an editor while a script runs.
 *
 * <p>{@code Debugger} is the part in the universe: it is called at each line and at each error, and
 * there it stops, in the script's own thread. While it is stopped that thread does what the editor
 * asks for, so that nothing of Lua is touched by two threads. {@code Adapter} translates the
 * protocol, and {@code DebugServer} connects the two with streams.
 */
@NullMarked
package io.github.luasearchers.cli.debug;

import org.jspecify.annotations.NullMarked;
