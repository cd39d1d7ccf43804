package io.github.luasearchers.engine.interop;

import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** Objects of the abstract classes that only a subclass can make. */
final class EmptySpliterators {

  private EmptySpliterators() {}

  static final class OfObjects extends Spliterators.AbstractSpliterator<Object> {

    OfObjects() {
      super(0, 0);
    }

    @Override
    public boolean tryAdvance(Consumer<? super Object> action) {
      return false;
    }
  }

  static final class OfInts extends Spliterators.AbstractIntSpliterator {

    OfInts() {
      super(0, 0);
    }

    @Override
    public boolean tryAdvance(IntConsumer action) {
      return false;
    }
  }

  static final class OfLongs extends Spliterators.AbstractLongSpliterator {

    OfLongs() {
      super(0, 0);
    }

    @Override
    public boolean tryAdvance(LongConsumer action) {
      return false;
    }
  }

  static final class OfDoubles extends Spliterators.AbstractDoubleSpliterator {

    OfDoubles() {
      super(0, 0);
    }

    @Override
    public boolean tryAdvance(DoubleConsumer action) {
      return false;
    }
  }
}
