package io.github.luasearchers.engine.vm;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The closures that run one version of a chunk's code, as long as they live. They keep the code
 * alive; this does not. What is only to be counted is not touched: while a collector marks objects,
 * to get one from its reference keeps it.
 */
final class LiveClosures {

  private final WeakReference<LivePrototype> code;
  private final WeakList<Closure> closures = new WeakList<>();

  LiveClosures(LivePrototype code) {
    this.code = new WeakReference<>(code);
  }

  void add(Closure closure) {
    closures.add(closure);
  }

  @Nullable LivePrototype code() {
    return code.get();
  }

  /** Tells whether nothing refers to the code any more. */
  boolean isGone() {
    return code.refersTo(null);
  }

  boolean isInUse() {
    return !closures.isEmpty();
  }

  void forgetOthers() {
    closures.retain(each -> codeOf(each) != null);
  }

  /** Returns the closures in the order in which they came to their code. */
  Map<LivePrototype, List<Closure>> byCode() {
    IdentityHashMap<LivePrototype, List<Closure>> all = new IdentityHashMap<>();
    Set<Closure> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    closures.forEach(
        each -> {
          LivePrototype runs = codeOf(each);
          if (runs != null && seen.add(each)) {
            all.computeIfAbsent(runs, none -> new ArrayList<>(1)).add(each);
          }
        });
    return all;
  }

  /** Returns what a closure runs, null if that is not this version. */
  private @Nullable LivePrototype codeOf(Closure closure) {
    return closure.p instanceof LivePrototype runs && runs.isOf(this) ? runs : null;
  }
}
