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
 * A lock that threads and processes share: a file that one of them has locked. The system lets go
 * of it when a process dies, however it dies. The file stays, for two that hold two files of one
 * name would both think that they are alone.
 */
public final class FileMutex {

  /**
   * The system's locks belong to the process, and end when it closes the file anywhere. So a file
   * is opened by one thread at a time.
   */
  private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private static final long PAUSE_MILLIS = 5;

  private final Path file;
  private final ReentrantLock threads;

  public FileMutex(Path file) {
    this.file = file.toAbsolutePath().normalize();
    this.threads = THREADS.computeIfAbsent(this.file, unused -> new ReentrantLock());
  }

  /** What is done while the lock is held. */
  public interface Work {
    void run() throws IOException;
  }

  /**
   * Does the work, after those who came first.
   *
   * @throws IOException if the lock isn't free in time, and then nothing was done
   */
  public void hold(long timeoutMillis, Work work) throws IOException {
    if (!run(timeoutMillis, work)) {
      throw new IOException(
          "'" + file + "' has been locked by another process for " + timeoutMillis + " ms");
    }
  }

  /** Does the work if nobody else is at it. */
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
      // This class, loaded by another class loader of this process.
      return null;
    }
  }
}
