/**
 * The library {@code io} ({@code liolib.c}), and the files and commands behind it.
 *
 * <p>{@link IoLib} holds the standard files and the default ones; {@link IoFunction} and {@link
 * FileMethod} are the functions and methods. A script has a {@link LuaFile} ({@code LStream});
 * behind it a {@link FileStream} buffers (C's {@code FILE}) what a {@link Device} reads and writes
 * (C's file descriptor): a {@link FileDevice}, a {@link StandardDevice} that asks the evaluation's
 * context each time, or the {@link ShellDevice} of {@code io.popen}. {@link OpenFiles} flushes and
 * closes what a script has lost. {@link Errno} words failures as C's {@code strerror} does.
 */
@NullMarked
package io.github.luasearchers.engine.lib.io;

import org.jspecify.annotations.NullMarked;
