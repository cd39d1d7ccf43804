/**
 * Java values in Lua and Lua values in Java.
 *
 * <p>{@link JavaBridge} carries values both ways. <b>Java in Lua</b>: an object is a {@link
 * JavaObject}, a userdata with one metatable for all ({@link Metamethod}); its {@link JavaClass}
 * has what is known of the class: the {@link Face} that says how such objects look (lists, maps,
 * arrays and others), and its {@link Members}. A call picks an {@link Overload} of a {@link
 * MethodGroup} by what each {@link Converter} says the arguments cost. {@link Luajava} is the
 * library {@code luajava}. <b>Lua in Java</b>: a table is a {@link TableList} or {@link TableMap},
 * a function a {@link FunctionObject}, and an interface that functions implement an {@link
 * InterfaceHandler}; each of them is {@link LuaBacked} and becomes the same Lua value on its way
 * back.
 *
 * <p>Java enters Lua through a {@link Caller} only: it says on whose behalf, waits for the turn,
 * and knows the limits. Where a host has drawn a line, {@code sandbox.JavaAccess} decides about
 * each class and member.
 */
@NullMarked
package io.github.luasearchers.engine.interop;

import org.jspecify.annotations.NullMarked;
