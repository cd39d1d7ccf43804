package io.github.luasearchers.searchers.http.cache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock between threads and processes, based on a locked file. The operating system releases it
 * when its process dies. The file is never deleted: otherwise two processes could each lock another
 * file of the same name.
 */
public final class FileMutex {

  /**
   * A lock of the operating system belongs to the whole process, and ends when the process closes
   * the file anywhere. So only one thread at a time opens a file.
   */
  private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private static final long PAUSE_MILLIS = 5;

  private final Path file;
  private final ReentrantLock threads;

  public FileMutex(Path file) {
    this.file = file.toAbsolutePath().normalize();
    this.threads = THREADS.computeIfAbsent(this.file, unused -> new ReentrantLock());
  }

  /** The work to do while the lock is held. */
  public interface Work {
    void run() throws IOException;
  }

  /**
   * Does the work as soon as the lock is free.
   *
   * @throws IOException if the lock isn't free in time; the work was not begun then
   */
  public void hold(long timeoutMillis, Work work) throws IOException {
    if (!run(timeoutMillis, work)) {
      throw new IOException(
          "'" + file + "' has been locked by another process for " + timeoutMillis + " ms");
    }
  }

  /** Does the work if the lock is free. */
  boolean holdIfFree(Work work) throws IOException {
    return run(0, work);
  }

  private boolean run(long timeoutMillis, Work work) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    try {
      if (!threads.tryLock(timeoutMillis, TimeUnit.MILLISECONDS)) {
        return false;
      }
      try {
        return runAlone(deadline, work);
      } finally {
        threads.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for '" + file + "'");
    }
  }

  private boolean runAlone(long deadline, Work work) throws IOException, InterruptedException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      @Nullable FileLock lock = tryLock(channel);
      while (lock == null) {
        if (System.nanoTime() >= deadline) {
          return false;
        }
        Thread.sleep(PAUSE_MILLIS);
        lock = tryLock(channel);
      }
      work.run();
      return true;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This class is loaded twice in this process, by two class loaders.
      return null;
    }
  }
}
