package io.github.luasearchers.searchers.classpath;

import com.google.common.io.ByteSource;
import io.github.luasearchers.spi.FileStamp;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A resource that a class loader has found: a file, an entry of an archive, or something else. */
final class Resource extends ByteSource {

  private final URL url;

  /** The file of the resource, or the outermost archive that contains it; null if neither. */
  private final @Nullable File place;

  private final Optional<FileStamp> placeStamp;
  private final Optional<String> stamp;

  /** The resource in its archive, if the stamp counts and nothing about it is unusual. */
  private final @Nullable PackedEntry entry;

  private Resource(
      URL url, @Nullable File place, Optional<FileStamp> placeStamp, @Nullable PackedEntry entry) {
    this.url = url;
    this.place = place;
    this.placeStamp = placeStamp;
    this.entry = entry;
    Optional<String> text = placeStamp.isPresent() ? placeStamp.get().text() : Optional.empty();
    // The URL tells apart the entries of one archive, also those of a multi-release one.
    this.stamp = text.isPresent() ? Optional.of(text.get() + " " + url) : text;
  }

  /** Returns the resource at a URL, null if that is a folder of the file system. */
  static @Nullable Resource at(URL url, Locations locations) throws IOException {
    File place = place(url);
    if (place == null) {
      return new Resource(url, null, Optional.empty(), null);
    }
    String name = entryName(url);
    ArchiveIndex index = name == null ? null : locations.index(place);
    if (name != null && index != null) {
      return new Resource(url, place, Optional.of(index.stamp()), index.entry(name));
    }
    FileStamp stamp = FileStamp.of(place.toPath());
    return stamp.isDirectory() ? null : new Resource(url, place, Optional.of(stamp), null);
  }

  /** Returns the resource that is now at the same URL, null if that is a folder. */
  @Nullable Resource now(Locations locations) throws IOException {
    return placeStamp.isPresent() && placeStamp.get().isCurrent() ? this : at(url, locations);
  }

  /** Returns the name in an archive that a URL certainly has; null if it has none, or may. */
  private static @Nullable String entryName(URL url) {
    String address = url.getPath();
    int entry = address.indexOf("!/");
    boolean plain =
        entry >= 0
            && url.getProtocol().equals("jar")
            && url.getRef() == null
            && !isNested(url)
            && address.indexOf('%', entry) < 0;
    return plain ? address.substring(entry + 2) : null;
  }

  /** Tells whether it certainly is no folder of an archive. */
  boolean isFileOfArchive() {
    return entry != null;
  }

  private static boolean isFile(URL url) {
    return url.getProtocol().equals("file");
  }

  /**
   * Returns the file that a URL names, or the outermost archive that contains the resource: as long
   * as that does not change, neither does the resource. Null if there is no such file.
   */
  private static @Nullable File place(URL url) throws IOException {
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
   * Tells whether the resource has exactly this name. A case-insensitive file system finds a file
   * in any case; the listing of its folder has the actual name.
   */
  boolean hasName(String name) throws IOException {
    if (!isFile(url)) {
      return true;
    }
    File folder = place;
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

  /** Returns a text that changes whenever the content does, if one is known. */
  Optional<String> stamp() {
    return stamp;
  }

  /** Returns the stamp of the file or archive that contains the content, if there is one. */
  Optional<FileStamp> file() {
    return placeStamp;
  }

  /** Opens the resource, bypassing the JDK's cache of archives. */
  @Override
  public InputStream openStream() throws IOException {
    if (place != null && isFile(url)) {
      return new FileInputStream(place);
    }
    URLConnection connection = url.openConnection();
    if (place != null && connection instanceof JarURLConnection jar && !isNested(url)) {
      return new ByteArrayInputStream(ArchiveEntry.read(place, jar.getEntryName()));
    }
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  /** Tells whether a resource is in an archive inside another, which its own loader reads. */
  private static boolean isNested(URL url) {
    String address = url.getPath();
    return address.indexOf("!/") != address.lastIndexOf("!/");
  }

  @Override
  public byte[] read() throws IOException {
    byte[] content = place == null || entry == null ? null : entry.read(place);
    if (content != null) {
      return content;
    }
    try (InputStream in = openStream()) {
      return in.readAllBytes();
    }
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
