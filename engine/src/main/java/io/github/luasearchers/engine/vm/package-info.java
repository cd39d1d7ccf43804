/**
 * Lua itself: the interpreter loop, calls, metamethods, errors, coroutines.
 *
 * <p>A deadline is looked at twice. The loop does, and what works long in Java, whenever a slice of
 * instructions is used up ({@code Budget}); that is what stops a script as a rule. Java of the host
 * that blocks looks at nothing: {@code Watchdog}, one thread for the JVM, interrupts it by the
 * {@code Alarm} of its runtime. Once that has rung the evaluation ends by the deadline, whatever
 * the host's code made of the interrupt, and takes the interrupt with it. An evaluation only writes
 * its deadline down and wipes it out again, both under the alarm's lock, so that none is
 * interrupted for the one before.
 */
@NullMarked
package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.NullMarked;
