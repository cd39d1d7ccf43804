package io.github.luasearchers.engine.live.bundle;

import io.github.luasearchers.engine.ModuleLocation.State;
import io.github.luasearchers.engine.compiler.RequiredNames;
import io.github.luasearchers.engine.live.bundle.Workers.Task;
import io.github.luasearchers.engine.require.Finder;
import io.github.luasearchers.engine.require.ModuleRecord;
import io.github.luasearchers.engine.require.Modules;
import io.github.luasearchers.engine.value.ScriptStopped;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds modules, and those that their texts require, and so on. It looks where {@code require}
 * would look now, and runs no Lua.
 */
final class Walk {

  /** Texts may come from a server that always names one more. Archives have no more by default. */
  private static final int MOST = 10_000;

  private final Modules modules;
  private final List<Finder> finders;
  private final Workers workers;
  private final boolean compiles;
  private final Map<String, Visit> visits = new TreeMap<>();
  private final Deque<Visit> entered = new ArrayDeque<>();

  /** How many modules the workers have. */
  private int out;

  private Walk(Modules modules, Workers workers, boolean compiles) {
    this.modules = modules;
    this.finders = modules.finders();
    this.workers = workers;
    this.compiles = compiles;
  }

  /**
   * Goes from some modules as far as texts name others.
   *
   * @param compiles whether the texts are to be compiled, for {@code require} to take them
   * @return what came of each module, by name
   * @throws IllegalStateException if there are too many
   * @throws ScriptStopped if the thread is interrupted, or a limit of the evaluation is reached
   */
  static Collection<Visit> from(Collection<String> names, Modules modules, boolean compiles) {
    try (Workers workers = new Workers()) {
      Walk walk = new Walk(modules, workers, compiles);
      walk.enterAll(names);
      walk.go();
      return walk.visits.values();
    }
  }

  private void enterAll(Collection<String> names) {
    for (String name : names) {
      if (!visits.containsKey(name)) {
        if (visits.size() == MOST) {
          throw new IllegalStateException("these are more than " + MOST + " modules");
        }
        Visit visit = new Visit(name);
        visits.put(name, visit);
        entered.add(visit);
      }
    }
  }

  private void go() {
    while (!entered.isEmpty() || out > 0) {
      @Nullable Task done = out == 0 ? null : workers.poll();
      if (done == null && !entered.isEmpty()) {
        enter(entered.remove());
      } else {
        goOn(done == null ? await() : done);
      }
    }
  }

  private Task await() {
    try {
      return workers.take();
    } catch (InterruptedException e) {
      throw modules.interrupted();
    }
  }

  private void goOn(Task done) {
    out--;
    Visit visit = done.visit();
    if (done.thrown() instanceof Error error) {
      throw error;
    }
    if (done.thrown() != null) {
      throw new IllegalStateException(done.thrown());
    }
    if (done instanceof Load) {
      modules.charge(visit.work());
      enterAll(visit.requires());
    } else if (visit.state() == State.NOT_FOUND) {
      search(visit);
    } else {
      load(visit);
    }
  }

  // ---- one module

  private void enter(Visit visit) {
    if (!modules.value(visit.module()).toboolean()) {
      search(visit);
      return;
    }
    @Nullable ModuleRecord record = modules.loads().record(visit.module());
    visit.loaded(record == null ? List.of() : names(record));
    enterAll(visit.requires());
  }

  private List<String> names(ModuleRecord record) {
    try {
      byte @Nullable [] text = modules.text(record);
      return text == null ? List.of() : RequiredNames.in(text);
    } catch (IOException e) {
      return List.of(); // it is loaded: its text may be gone
    }
  }

  /** Asks the searchers that are left, up to one that others ask in this thread's place. */
  private void search(Visit visit) {
    for (@Nullable Finder finder = visit.next(finders);
        finder != null;
        finder = visit.next(finders)) {
      if (!finder.isAskable()) {
        visit.pass();
      } else if (finder.isConcurrent()) {
        out++;
        workers.search(new Search(visit));
        return;
      } else {
        visit.search();
        if (visit.state() != State.NOT_FOUND) {
          load(visit);
          return;
        }
      }
    }
    visit.end(modules.leftOut());
  }

  private void load(Visit visit) {
    SearchResult.@Nullable Source source = visit.source();
    if (source == null) {
      return;
    }
    boolean anywhere = visit.isReadAnywhere();
    if (!anywhere) {
      visit.read(source);
    }
    out++;
    workers.compute(new Load(visit, source, anywhere, compiles));
  }

  /** Asks a searcher. */
  private static final class Search extends Task {

    Search(Visit visit) {
      super(visit);
    }

    @Override
    void work(Visit visit) {
      visit.search();
    }
  }

  /** Does what is to be done with a text. */
  private static final class Load extends Task {

    private final SearchResult.Source source;
    private final boolean reads;
    private final boolean compiles;

    Load(Visit visit, SearchResult.Source source, boolean reads, boolean compiles) {
      super(visit);
      this.source = source;
      this.reads = reads;
      this.compiles = compiles;
    }

    @Override
    void work(Visit visit) {
      if (reads) {
        visit.read(source);
      }
      visit.study(source, compiles);
    }
  }
}
