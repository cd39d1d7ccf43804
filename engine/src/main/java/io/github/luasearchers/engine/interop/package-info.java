/**
 * Java values in Lua and Lua values in Java.
 *
 * <p>{@link JavaBridge} converts values both ways. <b>Java in Lua</b>: an object is a {@link
 * JavaObject}, a userdata with one metatable for all ({@link Metamethod}). Its {@link JavaClass}
 * has what is known of the class: its {@link Members}, and the {@link Face}, which defines how such
 * objects look (lists, maps, arrays and others). A call picks an {@link Overload} of a {@link
 * MethodGroup} by the costs that each {@link Converter} gives for the arguments. {@link Luajava} is
 * the library {@code luajava}. <b>Lua in Java</b>: a table is a {@link TableList} or {@link
 * TableMap}, a function a {@link FunctionObject}, and an interface that functions implement an
 * {@link InterfaceHandler}; each of them is {@link LuaBacked} and is converted back to the same Lua
 * value.
 *
 * <p>Java enters Lua only through a {@link Caller}, which knows on whose behalf, waits for the
 * turn, and applies the limits. If the host has restricted access, {@code sandbox.JavaAccess}
 * decides about each class and member.
 */
@NullMarked
package io.github.luasearchers.engine.interop;

import org.jspecify.annotations.NullMarked;
