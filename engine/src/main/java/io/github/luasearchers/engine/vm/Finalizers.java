package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * The {@code __gc} metamethods of an engine's objects.
 *
 * <p>A finalizer gets the object itself, intact, and may keep it. Weak and phantom references
 * report an object only when it is gone. Only Java's own finalization can bring an object back,
 * with everything it refers to, so that is used here in spite of its reputation: a marked object
 * and its {@link Sentinel} refer to each other. Once nothing else refers to the two, the JVM runs
 * the sentinel's {@code finalize}, which only puts the object on this engine's queue. The
 * metamethod runs later, on the evaluating thread ({@link #runPending}).
 *
 * <p>Objects that the collector found at the same time are finalized in the reverse order of their
 * marking. At the end ({@link #close}) this holds for all that are left.
 *
 * <p>An engine that becomes unreachable takes its queue with it: nothing here is static, and there
 * is no thread of our own. On a JVM with {@code --finalization=disabled}, finalizers run only at
 * the end.
 */
public final class Finalizers {

  /**
   * Replaces the sentinel of a finalized object: Lua 5.2 finalizes no object twice, even if it is
   * marked again. Later versions do.
   */
  private static final Object FINALIZED = new Object();

  private static final LuaString NO_MESSAGE = LuaString.valueOf("no message");
  private static final long WAIT_NANOS = 3_000_000_000L;
  private static final long FIRST_WAIT_NANOS = 10_000_000_000L;
  private static final long PAUSE_NANOS = 50_000L;

  /** The instructions that the loop would have executed during a pause. */
  private static final int PAUSE_WORK = 1 << 13;

  /**
   * After how many batches that the JVM has found by itself old objects are collected as well, if
   * the heap is small.
   */
  private static final int FINDS_PER_LOOK = 4;

  private static final long CHEAP_BYTES = 128L << 20;

  /**
   * The mark that was found last, which has the others. Filled by the JVM's finalizer thread; all
   * else belongs to the evaluating thread.
   */
  private final AtomicReference<@Nullable Mark> found = new AtomicReference<>();

  private volatile boolean pending;
  private volatile boolean foundAny;

  private final List<Mark> marks = new ArrayList<>();

  /** Left over because a finalizer before them failed. They run before all found later. */
  private final List<Mark> leftOver = new ArrayList<>();

  private long nextNumber;
  private boolean running;
  private boolean held;
  private boolean mayCollect = true;
  private int finds;
  private boolean jvmFinalizes = true;

  private final LuaRuntime lua;

  /** Creates the finalizers of a runtime. */
  Finalizers(LuaRuntime lua) {
    this.lua = lua;
  }

  /**
   * Marks an object for finalization if its new metatable has a {@code __gc} field of any value
   * ({@code luaC_checkfinalizer}). Must be called whenever a metatable is set.
   */
  public void mark(LuaValue object, @Nullable LuaValue metatable) {
    if (!(metatable instanceof LuaTable table) || Table.field(table, Event.GC).isnil()) {
      return;
    }
    if (object instanceof Attachable carrier) {
      Attachments attachments = Attachments.of(carrier);
      if (attachments.sentinel == null) {
        Mark mark = new Mark(object, nextNumber++, marks.size());
        marks.add(mark);
        attachments.sentinel = new Sentinel(object, mark, this);
      }
    }
  }

  /** Tells whether there are objects with finalizers. */
  boolean areInUse() {
    return !marks.isEmpty();
  }

  /** Tells whether {@link #runPending} has something to do. Costs one read. */
  public boolean isPending() {
    return pending && !held;
  }

  /**
   * Sets whether finalizers run only when the script collects, because it has stopped the
   * collector.
   */
  public void hold(boolean hold) {
    held = hold;
  }

  /** Sets whether the JVM may be made to collect without a request of the script. */
  public void letCollect(boolean let) {
    mayCollect = let;
  }

  /**
   * Runs the finalizers of the objects that the collector has found. An error in one is logged,
   * since the running code has nothing to do with it.
   */
  public void runPending() {
    if (!isPending() || running) {
      return;
    }
    running = true;
    try {
      lookAtOldObjects();
      List<Mark> batch = takeLeftOver();
      batch.addAll(takeFound());
      revive(batch);
      for (Mark mark : batch) {
        LuaError error = run(mark);
        if (error != null) {
          report(error);
        }
      }
    } finally {
      running = false;
    }
  }

  /**
   * Makes the JVM collect its whole heap now and then, if that is small. By itself it seldom
   * examines old objects, so that they would stay in weak tables although each finalizer that runs
   * shows that there was a collection.
   */
  private void lookAtOldObjects() {
    if (++finds < FINDS_PER_LOOK || !mayCollect || !WeakEntries.areInUse()) {
      return;
    }
    finds = 0;
    Runtime jvm = Runtime.getRuntime();
    if (jvm.totalMemory() - jvm.freeMemory() < CHEAP_BYTES) {
      System.gc();
      awaitFound();
    }
  }

  /**
   * Runs the finalizers that an error has left over, then makes the collector run and runs the
   * finalizers of what it found: {@code collectgarbage("collect")}. Objects that the JVM found
   * earlier by itself count as found now; otherwise the order would depend on when the JVM
   * collects.
   *
   * @return how many bytes are in use after the collection
   * @throws LuaError if a finalizer fails; those after it run on the next occasion
   */
  public long collect() {
    runOrThrow(takeLeftOver());
    long left = collectOnly();
    awaitFound();
    List<Mark> batch = takeFound();
    if (revive(batch)) {
      System.gc();
    }
    runOrThrow(batch);
    return left;
  }

  /** Makes the collector run, and returns how many bytes are in use afterwards. */
  static long collectOnly() {
    Runtime jvm = Runtime.getRuntime();
    System.gc();
    return jvm.totalMemory() - jvm.freeMemory();
  }

  private void runOrThrow(List<Mark> batch) {
    for (int i = 0; i < batch.size(); i++) {
      LuaError error = run(batch.get(i));
      if (error != null) {
        leftOver.addAll(batch.subList(i + 1, batch.size()));
        if (!leftOver.isEmpty()) {
          pending = true;
        }
        throw error;
      }
    }
  }

  /** Runs all finalizers that are left, also of objects still in use. Errors are ignored. */
  public void close() {
    awaitFound();
    List<Mark> all = new ArrayList<>(marks);
    for (Mark mark : all) {
      LuaValue object = mark.get();
      if (object != null && mark.object == null) {
        mark.object = object;
      }
    }
    found.set(null);
    leftOver.clear();
    pending = false;
    sort(all);
    for (Mark mark : all) {
      if (mark.object != null) {
        run(mark);
      }
    }
    marks.clear();
  }

  /** Puts a mark on the queue. The JVM may have several threads that run {@code finalize}. */
  private void add(Mark mark) {
    Mark last;
    do {
      last = found.get();
      mark.before = last;
      mark.place = last == null ? 1 : last.place + 1;
    } while (!found.compareAndSet(last, mark));
  }

  private List<Mark> takeLeftOver() {
    List<Mark> batch = new ArrayList<>(leftOver);
    leftOver.clear();
    return batch;
  }

  private List<Mark> takeFound() {
    pending = !leftOver.isEmpty();
    Mark last = found.getAndSet(null);
    List<Mark> batch = new ArrayList<>(last == null ? 0 : last.place);
    for (Mark mark = last; mark != null; ) {
      batch.add(mark);
      Mark before = mark.before;
      mark.before = null;
      mark = before;
    }
    sort(batch);
    return batch;
  }

  /** Prepares weak tables for the finalizers, and tells whether they need another collection. */
  private static boolean revive(List<Mark> batch) {
    Resurrection revival = new Resurrection();
    for (Mark mark : batch) {
      if (mark.object != null) {
        revival.add(mark.object);
      }
    }
    return revival.run();
  }

  /** Sorts the last marked first. */
  private static void sort(List<Mark> batch) {
    batch.sort(
        new Comparator<Mark>() {
          @Override
          public int compare(Mark a, Mark b) {
            return Long.compare(b.number, a.number);
          }
        });
  }

  /**
   * Waits until the JVM has brought back all objects that its collector found. On a busy machine
   * its finalizer thread needs time: the wait lasts as long as objects arrive, and is longer for
   * the first.
   */
  private void awaitFound() {
    long start = System.nanoTime();
    int before = Integer.MAX_VALUE;
    while (jvmFinalizes) {
      int count = countFound();
      int left = countUnderWay();
      if (left == 0) {
        return;
      }
      long now = System.nanoTime();
      if (left < before) {
        before = left;
        start = now;
      } else if (now - start > (foundAny ? WAIT_NANOS : FIRST_WAIT_NANOS)) {
        jvmFinalizes = foundAny; // If nothing ever came, nothing will.
        return;
      }
      pauseUntil(count + left);
    }
  }

  /** Pauses until so many are on the queue, or none has come during a pause. */
  private void pauseUntil(int wanted) {
    int before;
    int count = countFound();
    do {
      before = count;
      lua.spend(PAUSE_WORK); // A checkpoint would run those that have come so far.
      LockSupport.parkNanos(PAUSE_NANOS);
      count = countFound();
    } while (count > before && count < wanted);
  }

  private int countFound() {
    Mark last = found.get();
    return last == null ? 0 : last.place;
  }

  /** Counts the objects whose weak references are cleared but which are not brought back yet. */
  private int countUnderWay() {
    int count = 0;
    for (Mark mark : marks) {
      count += !mark.queued && mark.refersTo(null) ? 1 : 0;
    }
    return count;
  }

  /** Runs one finalizer, and returns its error, null if there is none; Lua 5.4 only warns of it. */
  private @Nullable LuaError run(Mark mark) {
    LuaValue object = mark.object;
    mark.object = null;
    if (!forget(mark) || object == null) {
      return null;
    }
    Level level = lua.level();
    Attachments.of((Attachable) object).sentinel = level.atLeast(Level.LUA_5_3) ? null : FINALIZED;
    LuaValue metatable = object.getmetatable();
    LuaValue finalizer =
        metatable instanceof LuaTable table ? Table.field(table, Event.GC) : LuaValue.NIL;
    boolean warns = level.atLeast(Level.LUA_5_4);
    if (warns ? finalizer.isnil() : !finalizer.isfunction()) {
      return null;
    }
    try {
      lua.calls.finalizer(finalizer, object);
      return null;
    } catch (LuaError e) {
      if (warns) {
        lua.warnings().emitError("__gc", e);
        return null;
      }
      return inFinalizer(e);
    }
  }

  /**
   * Removes a mark by moving the last one into its place; returns false if it was removed before.
   */
  private boolean forget(Mark mark) {
    if (mark.index >= marks.size() || marks.get(mark.index) != mark) {
      return false;
    }
    Mark last = marks.remove(marks.size() - 1);
    if (last != mark) {
      last.index = mark.index;
      marks.set(mark.index, last);
    }
    return true;
  }

  private static LuaError inFinalizer(LuaError error) {
    LuaValue value = error.getMessageObject();
    LuaString message = value instanceof LuaString string ? string : NO_MESSAGE;
    LuaValue text =
        LuaText.ofLatin1("error in __gc metamethod (" + LuaText.excerptOfLatin1(message) + ")");
    return new ScriptError(text);
  }

  private static void report(LuaError error) {
    System.getLogger(Finalizers.class.getName())
        .log(System.Logger.Level.WARNING, error.getMessage());
  }

  /** A marked object, held weakly. The number is its place in the order of marking. */
  private static final class Mark extends WeakReference<LuaValue> {
    final long number;

    /** The index in the list of marks. */
    int index;

    /** The object, once the JVM has brought it back. */
    volatile @Nullable LuaValue object;

    /** Whether the JVM's finalizer thread has put it on the queue. */
    volatile boolean queued;

    /** The one that was put on the queue before it, and how many there are with it. */
    @Nullable Mark before;

    int place;

    Mark(LuaValue object, long number, int index) {
      super(object);
      this.number = number;
      this.index = index;
    }
  }

  private static final class Sentinel {
    private final LuaValue object;
    private final Mark mark;
    private final Finalizers finalizers;

    Sentinel(LuaValue object, Mark mark, Finalizers finalizers) {
      this.object = object;
      this.mark = mark;
      this.finalizers = finalizers;
    }

    @Override
    @SuppressWarnings({"deprecation", "removal", "Finalize"})
    protected void finalize() {
      // At the end of the engine the object may have been finalized already; then this is no longer
      // its sentinel.
      if (Attachments.of((Attachable) object).sentinel == this) {
        mark.object = object;
        finalizers.add(mark);
        finalizers.pending = true;
        finalizers.foundAny = true;
        mark.queued = true;
      }
    }
  }
}
