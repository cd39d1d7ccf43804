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
import java.util.ArrayList;
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
  private volatile Map<Path, String> files = Map.of();
  private volatile boolean elsewhere;
  private long lookedElsewhere = System.nanoTime();

  /** The state of the modules that {@link #files} is of. For the thread that has the turn. */
  private int changes;

  private ModuleWatch(LuaState state, LiveSettings settings) {
    this.state = state;
    this.states = new FileStates(settings.quiet());
    this.interval = settings.interval().toNanos();
    this.watcher =
        Watcher.start(
            this,
            new WatchSettings(
                settings.quiet(),
                settings.poll(),
                settings.trigger().map(Path::of),
                Excludes.of(settings.exclude())));
  }

  static ModuleWatch start(LuaState state, LiveSettings settings) {
    return new ModuleWatch(state, settings);
  }

  /** Takes note of what was loaded. To be called by the thread that has the turn. */
  void update(Live live) {
    int now = live.changes();
    if (now != changes) {
      changes = now;
      files = live.files();
      elsewhere = live.isElsewhere();
      watcher.filesChanged();
    }
  }

  @Override
  public Collection<Path> files() {
    return files.keySet();
  }

  @Override
  public boolean check(boolean last) {
    Map<Path, String> loaded = files;
    List<Path> all = new ArrayList<>(loaded.keySet());
    List<FileState> now = states.look(all);
    boolean changed = false;
    for (int i = 0; i < now.size(); i++) {
      FileState each = now.get(i);
      if (!each.settled() && !last) {
        return false;
      }
      Path file = all.get(i);
      changed |= differs(each, seen.get(file), loaded.getOrDefault(file, ""));
    }
    boolean everywhere = elsewhere && System.nanoTime() - lookedElsewhere >= interval;
    if (!changed && !everywhere) {
      return true;
    }
    if (everywhere) {
      lookedElsewhere = System.nanoTime();
    }
    if (!reload(everywhere, changed, last) && !last) {
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

  private boolean reload(boolean everywhere, boolean changed, boolean last) {
    try {
      state.evaluator().atRest(live -> live.reloads().reloadWatched(everywhere, changed, last));
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
