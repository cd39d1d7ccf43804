package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
 * <p>Java's finalization costs about a microsecond for each object. A {@link Renewable} one goes
 * without: when it is gone, another is made that has its contents. The JVM clears the references to
 * what a sentinel brings back, so that such an object would count as gone though it comes back with
 * another. Hence there are marks of this kind only as long as there is no sentinel: with the first,
 * all others get theirs.
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

  /** How many marks can be looked at in the time that a collection takes. */
  private static final int MARKS_PER_LOOK = 1 << 14;

  /** Filled by the JVM's finalizer thread; all else belongs to the evaluating thread. */
  private final FoundMarks found = new FoundMarks();

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
  private boolean closing;

  /** How many finalizers are in the middle of their work. */
  private int inside;

  /** How many batches are under way: a finalizer may collect. */
  private int batches;

  /** How many of the marks have a sentinel. */
  private int sentinels;

  /** Cleared by the JVM's next collection, of which no sentinel tells. */
  private @Nullable WeakReference<Object> canary;

  /** So many collections more are not worth a look at all marks. */
  private int looksToSkip;

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
    if (object instanceof Renewable renewable && sentinels == 0 && awaits(renewable, table)) {
      return;
    }
    if (object instanceof Attachable carrier && Attachments.of(carrier).sentinel == null) {
      addSentinels();
      Mark.OfSentinel mark = new Mark.OfSentinel(object, nextNumber++, marks.size());
      marks.add(mark);
      watch(object, mark);
    }
  }

  /** Marks an object without a sentinel, unless it is marked or needs one. */
  private boolean awaits(Renewable object, LuaTable metatable) {
    if (object.attachments() != null) {
      return false;
    }
    if (!object.isAwaited()) {
      @Nullable Remains remains = object.remains(metatable);
      if (remains == null) {
        return false;
      }
      object.setAwaited(true);
      marks.add(
          new Mark.OfRemains((LuaValue) object, nextNumber++, marks.size(), remains, metatable));
      setCanary();
    }
    return true;
  }

  private void watch(LuaValue object, Mark.OfSentinel mark) {
    Attachments.of((Attachable) object).sentinel = new Sentinel(object, mark, this);
    sentinels++;
  }

  /**
   * Keeps an object for its finalizer, with all that it refers to. Must be called before a {@link
   * Renewable} object that is awaited comes to refer to something else than its remains do.
   */
  public void keepWhole(Renewable object) {
    if (object.isAwaited()) {
      addSentinels();
    }
  }

  /** Gives all objects sentinels that have none. At the end they are held as they are. */
  private void addSentinels() {
    if (sentinels != 0 || closing) {
      return;
    }
    for (int i = 0; i < marks.size(); i++) {
      @Nullable LuaValue object = marks.get(i).get();
      if (object instanceof Renewable renewable) {
        Mark.OfSentinel mark = new Mark.OfSentinel(object, marks.get(i).number, i);
        marks.set(i, mark);
        renewable.setAwaited(false);
        watch(object, mark);
      }
    }
  }

  private void setCanary() {
    if (canary == null) {
      canary = new WeakReference<>(new Object());
    }
  }

  /** Tells whether there are objects with finalizers that run now, or have been put off. */
  public boolean areRunning() {
    return running || batches > 0 || !leftOver.isEmpty();
  }

  /** Tells whether a finalizer is in the middle of its work. */
  public boolean isInside() {
    return inside > 0;
  }

  /** Tells whether there are objects with finalizers. */
  boolean areInUse() {
    return !marks.isEmpty();
  }

  /** Tells whether {@link #runPending} has something to do. Costs a read or two. */
  public boolean isPending() {
    return (pending || isCanaryDead()) && !held;
  }

  private boolean isCanaryDead() {
    @Nullable WeakReference<Object> bird = canary;
    return bird != null && bird.refersTo(null);
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
    lookAfterCanary();
    if (!pending) {
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
   * Looks for objects that are gone, since there was a collection; not after each one if there are
   * so many objects that this takes long, and none of them is gone.
   */
  private void lookAfterCanary() {
    if (!isCanaryDead()) {
      return;
    }
    canary = null;
    if (!pending && --looksToSkip < 0) {
      for (int i = 0; i < marks.size() && !pending; i++) {
        pending = marks.get(i).isGone();
      }
      looksToSkip = pending ? 0 : marks.size() / MARKS_PER_LOOK;
    }
    if (!pending && sentinels < marks.size()) {
      setCanary();
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
    batches++;
    try {
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
    } finally {
      batches--;
    }
  }

  /** Runs all finalizers that are left, also of objects still in use. Errors are ignored. */
  public void close() {
    awaitFound();
    List<Mark> all = new ArrayList<>(marks);
    for (Mark mark : all) {
      @Nullable LuaValue object = mark.get();
      if (object != null && mark.object == null) {
        mark.object = object;
      }
    }
    found.take();
    leftOver.clear();
    pending = false;
    sort(all);
    closing = true;
    for (Mark mark : all) {
      run(mark);
    }
    closing = false;
    canary = null;
    marks.clear();
    sentinels = 0;
  }

  private List<Mark> takeLeftOver() {
    List<Mark> batch = new ArrayList<>(leftOver);
    leftOver.clear();
    return batch;
  }

  private List<Mark> takeFound() {
    pending = !leftOver.isEmpty();
    Mark.@Nullable OfSentinel last = found.take();
    List<Mark> batch = new ArrayList<>(last == null ? 0 : last.place);
    for (Mark.OfSentinel mark = last; mark != null; ) {
      batch.add(mark);
      Mark.OfSentinel before = mark.before;
      mark.before = null;
      mark = before;
    }
    takeGone(batch);
    sort(batch);
    return batch;
  }

  private void takeGone(List<Mark> batch) {
    if (sentinels == marks.size()) {
      return;
    }
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      if (mark.isGone()) {
        batch.add(mark);
      }
    }
    setCanary();
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
      int count = found.count();
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
    int count = found.count();
    do {
      before = count;
      lua.spend(PAUSE_WORK); // A checkpoint would run those that have come so far.
      LockSupport.parkNanos(PAUSE_NANOS);
      count = found.count();
    } while (count > before && count < wanted);
  }

  /** Counts the objects whose weak references are cleared but which are not brought back yet. */
  private int countUnderWay() {
    int count = 0;
    if (sentinels > 0) {
      for (Mark mark : marks) {
        count += mark.isUnderWay() ? 1 : 0;
      }
    }
    return count;
  }

  /** Runs one finalizer, and returns its error, null if there is none; Lua 5.4 only warns of it. */
  private @Nullable LuaError run(Mark mark) {
    @Nullable LuaValue object = isListed(mark) ? mark.take() : null;
    if (object == null) {
      return null;
    }
    forget(mark);
    Level level = lua.level();
    setFinalized((Attachable) object, level);
    LuaValue metatable = object.getmetatable();
    LuaValue finalizer =
        metatable instanceof LuaTable table ? Table.field(table, Event.GC) : LuaValue.NIL;
    boolean warns = level.atLeast(Level.LUA_5_4);
    if (warns ? finalizer.isnil() : !finalizer.isfunction()) {
      return null;
    }
    inside++;
    try {
      lua.calls.finalizer(finalizer, object);
      return null;
    } catch (LuaError e) {
      if (warns) {
        lua.warnings().emitError("__gc", e);
        return null;
      }
      return inFinalizer(e);
    } finally {
      inside--;
    }
  }

  private static void setFinalized(Attachable object, Level level) {
    if (object instanceof Renewable renewable) {
      renewable.setAwaited(false);
    }
    if (!level.atLeast(Level.LUA_5_3)) {
      Attachments.of(object).sentinel = FINALIZED;
    } else if (object.attachments() != null) {
      Attachments.of(object).sentinel = null;
    }
  }

  /** Tells whether a mark is still there: one may be found twice. */
  private boolean isListed(Mark mark) {
    return mark.index < marks.size() && marks.get(mark.index) == mark;
  }

  /** Removes a mark by moving the last one into its place. */
  private void forget(Mark mark) {
    sentinels -= mark instanceof Mark.OfSentinel ? 1 : 0;
    Mark last = marks.remove(marks.size() - 1);
    if (last != mark) {
      last.index = mark.index;
      marks.set(mark.index, last);
    }
  }

  private static LuaError inFinalizer(LuaError error) {
    LuaValue value = error.getMessageObject();
    LuaString message = value instanceof LuaString string ? string : NO_MESSAGE;
    LuaValue text =
        LuaText.ofLatin1("error in __gc metamethod (" + LuaText.excerptOfLatin1(message) + ")");
    ScriptError failure = new ScriptError(text);
    failure.raised = true; // as in C, no message handler sees it
    return failure;
  }

  private static void report(LuaError error) {
    System.getLogger(Finalizers.class.getName())
        .log(System.Logger.Level.WARNING, error.getMessage());
  }

  private static final class Sentinel {
    private final LuaValue object;
    private final Mark.OfSentinel mark;
    private final Finalizers finalizers;

    Sentinel(LuaValue object, Mark.OfSentinel mark, Finalizers finalizers) {
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
        finalizers.found.add(mark);
        finalizers.pending = true;
        finalizers.foundAny = true;
        mark.queued = true;
      }
    }
  }
}
