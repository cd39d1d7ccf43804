package io.github.luasearchers.engine.jit;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.CodeCompiler;
import io.github.luasearchers.engine.vm.Heat;
import io.github.luasearchers.engine.vm.Unit;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Translates on one thread for the JVM, which ends when there is nothing to do. */
public final class BackgroundCompiler implements CodeCompiler {

  private static final int MOST_WAITING = 1_000;
  private static final int LONGEST = 1_200;

  private static final BackgroundCompiler INSTANCE = new BackgroundCompiler();

  private final ThreadPoolExecutor executor;
  private final TranslationNews news = new TranslationNews();

  private BackgroundCompiler() {
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            BackgroundCompiler::thread);
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Returns the compiler.
   *
   * @throws IllegalArgumentException if something is missing; the message says what to do
   */
  public static CodeCompiler instance() {
    String missing = Requirements.missing();
    if (missing != null) {
      throw new IllegalArgumentException(missing);
    }
    return INSTANCE;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, "Lua compiler", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  @Override
  public void request(Unit unit, int pc, byte @Nullable [] kinds, Level level) {
    if (Heat.EAGER) {
      translate(unit, pc, kinds, level);
      return;
    }
    try {
      executor.execute(() -> translate(unit, pc, kinds, level));
    } catch (RejectedExecutionException e) {
      unit.settle(pc);
      news.begin(unit, pc).refused("too many others wait to be compiled");
    }
  }

  @Override
  public void discarded(Unit unit, int pc, int exits, boolean forGood, String reason) {
    news.discarded(unit, pc, exits, forGood, reason);
  }

  /** Translates at once. */
  static void translate(Unit unit, int pc, byte @Nullable [] kinds, Level level) {
    TranslationNews.Attempt attempt = INSTANCE.news.begin(unit, pc);
    int bytes;
    try {
      int length = unit.prototype().code.length;
      if (length > LONGEST) {
        throw new Untranslatable("it has " + length + " instructions");
      }
      Translation made = Translator.translate(unit, pc, kinds, level);
      unit.install(pc, made.type());
      bytes = made.bytes();
    } catch (Untranslatable e) {
      unit.settle(pc);
      attempt.refused(String.valueOf(e.getMessage()));
      return;
    } catch (RuntimeException | Error e) {
      // The loop goes on with the function, so that nobody but the log has to know.
      unit.settle(pc);
      attempt.failed(e);
      return;
    }
    attempt.translated(bytes);
  }
}
