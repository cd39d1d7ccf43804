package io.github.luasearchers.engine.live.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folders whose events come, by the JDK's {@code WatchService}. A watch stays with its folder
 * when that is renamed, and so they are told apart by what they are, not by their paths. One thread
 * at a time.
 */
final class Registrations implements AutoCloseable {

  /** What a round of events comes to. */
  enum News {
    NOTHING,
    /** A file appeared that is like those asked for: whoever writes them may not be done. */
    MORE,
    CHANGE
  }

  private final EventSource source;
  private @Nullable WatchService service;
  private Map<Object, WatchKey> keys = new HashMap<>();
  private Map<WatchKey, Spot> spots = new HashMap<>();
  private @Nullable String problem;

  Registrations(EventSource source) {
    this.source = source;
  }

  /**
   * Watches some folders, and no others.
   *
   * @return why events do not come from one of those where they are needed; nothing if they do
   */
  Optional<String> update(Collection<Spot> wanted) {
    problem = null;
    try {
      if (service == null) {
        service = source.open();
      }
      register(wanted, service);
    } catch (IOException e) {
      problem = String.valueOf(e.getMessage());
    }
    return Optional.ofNullable(problem);
  }

  private void register(Collection<Spot> wanted, WatchService open) {
    Map<Object, WatchKey> before = keys;
    keys = new HashMap<>();
    spots = new HashMap<>();
    for (Spot spot : wanted) {
      try {
        register(spot, before, open);
      } catch (IOException e) {
        // What was replaced just now is no problem: the folder above has an event.
        boolean gone = e instanceof NoSuchFileException || e instanceof NotDirectoryException;
        if (spot.isNear() && !gone) {
          problem = spot.folder() + ": " + e.getMessage();
        }
      }
    }
    for (WatchKey key : before.values()) {
      if (!spots.containsKey(key)) {
        key.cancel();
      }
    }
  }

  private void register(Spot spot, Map<Object, WatchKey> before, WatchService open)
      throws IOException {
    Object id = identity(spot.folder());
    @Nullable WatchKey key = before.get(id);
    if (key == null || !key.isValid()) {
      key = source.register(spot.folder(), open);
    }
    keys.put(id, key);
    spots.merge(key, spot, Spot::with);
  }

  private static Object identity(Path folder) throws IOException {
    @Nullable Object key =
        Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .fileKey();
    return key == null ? folder : key;
  }

  /**
   * Waits for events, and takes all that there are.
   *
   * @throws InterruptedException if the thread is interrupted; no event is lost
   */
  News await(long nanos) throws InterruptedException {
    if (service == null) {
      NANOSECONDS.sleep(nanos);
      return News.NOTHING;
    }
    News news = News.NOTHING;
    @Nullable WatchKey key = service.poll(nanos, NANOSECONDS);
    while (key != null) {
      news = later(news, take(key));
      key = service.poll();
    }
    return news;
  }

  private News take(WatchKey key) {
    @Nullable Spot spot = spots.get(key);
    News news = News.NOTHING;
    for (WatchEvent<?> event : key.pollEvents()) {
      news = later(news, read(event, spot));
    }
    return key.reset() || spot == null ? news : News.CHANGE;
  }

  /** An overflow has no name. */
  private static News read(WatchEvent<?> event, @Nullable Spot spot) {
    if (spot == null) {
      return News.NOTHING;
    }
    if (!(event.context() instanceof Path name) || spot.has(name)) {
      return News.CHANGE;
    }
    return event.kind() == ENTRY_CREATE && spot.hasLike(name) ? News.MORE : News.NOTHING;
  }

  private static News later(News one, News other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  @Override
  public void close() {
    if (service != null) {
      try {
        service.close();
      } catch (IOException | ClosedWatchServiceException e) {
        return; // its thread ends all the same
      }
    }
  }
}
