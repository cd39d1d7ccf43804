package io.github.luasearchers.engine.interop;

import java.util.function.BiPredicate;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** A predicate of any arguments, for which Java has five types with a {@code negate} each. */
@SuppressWarnings("overloads") // inherited overloads; no lambda is passed to one of this type
interface AnyPredicate
    extends Predicate<Object>,
        BiPredicate<Object, Object>,
        DoublePredicate,
        IntPredicate,
        LongPredicate {

  @Override
  default AnyPredicate negate() {
    return new Not(this);
  }

  /** A predicate that holds where another does not. */
  final class Not implements AnyPredicate {

    private final AnyPredicate predicate;

    Not(AnyPredicate predicate) {
      this.predicate = predicate;
    }

    @Override
    public boolean test(Object a) {
      return !predicate.test(a);
    }

    @Override
    public boolean test(Object a, Object b) {
      return !predicate.test(a, b);
    }

    @Override
    public boolean test(double a) {
      return !predicate.test(a);
    }

    @Override
    public boolean test(int a) {
      return !predicate.test(a);
    }

    @Override
    public boolean test(long a) {
      return !predicate.test(a);
    }
  }
}
