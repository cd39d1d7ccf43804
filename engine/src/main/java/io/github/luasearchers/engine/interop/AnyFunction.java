package io.github.luasearchers.engine.interop;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A function of one or of two arguments, for which Java has two types with an {@code andThen} each.
 */
interface AnyFunction<R> extends Function<Object, R>, BiFunction<Object, Object, R> {

  @Override
  default <V> AnyFunction<V> andThen(Function<? super R, ? extends V> after) {
    return new Then<>(this, after);
  }

  /** A function whose result is passed to another. */
  final class Then<R, V> implements AnyFunction<V> {

    private final AnyFunction<R> first;
    private final Function<? super R, ? extends V> after;

    Then(AnyFunction<R> first, Function<? super R, ? extends V> after) {
      this.first = first;
      this.after = Objects.requireNonNull(after);
    }

    @Override
    public V apply(Object a) {
      return after.apply(first.apply(a));
    }

    @Override
    public V apply(Object a, Object b) {
      return after.apply(first.apply(a, b));
    }
  }
}
