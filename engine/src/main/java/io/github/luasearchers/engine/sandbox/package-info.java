/**
 * The rules for what a sandboxed script may name, access and open.
 *
 * <p>{@link JavaAccess} has the rules of {@code lua.java.allow}, in one or two {@link AllowList}s:
 * which classes scripts may name, and which members of objects they see. {@link JdkClasses} are the
 * classes of the JDK that a pattern matches ({@code jdk-classes.txt}), {@link PrivilegedClasses}
 * those that lead out of a sandbox and that only their full name allows, {@link ClosedMethods} the
 * methods that are closed in every class ({@code closed-methods.txt}). {@link Places} are the files
 * that {@code require}, {@code loadfile} and {@code dofile} may open, {@link NoBinaries} rejects
 * precompiled code.
 *
 * <p>The packages above apply these rules: {@code lib} leaves whole libraries out, {@code interop}
 * checks each class and member, {@code require} each file. Limits of time, instructions and memory
 * apply with or without a sandbox: see {@code vm}.
 */
@NullMarked
package io.github.luasearchers.engine.sandbox;

import org.jspecify.annotations.NullMarked;
