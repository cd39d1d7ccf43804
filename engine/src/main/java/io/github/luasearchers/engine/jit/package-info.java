/**
 * The compiler: translates functions that are hot from the loop's instructions to classes of
 * Java's.
 *
 * <p><b>From hot to compiled.</b> The loop takes note of the function in which a slice of
 * instructions ends ({@code vm.Unit}). One that is met again is hot: the loop notes the kinds of
 * its operands for some hundred instructions ({@code vm.Profile}), then {@link
 * io.github.luasearchers.engine.jit.BackgroundCompiler} translates it on a thread of its own. The
 * result is entered by the next call, or at the head of a loop that is running.
 *
 * <p><b>A translation.</b> {@link io.github.luasearchers.engine.jit.Flow} knows where control goes
 * and which registers are in use. {@link io.github.luasearchers.engine.jit.Translator} goes through
 * the instructions until the forms of the registers no longer change, each time without a writer,
 * and once more to write. A register is a local variable of Java's in one or two {@linkplain
 * io.github.luasearchers.engine.jit.Registers forms}: a reference, a {@code long} or a {@code
 * double}. Registers that inner functions share stay on Lua's stack.
 *
 * <p><b>Exits.</b> Compiled code has no error of its own. Where it meets what it was not translated
 * for, or what was never executed while it was watched, it puts its registers back on the stack and
 * answers {@code UNWIND}: the loop executes that instruction. It does the same, behind the
 * instruction, when a function that it called has to go on in the loop, as in a coroutine that
 * yields. Many exits cause another translation. {@link
 * io.github.luasearchers.engine.jit.TranslationNews} tells the flight recorder and the log of each.
 */
@NullMarked
package io.github.luasearchers.engine.jit;

import org.jspecify.annotations.NullMarked;
