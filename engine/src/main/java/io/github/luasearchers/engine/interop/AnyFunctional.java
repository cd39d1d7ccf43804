package io.github.luasearchers.engine.interop;

import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleToIntFunction;
import java.util.function.DoubleToLongFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjDoubleConsumer;
import java.util.function.ObjIntConsumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An object that implements every functional interface of {@code java.util.function}, {@code
 * Runnable}, {@code Callable} and {@code Comparator}. It serves where Java's compiler knew which
 * interface is meant and the running program does not, as in a {@code Map<String, Function>}.
 */
@SuppressWarnings("overloads") // inherited overloads; no lambda is passed to one of this type
abstract class AnyFunctional
    implements AnyFunction<Object>,
        AnyPredicate,
        UnaryOperator<Object>,
        BinaryOperator<Object>,
        Runnable,
        Callable<Object>,
        Supplier<Object>,
        BooleanSupplier,
        DoubleSupplier,
        IntSupplier,
        LongSupplier,
        Consumer<Object>,
        DoubleConsumer,
        IntConsumer,
        LongConsumer,
        BiConsumer<Object, Object>,
        ObjDoubleConsumer<Object>,
        ObjIntConsumer<Object>,
        ObjLongConsumer<Object>,
        Comparator<Object>,
        DoubleFunction<Object>,
        IntFunction<Object>,
        LongFunction<Object>,
        ToDoubleFunction<Object>,
        ToDoubleBiFunction<Object, Object>,
        DoubleUnaryOperator,
        DoubleBinaryOperator,
        IntToDoubleFunction,
        LongToDoubleFunction,
        ToIntFunction<Object>,
        ToIntBiFunction<Object, Object>,
        IntUnaryOperator,
        IntBinaryOperator,
        DoubleToIntFunction,
        LongToIntFunction,
        ToLongFunction<Object>,
        ToLongBiFunction<Object, Object>,
        LongUnaryOperator,
        LongBinaryOperator,
        DoubleToLongFunction,
        IntToLongFunction {

  /**
   * Calls the function.
   *
   * @param method the method that was called, for messages
   * @param type the type that it must return
   * @throws ClassCastException if the function returns something else
   */
  abstract @Nullable Object call(String method, Class<?> type, @Nullable Object... args);

  /** Calls the function for a value of a primitive type. */
  @SuppressWarnings("unchecked") // A primitive type has no cast; the function returns its box.
  private <T> T value(String method, Class<T> type, @Nullable Object... args) {
    return (T) Objects.requireNonNull(call(method, type, args));
  }

  @Override
  public final void run() {
    call("run", void.class);
  }

  @Override
  public final @Nullable Object get() {
    return call("get", Object.class);
  }

  @Override
  public final boolean getAsBoolean() {
    return value("getAsBoolean", boolean.class);
  }

  @Override
  public final double getAsDouble() {
    return value("getAsDouble", double.class);
  }

  @Override
  public final int getAsInt() {
    return value("getAsInt", int.class);
  }

  @Override
  public final long getAsLong() {
    return value("getAsLong", long.class);
  }

  @Override
  public final void accept(@Nullable Object a) {
    call("accept", void.class, a);
  }

  @Override
  public final void accept(double a) {
    call("accept", void.class, a);
  }

  @Override
  public final void accept(int a) {
    call("accept", void.class, a);
  }

  @Override
  public final void accept(long a) {
    call("accept", void.class, a);
  }

  @Override
  public final void accept(@Nullable Object a, @Nullable Object b) {
    call("accept", void.class, a, b);
  }

  @Override
  public final void accept(@Nullable Object a, double b) {
    call("accept", void.class, a, b);
  }

  @Override
  public final void accept(@Nullable Object a, int b) {
    call("accept", void.class, a, b);
  }

  @Override
  public final void accept(@Nullable Object a, long b) {
    call("accept", void.class, a, b);
  }

  @Override
  public final int compare(@Nullable Object a, @Nullable Object b) {
    return value("compare", int.class, a, b);
  }

  @Override
  public final boolean test(@Nullable Object a) {
    return value("test", boolean.class, a);
  }

  @Override
  public final boolean test(double a) {
    return value("test", boolean.class, a);
  }

  @Override
  public final boolean test(int a) {
    return value("test", boolean.class, a);
  }

  @Override
  public final boolean test(long a) {
    return value("test", boolean.class, a);
  }

  @Override
  public final boolean test(@Nullable Object a, @Nullable Object b) {
    return value("test", boolean.class, a, b);
  }

  @Override
  public final @Nullable Object apply(@Nullable Object a) {
    return call("apply", Object.class, a);
  }

  @Override
  public final @Nullable Object apply(double a) {
    return call("apply", Object.class, a);
  }

  @Override
  public final @Nullable Object apply(int a) {
    return call("apply", Object.class, a);
  }

  @Override
  public final @Nullable Object apply(long a) {
    return call("apply", Object.class, a);
  }

  @Override
  public final @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
    return call("apply", Object.class, a, b);
  }

  @Override
  public final double applyAsDouble(@Nullable Object a) {
    return value("applyAsDouble", double.class, a);
  }

  @Override
  public final double applyAsDouble(@Nullable Object a, @Nullable Object b) {
    return value("applyAsDouble", double.class, a, b);
  }

  @Override
  public final double applyAsDouble(double a) {
    return value("applyAsDouble", double.class, a);
  }

  @Override
  public final double applyAsDouble(double a, double b) {
    return value("applyAsDouble", double.class, a, b);
  }

  @Override
  public final double applyAsDouble(int a) {
    return value("applyAsDouble", double.class, a);
  }

  @Override
  public final double applyAsDouble(long a) {
    return value("applyAsDouble", double.class, a);
  }

  @Override
  public final int applyAsInt(@Nullable Object a) {
    return value("applyAsInt", int.class, a);
  }

  @Override
  public final int applyAsInt(@Nullable Object a, @Nullable Object b) {
    return value("applyAsInt", int.class, a, b);
  }

  @Override
  public final int applyAsInt(int a) {
    return value("applyAsInt", int.class, a);
  }

  @Override
  public final int applyAsInt(int a, int b) {
    return value("applyAsInt", int.class, a, b);
  }

  @Override
  public final int applyAsInt(double a) {
    return value("applyAsInt", int.class, a);
  }

  @Override
  public final int applyAsInt(long a) {
    return value("applyAsInt", int.class, a);
  }

  @Override
  public final long applyAsLong(@Nullable Object a) {
    return value("applyAsLong", long.class, a);
  }

  @Override
  public final long applyAsLong(@Nullable Object a, @Nullable Object b) {
    return value("applyAsLong", long.class, a, b);
  }

  @Override
  public final long applyAsLong(long a) {
    return value("applyAsLong", long.class, a);
  }

  @Override
  public final long applyAsLong(long a, long b) {
    return value("applyAsLong", long.class, a, b);
  }

  @Override
  public final long applyAsLong(double a) {
    return value("applyAsLong", long.class, a);
  }

  @Override
  public final long applyAsLong(int a) {
    return value("applyAsLong", long.class, a);
  }
}
