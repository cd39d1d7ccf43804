package io.github.luasearchers.searchers.classpath;

import com.google.common.io.ByteSource;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A resource that a class loader has found: a file, an entry of an archive, or something else. */
final class Resource extends ByteSource {

  private final URL url;
  private final @Nullable File file;
  private final Optional<String> stamp;

  private Resource(URL url, @Nullable File file, Optional<String> stamp) {
    this.url = url;
    this.file = file;
    this.stamp = stamp;
  }

  /** Returns the resource at an address, null if that is a folder of the file system. */
  static @Nullable Resource at(URL url) throws IOException {
    File file = file(url);
    if (file == null) {
      return new Resource(url, null, Optional.empty());
    }
    BasicFileAttributes attributes = Files.readAttributes(file.toPath(), BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      return null;
    }
    String stamp =
        attributes.size()
            + ":"
            + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)
            + ":"
            + attributes.fileKey()
            + ":"
            + url;
    return new Resource(url, isFile(url) ? file : null, Optional.of(stamp));
  }

  private static boolean isFile(URL url) {
    return url.getProtocol().equals("file");
  }

  /**
   * Returns the file that an address names, or the outermost archive that holds what it names: as
   * long as that doesn't change, neither does the resource. Null if there is no such file.
   */
  private static @Nullable File file(URL url) throws IOException {
    boolean inArchive = url.getProtocol().equals("jar");
    String address = inArchive ? url.getPath() : url.toString();
    int entry = address.indexOf("!/");
    if (inArchive && entry >= 0) {
      address = address.substring(0, entry);
    }
    if (!address.startsWith("file:/") || address.startsWith("file://")) {
      return null;
    }
    if (address.indexOf('%') < 0) {
      return new File(address.substring("file:".length()));
    }
    try {
      return new File(URI.create(address));
    } catch (IllegalArgumentException e) {
      throw new IOException("cannot tell which file is at " + url, e);
    }
  }

  /**
   * Tells whether the resource has this name to the letter. A disk that takes no notice of case
   * gives out a file under any; the listing of its folder has the one that it bears.
   */
  boolean hasName(String name) throws IOException {
    File folder = file;
    if (folder == null) {
      return true;
    }
    int end = name.length();
    while (end > 0) {
      folder = folder == null ? null : folder.getParentFile();
      String[] listing = folder == null ? null : folder.list();
      int start = name.lastIndexOf('/', end - 1) + 1;
      if (listing != null && !Arrays.asList(listing).contains(name.substring(start, end))) {
        return false;
      }
      end = start - 1;
    }
    return true;
  }

  /** Returns what changes whenever the content does, if it is known. */
  Optional<String> stamp() {
    return stamp;
  }

  /** Opens the resource past the JDK's cache, which knows an archive no longer once replaced. */
  @Override
  public InputStream openStream() throws IOException {
    if (file != null) {
      return new FileInputStream(file);
    }
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  @Override
  public byte[] read() throws IOException {
    try (InputStream in = openStream()) {
      return in.readAllBytes();
    }
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
