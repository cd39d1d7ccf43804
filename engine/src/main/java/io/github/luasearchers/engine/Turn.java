package io.github.luasearchers.engine;

import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Visit;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which thread may use Lua's values: one at a time, the one that took the turn first.
 *
 * <p>An evaluation that has handed a function or table to Java lends its turn while it waits for
 * Java code that it has called. A callback of what it handed out then runs in whatever thread it
 * comes, on top of the waiting call, as if that call had made it. The last to come is the first to
 * end, and a thread that returns from Java waits until what came on top of it has ended. So no
 * thread sees the intermediate state of another, and only threads that belong to the evaluation get
 * in between.
 *
 * <p>A thread counts as waiting if it is blocked, or if its call of Java has lasted for a while: to
 * the JVM, a thread that waits for the network is not blocked. For a short call it is not worth the
 * risk that what comes on top of it takes long.
 */
final class Turn {

  /** How long a call of Java lasts until it counts as waiting, whatever it does. */
  private static final long LONG_CALL = TimeUnit.MILLISECONDS.toNanos(10);

  /** How often a thread checks whether a call of Java counts as waiting. */
  private static final long LOOK_MILLIS = 1;

  /** How often a thread checks although it is normally notified. */
  private static final long LOOK_AGAIN_MILLIS = 20;

  /** How long a wait that no deadline ends lasts until it is reported. */
  private static final long REPORT = TimeUnit.SECONDS.toNanos(10);

  /** How long after its deadline an evaluation is still expected to end by itself. */
  private static final long GRACE = TimeUnit.SECONDS.toNanos(1);

  private final LuaRuntime lua;
  private final TurnLock lock = new TurnLock();

  /** The last to come while the turn is lent, null if it is not lent. */
  private volatile @Nullable Stay top;

  /**
   * How many threads wait to come on top. If none does, the thread that has lent the turn goes in
   * and out without a lock. It sets its flag first and then reads this counter; the others
   * increment the counter first and then read the flag. So at least one side sees the other.
   */
  private volatile int waiters;

  /**
   * The deadline of the evaluation that has the turn, a {@link System#nanoTime} value; 0 for none.
   */
  private volatile long deadline;

  Turn(LuaRuntime lua) {
    this.lua = lua;
  }

  /** A call of Java that lends the turn, or a thread that borrows it. */
  private static final class Stay {

    final Thread thread = Thread.currentThread();
    final boolean java;
    final @Nullable Stay below;
    final long since = System.nanoTime();

    /** How often its own thread has entered. */
    int entered;

    /** Whether its own thread has re-entered Lua while its call of Java goes on. */
    volatile boolean inside;

    /** What was saved of this thread while it continues an evaluation for another. */
    @Nullable Visit visit;

    /** Whether the call of Java has ended. */
    volatile boolean returning;

    Stay(boolean java, @Nullable Stay below) {
      this.java = java;
      this.below = below;
    }

    boolean isOurs() {
      return thread == Thread.currentThread();
    }

    /** Tells whether the calling thread may come on top of it. */
    boolean isOpen() {
      return java && !inside && (isOurs() || isWaiting());
    }

    private boolean isWaiting() {
      boolean waits = isBlocked(thread) || System.nanoTime() - since > LONG_CALL;
      return waits && !returning;
    }
  }

  private static boolean isBlocked(Thread thread) {
    return thread.getState() != Thread.State.RUNNABLE;
  }

  /** Sets the deadline of the evaluation that has the turn. */
  void setDeadline(long nanos) {
    deadline = nanos;
  }

  // ---- taking the turn

  /**
   * Waits until the turn is free, or belongs to the calling thread.
   *
   * @param calledBack whether this is a callback, which does not wait for an evaluation that is
   *     still blocked after its deadline
   */
  void take(boolean calledBack) throws InterruptedException {
    // If the turn is free, an interrupted thread gets it too: what it runs is stopped soon enough.
    if (top != null || !lock.tryLock()) {
      takeLater(calledBack);
    }
  }

