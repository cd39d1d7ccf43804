/**
 * All that says what a sandboxed script may name, reach and open.
 *
 * <p>{@link JavaAccess} is the line that {@code lua.java.allow} draws, an {@link AllowList} or two:
 * which classes scripts may name, and which members they see of objects. {@link JdkClasses} are the
 * classes of the JDK that a pattern means ({@code jdk-classes.txt}), {@link PrivilegedClasses}
 * those that lead out of a sandbox and that only their own name allows, {@link ClosedMethods} the
 * methods that are closed in every class ({@code closed-methods.txt}). {@link Places} are the files
 * that {@code require}, {@code loadfile} and {@code dofile} may open, {@link NoBinaries} refuses
 * precompiled code.
 *
 * <p>The packages above ask: {@code lib} leaves whole libraries out, {@code interop} asks for each
 * class and member, {@code require} for each file. Limits of time, instructions and memory are
 * another matter, with or without a sandbox: see {@code vm}.
 */
@NullMarked
package io.github.luasearchers.engine.sandbox;

import org.jspecify.annotations.NullMarked;
