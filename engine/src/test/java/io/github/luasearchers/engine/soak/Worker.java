package io.github.luasearchers.engine.soak;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.script.ScriptException;

/** A thread of a host that runs scripts, and expects nothing else of them than ScriptExceptions. */
final class Worker extends Thread {

  /** One script of so many is hostile. */
  private static final int HOSTILE = 4;

  private final Engines engines;
  private final List<String> hostileScripts;
  private final Random random;
  private final Map<String, Integer> verdicts = new TreeMap<>();
  private volatile boolean ended;
  private volatile long friendly;
  private volatile long hostile;
  private volatile Throwable failure;
  private volatile String running = "";
  private boolean interruptible;

  Worker(Engines engines, List<String> hostileScripts, Random random) {
    super("worker");
    this.engines = engines;
    this.hostileScripts = hostileScripts;
    this.random = random;
    setDaemon(true);
  }

  long friendly() {
    return friendly;
  }

  long hostile() {
    return hostile;
  }

  Throwable failure() {
    return failure;
  }

  /** Interrupts the thread if it runs a hostile script. */
  synchronized void disturb() {
    if (interruptible) {
      interrupt();
    }
  }

  private synchronized void setInterruptible(boolean value) {
    interruptible = value;
    if (!value) {
      interrupted();
    }
  }

  void end() throws InterruptedException {
    ended = true;
    join(TimeUnit.MINUTES.toMillis(1));
    if (isAlive()) {
      AssertionError hangs = new AssertionError("a worker hangs in " + running);
      hangs.setStackTrace(getStackTrace());
      throw hangs;
    }
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        if (random.nextInt(HOSTILE) == 0) {
          engines.hostile(random, this::runHostile);
        } else {
          FriendlyScript script = FriendlyScript.ALL.get(random.nextInt(FriendlyScript.ALL.size()));
          engines.friendly(random, engine -> script.check(engine, random));
          friendly++;
        }
      }
    } catch (Throwable e) { // whatever it is, it is what the test is about
      failure = e;
    }
  }

  private void runHostile(LuaScriptEngine engine) {
    String script = hostileScripts.get(random.nextInt(hostileScripts.size()));
    running = script;
    setInterruptible(true);
    String verdict;
    try {
      engine.eval(script);
      verdict = "ended";
    } catch (ScriptException e) {
      verdict = verdict(e);
    } catch (Throwable e) {
      throw new AssertionError("no ScriptException came of " + script, e);
    } finally {
      setInterruptible(false);
    }
    verdicts.merge(verdict, 1, Integer::sum);
    hostile++;
  }

  private static String verdict(ScriptException e) {
    if (e.getCause() instanceof InterruptedException) {
      return "interrupted";
    }
    return e instanceof LuaScriptException known ? known.getLimit().orElse("error") : "refused";
  }

  /** Returns what became of all hostile scripts. The workers must have ended. */
  static Map<String, Integer> verdicts(List<Worker> workers) {
    Map<String, Integer> sum = new TreeMap<>();
    for (Worker each : workers) {
      each.verdicts.forEach((verdict, count) -> sum.merge(verdict, count, Integer::sum));
    }
    return sum;
  }
}
