package io.github.luasearchers.engine.live.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** Where events come from. Each system has limits, at which one of these fails. */
interface EventSource {

  /** The JDK's. */
  EventSource JDK = new Jdk();

  WatchService open() throws IOException;

  WatchKey register(Path folder, WatchService service) throws IOException;

  /** What the JDK has for the default file system. */
  final class Jdk implements EventSource {

    private Jdk() {}

    @Override
    public WatchService open() throws IOException {
      return FileSystems.getDefault().newWatchService();
    }

    @Override
    public WatchKey register(Path folder, WatchService service) throws IOException {
      return folder.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
    }
  }
}
