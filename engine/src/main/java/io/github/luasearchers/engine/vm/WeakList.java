package io.github.luasearchers.engine.vm;

import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Objects in the order in which they were added, as long as something else refers to them. Adding
 * one takes constant time on average, and memory follows the number of those that live.
 */
final class WeakList<T> {

  private static final int FIRST_ROOM = 4;

  private @Nullable WeakReference<T>[] references = array(0);
  private int count;

  void add(T object) {
    if (count == references.length) {
      makeRoom();
    }
    references[count++] = new WeakReference<>(object);
  }

  void forEach(Consumer<T> action) {
    for (int i = 0; i < count; i++) {
      WeakReference<T> reference = references[i];
      T object = reference == null ? null : reference.get();
      if (object != null) {
        action.accept(object);
      }
    }
  }

  /** Drops what is gone, and what does not satisfy a condition. */
  void retain(Predicate<T> condition) {
    for (int i = 0; i < count; i++) {
      WeakReference<T> reference = references[i];
      T object = reference == null ? null : reference.get();
      if (object != null && !condition.test(object)) {
        references[i] = null;
      }
    }
    makeRoom();
  }

  /** Tells whether nothing lives. */
  boolean isEmpty() {
    for (int i = 0; i < count; i++) {
      WeakReference<T> reference = references[i];
      if (reference != null && !reference.refersTo(null)) {
        return false;
      }
    }
    return true;
  }

  /** Drops what is gone. At least half of the new array is free, so that the work is amortised. */
  private void makeRoom() {
    int living = 0;
    for (int i = 0; i < count; i++) {
      WeakReference<T> reference = references[i];
      if (reference != null && !reference.refersTo(null)) {
        references[living++] = reference;
      }
    }
    @Nullable WeakReference<T>[] room = array(Math.max(FIRST_ROOM, 2 * living));
    System.arraycopy(references, 0, room, 0, living);
    references = room;
    count = living;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  private static <T> @Nullable WeakReference<T>[] array(int length) {
    return new WeakReference[length];
  }
}
