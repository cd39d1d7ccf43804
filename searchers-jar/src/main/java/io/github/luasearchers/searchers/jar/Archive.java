package io.github.luasearchers.searchers.jar;

import com.google.common.io.ByteSource;
import io.github.luasearchers.spi.FileStamp;
import io.github.luasearchers.spi.SearchResult;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The contents of an archive when its directory was read.
 *
 * @param name the archive's name, as the template has it
 * @param bytes its content
 * @param file the stamp of its file, if it is one
 * @param entries its files, by name
 */
record Archive(
    String name, ArchiveBytes bytes, Optional<FileStamp> file, Map<String, Entry> entries) {

  private static final int LOCAL_HEADER = 0x04034b50;
  static final int LOCAL_HEADER_SIZE = 30;
  static final int STORED = 0;
  static final int DEFLATED = 8;

  /**
   * A file in an archive.
   *
   * @param offset where its local header begins
   * @param method how it is compressed: stored or deflated
   * @param crc the checksum of its content
   */
  record Entry(long offset, int method, long packedSize, long size, int crc) {}

  /** Returns the module in an entry, if there is such an entry. */
  Optional<SearchResult> find(String entryName) {
    @Nullable Entry entry = entries.get(entryName);
    if (entry == null) {
      return Optional.empty();
    }
    String origin = origin(entryName);
    SearchResult.Source source =
        SearchResult.source(new Content(entryName, entry), "@" + origin, origin);
    return Optional.of(file.isPresent() ? source.withStamp(file.get()) : source);
  }

  private String origin(String entryName) {
    return name + "!/" + entryName;
  }

  /** Returns the exception for an archive that cannot be read. */
  static IOException unreadable(String name, IOException cause) {
    return new IOException("cannot read archive '" + name + "': " + reason(cause), cause);
  }

  /** Returns an exception's message as the end of a sentence that already names the file. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it is gone";
    }
    if (e instanceof FileSystemException system) {
      return system.getReason() == null ? "access is denied" : system.getReason();
    }
    return e instanceof EOFException ? "it ends too early" : String.valueOf(e.getMessage());
  }

  /** Returns the content of an entry. */
  byte[] read(String entryName, Entry entry) throws IOException {
    try (ArchiveBytes.Opened opened = bytes.open()) {
      byte[] content = unpack(packed(opened, entry), entry);
      CRC32 crc = new CRC32();
      crc.update(content);
      if ((int) crc.getValue() != entry.crc) {
        throw new IOException("its checksum is wrong");
      }
      return content;
    } catch (IOException e) {
      throw new IOException("cannot read '" + origin(entryName) + "': " + reason(e), e);
    }
  }

  private static byte[] packed(ArchiveBytes.Opened opened, Entry entry) throws IOException {
    ByteBuffer header = opened.read(entry.offset, LOCAL_HEADER_SIZE);
    if (header.getInt(0) != LOCAL_HEADER) {
      throw new IOException("the archive has changed or is damaged");
    }
    int nameSize = Short.toUnsignedInt(header.getShort(26));
    int extraSize = Short.toUnsignedInt(header.getShort(28));
    long start = entry.offset + LOCAL_HEADER_SIZE + nameSize + extraSize;
    return opened.read(start, (int) entry.packedSize).array();
  }

  private static byte[] unpack(byte[] packed, Entry entry) throws IOException {
    if (entry.method == STORED) {
      return packed;
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      byte[] content = new byte[(int) entry.size];
      int length = inflater.inflate(content);
      // A second call detects surplus data, and reads the end that follows an empty content.
      int more = inflater.finished() ? 0 : inflater.inflate(new byte[1]);
      if (length < content.length || more > 0 || !inflater.finished()) {
        throw new IOException("its size is not the declared one of " + entry.size + " bytes");
      }
      return content;
    } catch (DataFormatException e) {
      throw new IOException("its data is damaged", e);
    } finally {
      inflater.end();
    }
  }

  private final class Content extends ByteSource {

    private final String entryName;
    private final Entry entry;

    Content(String entryName, Entry entry) {
      this.entryName = entryName;
      this.entry = entry;
    }

    @Override
    public InputStream openStream() throws IOException {
      return new ByteArrayInputStream(read());
    }

    @Override
    public byte[] read() throws IOException {
      return Archive.this.read(entryName, entry);
    }
  }
}
