package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Meter;
import io.github.luasearchers.engine.value.ScriptError;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * The {@code __gc} metamethods of an engine's objects.
 *
 * <p>A finalizer gets the object itself, whole, and may keep it. References, weak or phantom, know
 * that an object is gone only when it is. What brings an object back, with all that hangs on it, is
 * Java's own finalization, and so that is used here, in spite of its repute: a marked object refers
 * to a {@link Sentinel} and the sentinel to it. Once nothing else refers to the two, the JVM runs
 * the sentinel's {@code finalize}, which does no more than put the object on this engine's queue.
 * The metamethod runs later, on the thread that evaluates ({@link #runPending}).
 *
 * <p>The order is the reverse of that of marking among all that the collector found at a time. At
 * the end ({@link #close}) it is so among all that are left.
 *
 * <p>An engine that was dropped takes its queue with it: nothing here is static, and no thread is
 * ours. On a JVM that runs with {@code --finalization=disabled} finalizers run at the end only.
 */
public final class Finalizers {

  /** Stands where a sentinel was: Lua 5.2 never finalizes an object twice, marked again or not. */
  private static final Object FINALIZED = new Object();

  private static final LuaString NO_MESSAGE = LuaString.valueOf("no message");
  private static final long WAIT_NANOS = 3_000_000_000L;
  private static final long FIRST_WAIT_NANOS = 10_000_000_000L;
  private static final long PAUSE_NANOS = 50_000L;

  /** The instructions that the loop would have executed meanwhile. */
  private static final int PAUSE_WORK = 1 << 13;

  /** After how many finds of the JVM's own there is a look at the old objects, if it is cheap. */
  private static final int FINDS_PER_LOOK = 4;

  private static final long CHEAP_BYTES = 128L << 20;

  /** Filled by the JVM's thread; all else belongs to the thread that evaluates. */
  private final Queue<Mark> found = new ConcurrentLinkedQueue<>();

  private volatile boolean pending;
  private volatile boolean foundAny;

  private final List<Mark> marks = new ArrayList<>();

  /** Those that an error in one before them has left over. They come before all found later. */
  private final List<Mark> leftOver = new ArrayList<>();

  private long nextNumber;
  private boolean running;
  private boolean held;
  private boolean mayCollect = true;
  private int finds;
  private boolean jvmFinalizes = true;

  private final Meter meter;

  /**
   * Makes one for a runtime.
   *
   * @param meter is asked now and then, while the collector is waited for, whether to go on
   */
  public Finalizers(Meter meter) {
    this.meter = meter;
  }

  /**
   * Marks an object for finalization if its new metatable has a {@code __gc} field, whatever that
   * is ({@code luaC_checkfinalizer}). To be called whenever a metatable is set.
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

  /** Tells whether {@link #runPending} has something to do. Costs one read. */
  public boolean isPending() {
    return pending && !held;
  }

  /**
   * Has finalizers run only when the script collects, or not: the script has the collector stop.
   */
  public void hold(boolean hold) {
    held = hold;
  }

  /** Says whether the JVM may be made to collect without the script having asked for it. */
  public void letCollect(boolean let) {
    mayCollect = let;
  }

  /**
   * Runs the finalizers of the objects that the collector has found. An error in one is reported to
   * the log, for the code that runs has nothing to do with it.
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
   * Has the JVM look through all its memory now and then, if that is not much. By itself it seldom
   * looks at objects that were there for some time, and so they would stay in weak tables although
   * each finalizer that runs tells of a collection.
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
   * Runs the finalizers that an error has left over, then makes the collector run and runs those of
   * what it found: {@code collectgarbage("collect")}. What the JVM found before by itself counts as
   * found now, for when it looks is nobody's to know, and the order would hang on it.
   *
   * @return how many bytes the collector has left in use
   * @throws LuaError if a finalizer fails; those after it run at the next occasion
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

  /** Makes the collector run, and returns how many bytes it has left in use. */
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
    found.clear();
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

  private List<Mark> takeLeftOver() {
    List<Mark> batch = new ArrayList<>(leftOver);
    leftOver.clear();
    return batch;
  }

  private List<Mark> takeFound() {
    pending = !leftOver.isEmpty();
    List<Mark> batch = new ArrayList<>();
    for (Mark mark = found.poll(); mark != null; mark = found.poll()) {
      batch.add(mark);
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

  /** The last that was marked comes first. */
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
   * Waits until the JVM has brought back all objects that its collector found. The JVM's thread has
   * to be given time on a machine that is busy: as long as objects come, and longer for the first.
   */
  private void awaitFound() {
    long start = System.nanoTime();
    int before = Integer.MAX_VALUE;
    while (jvmFinalizes) {
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
      meter.charge(PAUSE_WORK);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Counts the objects that are gone for weak references but not yet back. */
  private int countUnderWay() {
    int count = 0;
    for (Mark mark : marks) {
      count += mark.get() == null && !mark.queued ? 1 : 0;
    }
    return count;
  }

  /** Runs one finalizer, and returns the error to which it came, if so. */
  private @Nullable LuaError run(Mark mark) {
    LuaValue object = mark.object;
    mark.object = null;
    if (!forget(mark) || object == null) {
      return null;
    }
    Attachments.of((Attachable) object).sentinel = FINALIZED;
    LuaValue metatable = object.getmetatable();
    LuaValue finalizer =
        metatable instanceof LuaTable table ? Table.field(table, Event.GC) : LuaValue.NIL;
    if (!finalizer.isfunction()) {
      return null;
    }
    try {
      finalizer.call(object);
      return null;
    } catch (LuaError e) {
      return inFinalizer(e);
    }
  }

  /** Puts the last mark in the place of one that is done with, and tells whether it wasn't yet. */
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

  /** An object that is to be finalized, known by number as long as it is in use. */
  private static final class Mark extends WeakReference<LuaValue> {
    final long number;

    /** The place in the list of marks. */
    int index;

    /** The object, once the JVM has brought it back. */
    volatile @Nullable LuaValue object;

    /** Whether the JVM's thread is done with it, and so the queue has it. */
    volatile boolean queued;

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
      // A sentinel whose object was finalized already, at the end of the engine, is no longer its.
      if (Attachments.of((Attachable) object).sentinel == this) {
        mark.object = object;
        finalizers.found.add(mark);
        finalizers.pending = true;
        finalizers.foundAny = true;
        mark.queued = true;
      }
    }
  }
}
