package io.github.luasearchers.engine;

import io.github.luasearchers.engine.live.Live;
import io.github.luasearchers.engine.live.watch.Excludes;
import io.github.luasearchers.engine.live.watch.FileState;
import io.github.luasearchers.engine.live.watch.FileStates;
import io.github.luasearchers.engine.live.watch.WatchSettings;
import io.github.luasearchers.engine.live.watch.Watched;
import io.github.luasearchers.engine.live.watch.Watcher;
import io.github.luasearchers.engine.require.LiveSettings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;

/**
 * Reloads an engine's modules when what they were loaded from changes. The watch's thread looks at
 * files without the engine's turn, and takes that only if one is not what it was.
 */
final class ModuleWatch implements Watched, AutoCloseable {

  private final LuaState state;
  private final FileStates states;
  private final Map<Path, FileState> seen = new HashMap<>();
  private final long interval;
  private final Watcher watcher;
  private final Excludes excludes;
  private volatile Loaded loaded = new Loaded(List.of(), Map.of());
  private volatile boolean elsewhere;
  private long lookedElsewhere = System.nanoTime();

  /** The state of the modules that {@link #loaded} is of. For the thread that has the turn. */
  private int changes;

  /**
   * The files that were loaded, or would have been.
   *
   * @param files always the same list, by which those who look at files know it
   * @param contents what each has to be
   */
  private record Loaded(List<Path> files, Map<Path, String> contents) {}

  private ModuleWatch(LuaState state, LiveSettings settings) {
    this.state = state;
    this.excludes = Excludes.of(settings.exclude());
    this.states = new FileStates(settings.quiet());
    this.interval = settings.interval().toNanos();
    this.watcher =
        Watcher.start(
            this,
            new WatchSettings(
                settings.quiet(), settings.poll(), settings.trigger().map(Path::of), excludes));
  }

  static ModuleWatch start(LuaState state, LiveSettings settings) {
    return new ModuleWatch(state, settings);
  }

  /** Takes note of what was loaded. To be called by the thread that has the turn. */
  void update(Live live) {
    int now = live.changes();
    if (now != changes) {
      changes = now;
      Map<Path, String> contents = live.files();
      contents.keySet().removeIf(excludes::exclude);
      loaded = new Loaded(List.copyOf(contents.keySet()), contents);
      elsewhere = live.isElsewhere();
      watcher.filesChanged();
    }
  }

  @Override
  public Collection<Path> files() {
    return loaded.files();
  }

  @Override
  public boolean check(boolean last) {
    Loaded known = loaded;
    List<Path> all = known.files();
    List<FileState> now = states.look(all);
    boolean changed = false;
    boolean expected =
        false; // an archive that is looked at for the first time is none that changed
    for (int i = 0; i < now.size(); i++) {
      FileState each = now.get(i);
      Path file = all.get(i);
      if (differs(each, seen.get(file), known.contents().getOrDefault(file, ""))) {
        if (!each.settled() && !last) {
          return false;
        }
        changed = true;
        expected |= seen.containsKey(file);
      }
    }
    boolean everywhere = elsewhere && System.nanoTime() - lookedElsewhere >= interval;
    if (!changed && !everywhere) {
      return true;
    }
    if (everywhere) {
      lookedElsewhere = System.nanoTime();
    }
    if (!reload(everywhere, expected, last) && !last) {
      return false; // a file may be half written
    }
    for (int i = 0; i < now.size(); i++) {
      seen.put(all.get(i), now.get(i));
    }
    seen.keySet().retainAll(all);
    states.keepOnly(all);
    return true;
  }

  /** Tells whether a file is not what it was; at the first look, not what was loaded. */
  private static boolean differs(FileState now, @Nullable FileState before, String loaded) {
    return before == null
        ? !Live.isAsLoaded(loaded, now.sha256())
        : now.kind() != before.kind() || !now.sha256().equals(before.sha256());
  }

  private boolean reload(boolean everywhere, boolean expected, boolean last) {
    try {
      state
          .evaluator()
          .withModules(live -> live.reloads().reloadWatched(everywhere, expected, last));
      return true;
    } catch (ScriptException e) {
      return false; // it was told, if it was the last try
    }
  }

  @Override
  public void close() {
    watcher.close();
  }
}
