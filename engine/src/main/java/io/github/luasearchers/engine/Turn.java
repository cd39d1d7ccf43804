package io.github.luasearchers.engine;

import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Visit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which thread may touch what is Lua's: one at a time, the one that took the turn first.
 *
 * <p>An evaluation that has handed a function or table to Java lends its turn while Java that it
 * has called makes it wait. A call back of what it handed out then runs in whatever thread it
 * comes, on top of the call that waits, as if that had made it: the last to come is the first to
 * end, and who returns from Java waits until what came on top of it has ended. So nobody sees half
 * of what another does, and nobody but those who belong to the evaluation gets between.
 *
 * <p>A thread is taken to wait if it is blocked, or if its call of Java has taken a while: what
 * waits for the network, say, is not blocked to the JVM. A short call is not worth the risk that
 * what comes on top of it takes long.
 */
final class Turn {

  /** From when on a call of Java is taken to wait for something, whatever it does. */
  private static final long LONG_CALL = TimeUnit.MILLISECONDS.toNanos(10);

  /** How often a thread looks whether a call of Java has come to wait. */
  private static final long LOOK_MILLIS = 1;

  /** How often one looks that is woken as a rule. */
  private static final long LOOK_AGAIN_MILLIS = 20;

  /** After which time a wait is reported that no deadline ends. */
  private static final long REPORT = TimeUnit.SECONDS.toNanos(10);

  /** What an evaluation gets to end after its deadline until nobody counts on that. */
  private static final long GRACE = TimeUnit.SECONDS.toNanos(1);

  private final LuaRuntime lua;
  private final Lock lock = new Lock();

  /** What came last while the turn is lent, null if it is not. */
  private volatile @Nullable Stay top;

  /**
   * How many threads wait to come on top. Where none does, the thread that has lent the turn goes
   * in and out without a lock: it first says so and then looks here, and the others count
   * themselves here and then look at what it says, so that not both miss each other.
   */
  private volatile int waiters;

  /** The deadline of the evaluation that has the turn, by the nano clock; 0 for none. */
  private volatile long deadline;

  Turn(LuaRuntime lua) {
    this.lua = lua;
  }

  private static final class Lock extends ReentrantLock {

    private static final long serialVersionUID = 1;

    @Nullable Thread owner() {
      return getOwner();
    }
  }

  /** A call of Java that lends the turn, or a thread that borrows it. */
  private static final class Stay {

    final Thread thread = Thread.currentThread();
    final boolean java;
    final @Nullable Stay below;
    final long since = System.nanoTime();

    /** How often its own thread has entered. */
    int entered;

    /** Whether its own thread has come back in while its call of Java goes on. */
    volatile boolean inside;

    /** What a thread put aside that goes on for another. */
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

  // ---- to take it

  /**
   * Waits until the turn is free, or the calling thread's own.
   *
   * @param calledBack whether what comes is a call back: it does not wait for an evaluation that
   *     still waits when its deadline has passed
   */
  void take(boolean calledBack) throws InterruptedException {
    // An interrupted thread need not wait for nothing: what it runs is stopped soon enough.
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

  /** Takes the turn if it is free or the calling thread's own. */
  boolean tryTake() {
    return top == null && lock.tryLock();
  }

  /** Tells whether the calling thread waits below for what it has called. */
  private boolean isMember(Stay stay) {
    for (@Nullable Stay each = stay; each != null; each = each.below) {
      if (each.isOurs()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes the turn for a call back as soon as the evaluation lends it.
   *
   * @return false if it has ended, and nothing was taken
   */
  boolean borrow(EvaluationCalls calls) throws InterruptedException {
    @Nullable Stay now = top;
    if (now == null && lock.isHeldByCurrentThread()) {
      lock.lock();
      return true;
    }
    return (now != null && enterAgain(now)) || (!calls.hasEnded() && comeOnTop(calls));
  }

  /**
   * Enters what is the calling thread's own: what it has borrowed, or what it has lent if nobody
   * else is to come first.
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

  /** Waits until the call of Java on top is one that waits, and comes on top of that. */
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

  /** Returns how long to wait until it may have become possible to borrow. */
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
    while (!lock.tryLock(calledBack ? untilLate() : REPORT, TimeUnit.NANOSECONDS)) {
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
   * Returns how long a call back waits until it looks whether the evaluation that has the turn has
   * outlived its deadline. Many that wait for one evaluation look at the same time, and not one a
   * second after the other.
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

  // ---- to give it

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

  /** Tells whether the calling thread, which has the turn, has come on top of another one. */
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
   * Takes it back after the call, once what came on top has ended. What stops that is its own
   * thread's interrupt, so one that is meant for this thread is passed on.
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

  /** Returns the call of Java that the calling thread made last. */
  private Stay lent() {
    for (@Nullable Stay each = top; each != null; each = each.below) {
      if (each.isOurs()) {
        return each;
      }
    }
    throw new IllegalStateException("nothing was lent");
  }

  /** Wakes those who wait to borrow: it may have become possible, or the evaluation has ended. */
  void wake() {
    if (waiters != 0) {
      wakeNow();
    }
  }

  private synchronized void wakeNow() {
    notifyAll();
  }

  // ---- waits that may never end

  /** One wait. If it lasts long it is reported, once. */
  private static final class LongWait {

    private final long since = System.nanoTime();
    private boolean reported;

    /** Returns how long to wait until there is something to look at. */
    long millis(long due) {
      long left = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime()) + 1;
      long most = TimeUnit.NANOSECONDS.toMillis(REPORT);
      return due == 0 ? most : Math.max(1, Math.min(left, most));
    }

    /** Reports a wait for a thread that waits itself, unless a deadline will end it. */
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
