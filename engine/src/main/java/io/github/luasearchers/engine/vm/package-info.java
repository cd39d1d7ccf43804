/**
 * The virtual machine: the loop, calls, coroutines, metamethods, tables, limits and garbage.
 *
 * <p><b>A call.</b> {@link LuaRuntime} is one Lua universe, PUC's {@code global_State}. {@link
 * Calls} ({@code ldo.c}) pushes a {@link CallInfo} on the stack of a {@link Coroutine} ({@code
 * lstate.c}) and {@link Interpreter} ({@code lvm.c}) runs it; a call of a Lua function by a Lua
 * function takes no Java frame. A {@link Builtin} is a {@code lua_CFunction}; to call back into Lua
 * it returns a {@link PendingCall} and goes on in a {@link Continuation} ({@code lua_callk}), so
 * that it can yield. Where a short cut of the loop ends, {@link Metamethods} ({@code ltm.c}) takes
 * over. {@link Table} is {@code ltable.c}; {@link WeakEntries} and {@link DeadKey} stand for what a
 * collector does to its entries. {@link DebugInfo}, {@link ObjectNames} and {@link Traceback} are
 * {@code ldebug.c} and format error messages; {@link Hooks} calls what {@code debug.sethook} has
 * set.
 *
 * <p><b>To-be-closed variables.</b> {@link Closing} ({@code lfunc.c}) keeps them in the thread's
 * list of open upvalues, which each return looks at anyway. An instruction that leaves a block
 * closes the block's upvalues, calls the topmost variable's {@code __close} in a frame of its own,
 * and is repeated when that has ended, until no variable is left. After an error, the frames above
 * the builtin that catches it are dropped first, and that builtin stays on top while {@link Calls}
 * closes what they have left; only then does it go on. In both cases a metamethod runs in the loop,
 * so that it can yield. Where PUC does not let it yield, for {@code coroutine.close} and for calls
 * from Java, it runs in a nested loop. A script that is stopped by a limit has nothing left to run
 * metamethods with: they run like finalizers, in the next evaluation or with the engine's end.
 *
 * <p><b>Compiled code.</b> {@link Unit} knows of each function how hot it is, and its {@link
 * CompiledCode} if the compiler, a room above, has made one. That calls {@link Stubs}, keeps its
 * registers in variables of Java, and its frame on the list of calls like any other. Where it can't
 * go on it puts the registers on the stack and answers {@link Signal#UNWIND}; so do those that have
 * called it, until the loop goes on with the frame on top. A coroutine that yields, a protected
 * call and a function that is not compiled unwind in the same way, and are entered again behind the
 * call.
 *
 * <p><b>Limits.</b> {@link Limits} are what one evaluation may use, {@link Budget} is what is left
 * of them. The loop takes instructions from a slice of the budget, and looks at the clock when a
 * slice is used up; so does library code that works for long. Java code of the host that blocks
 * never looks at the clock: {@link Watchdog}, one thread for the JVM, interrupts it through the
 * {@link Alarm} of its runtime. Once the alarm has rung, the evaluation ends with an error for the
 * deadline, whatever the host's code made of the interrupt, and the interrupt is cleared. An
 * evaluation sets its deadline and clears it again, both under the alarm's lock, so that no
 * evaluation is interrupted for the one before it. {@link Memory} adds up what a script can reach
 * with {@link HeapWalk}, whenever the thread has allocated what was left; values of other packages
 * take part as {@link HeapNode}s.
 *
 * <p><b>Garbage.</b> {@link Finalizers} runs {@code __gc} at safe points of the loop, and {@link
 * Resurrection} lists objects that a finalizer brings back in weak tables again. {@link
 * Attachments} hold what both need on each object. {@link Renewable} objects are found by their
 * {@link Remains} instead, as long as there are no others with finalizers.
 */
@NullMarked
package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.NullMarked;