  private void takeLater(boolean calledBack) throws InterruptedException {
    @Nullable Stay now = top;
    if (now == null || !isMember(now)) {
      waitForLock(calledBack);
    } else if (!enterAgain(now)) {
      comeOnTop(null);
    }
  }

  /** Takes the turn if it is not lent, and free or held by the calling thread. */
  boolean tryTake() {
    return top == null && lock.tryLock();
  }

  /** Tells whether the calling thread is further down, waiting for what it has called. */
  private boolean isMember(Stay stay) {
    for (@Nullable Stay each = stay; each != null; each = each.below) {
      if (each.isOurs()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes the turn for a callback as soon as the evaluation lends it.
   *
   * @return false if the evaluation has ended, and nothing was taken
   */
  boolean borrow(EvaluationCalls calls) throws InterruptedException {
    @Nullable Stay now = top;
    if (now == null && lock.isHeldByCurrentThread()) {
      return lock.tryLock();
    }
    return (now != null && enterAgain(now)) || (!calls.hasEnded() && comeOnTop(calls));
  }

  /**
   * Re-enters what is the calling thread's own: what it has borrowed, or what it has lent unless
   * another thread must come first.
   */
  private boolean enterAgain(Stay now) {
    if (!now.isOurs()) {
      return false;
    }
    if (now.entered == 0) {
      now.inside = true;
      if (waiters != 0 || top != now) {
        now.inside = false;
        return false;
      }
    }
    now.entered++;
    return true;
  }

  /** Waits until the call of Java on top counts as waiting, and comes on top of it. */
  private boolean comeOnTop(@Nullable EvaluationCalls calls) throws InterruptedException {
    LongWait waited = new LongWait();
    Stay mine;
    Stay below;
    synchronized (this) {
      waiters++;
      try {
        for (below = top; below == null || !below.isOpen(); below = top) {
          if (calls != null && calls.hasEnded()) {
            return false;
          }
          wait(millisToBorrow(calls, waited));
        }
        mine = new Stay(false, below);
        mine.entered = 1;
        top = mine;
      } finally {
        waiters--;
      }
    }
    if (!below.isOurs()) {
      mine.visit = lua.visit();
    }
    return true;
  }

  /** Returns how long to wait until the next check whether the turn can be borrowed. */
  private long millisToBorrow(@Nullable EvaluationCalls calls, LongWait waited) {
    @Nullable Stay now = top;
    long due = calls == null ? 0 : calls.deadline();
    if (due != 0 && System.nanoTime() - due >= 0) {
      throw late(holder());
    }
    waited.reportIfOver(holder(), due);
    boolean look = now != null && now.java && !now.inside && !now.returning;
    return look ? LOOK_MILLIS : Math.min(waited.millis(due), LOOK_AGAIN_MILLIS);
  }

  private void waitForLock(boolean calledBack) throws InterruptedException {
    LongWait waited = new LongWait();
    while (!lock.tryLock(calledBack ? untilLate() : REPORT)) {
      long due = deadline;
      @Nullable Thread holder = holder();
      if (holder == null || !isBlocked(holder)) {
        continue;
      }
      boolean late = due != 0 && System.nanoTime() - due > GRACE;
      if (late && calledBack) {
        throw late(holder);
      }
      waited.reportIfOver(holder, late ? 0 : due);
    }
  }

  /**
   * Returns how long a callback waits until it checks whether the evaluation that has the turn has
   * outlived its deadline. All that wait for one evaluation check at the same time, not one of them
   * a second after the other.
   */
  private long untilLate() {
    long due = deadline;
    long left = due == 0 ? GRACE : due + GRACE - System.nanoTime();
    return Math.max(TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MILLIS), Math.min(GRACE, left));
  }

  private @Nullable Thread holder() {
    @Nullable Stay now = top;
    return now == null ? lock.owner() : now.thread;
  }

  private static IllegalStateException late(@Nullable Thread holder) {
    return new IllegalStateException(
        "a call back in the thread '"
            + Thread.currentThread().getName()
            + "' waited for the evaluation in the thread '"
            + (holder == null ? "" : holder.getName())
            + "' until the deadline of that had passed");
  }

  // ---- giving the turn up

  /** Undoes one {@link #take} or {@link #borrow}. */
  void give() {
    @Nullable Stay now = top;
    if (now == null) {
      lock.unlock();
    } else {
      giveBack(now);
    }
  }

  private void giveBack(Stay now) {
    if (--now.entered > 0) {
      return;
    }
    if (now.java) {
      now.inside = false;
      wake();
      return;
    }
    if (now.visit != null) {
      lua.leave(now.visit);
    }
    synchronized (this) {
      top = now.below;
      notifyAll();
    }
  }

  /** Tells whether the calling thread, which has the turn, came on top of another thread. */
  boolean isVisit() {
    @Nullable Stay now = top;
    return now != null && now.visit != null;
  }

  /** Lends the turn while a call of Java lasts. */
  void lend() {
    top = new Stay(true, top);
    wake();
  }

  /**
   * Takes the turn back after the call, once what came on top has ended. Only an interrupt of its
   * own thread can stop that, so an interrupt meant for this thread is passed on.
   */
  void takeBack() {
    Stay mine = lent();
    mine.returning = true;
    if (waiters != 0 || top != mine) {
      waitForVisitors(mine);
    }
    top = mine.below;
  }

  private void waitForVisitors(Stay mine) {
    boolean interrupted = false;
    LongWait waited = new LongWait();
    synchronized (this) {
      for (@Nullable Stay above = top; above != mine; above = top) {
        long due = deadline;
        waited.reportIfOver(above == null ? null : above.thread, due);
        try {
          wait(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
          interrupted = true;
          boolean byDeadline = due != 0 && System.nanoTime() - due >= 0;
          if (above != null && !byDeadline) {
            above.thread.interrupt();
          }
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the latest call of Java that the calling thread made. */
  private Stay lent() {
    for (@Nullable Stay each = top; each != null; each = each.below) {
      if (each.isOurs()) {
        return each;
      }
    }
    throw new IllegalStateException("nothing was lent");
  }

  /**
   * Wakes the threads that wait to borrow: that may now be possible, or the evaluation has ended.
   */
  void wake() {
    if (waiters != 0) {
      wakeNow();
    }
  }

  private synchronized void wakeNow() {
    notifyAll();
  }

  // ---- waits that may never end

  /** One wait. It is reported once if it lasts long. */
  private static final class LongWait {

    private final long since = System.nanoTime();
    private boolean reported;

    /** Returns how long to wait until there is something to check. */
    long millis(long due) {
      long left = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime()) + 1;
      long most = TimeUnit.NANOSECONDS.toMillis(REPORT);
      return due == 0 ? most : Math.max(1, Math.min(left, most));
    }

    /** Reports a wait for a thread that is blocked itself, unless a deadline will end the wait. */
    void reportIfOver(@Nullable Thread holder, long due) {
      boolean over = !reported && due == 0 && System.nanoTime() - since >= REPORT;
      if (over && holder != null && isBlocked(holder)) {
        reported = true;
        report(holder);
      }
    }

    private static void report(Thread holder) {
      Thread waits = Thread.currentThread();
      System.getLogger(LuaScriptEngine.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "LuaSearchers: the thread '"
                  + waits.getName()
                  + "' has waited for "
                  + TimeUnit.NANOSECONDS.toSeconds(REPORT)
                  + " s for the evaluation in the thread '"
                  + holder.getName()
                  + "', which waits as well; give such evaluations a deadline ("
                  + Settings.LIMITS_TIME
                  + ")"
                  + stack(waits)
                  + stack(holder));
    }

    private static String stack(Thread thread) {
      StringBuilder text = new StringBuilder("\n'").append(thread.getName()).append("':");
      for (StackTraceElement each : thread.getStackTrace()) {
        text.append("\n\tat ").append(each);
      }
      return text.toString();
    }
  }
}
