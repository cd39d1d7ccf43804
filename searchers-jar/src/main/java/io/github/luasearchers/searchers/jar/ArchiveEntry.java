package io.github.luasearchers.searchers.jar;

import com.google.common.io.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** A file in an archive, as the archive's directory has it. */
final class ArchiveEntry extends ByteSource {

  private static final int LOCAL_HEADER = 0x04034b50;
  static final int LOCAL_HEADER_SIZE = 30;
  static final int STORED = 0;
  static final int DEFLATED = 8;

  private final ArchiveBytes archive;
  private final String name;
  private final long offset;
  private final int method;
  private final long packedSize;
  private final long size;
  private final int crc;

  /**
   * @param offset where its local header begins
   * @param method how it is compressed: stored or deflated
   * @param crc the checksum of its content
   */
  ArchiveEntry(
      ArchiveBytes archive,
      String name,
      long offset,
      int method,
      long packedSize,
      long size,
      int crc) {
    this.archive = archive;
    this.name = name;
    this.offset = offset;
    this.method = method;
    this.packedSize = packedSize;
    this.size = size;
    this.crc = crc;
  }

  long offset() {
    return offset;
  }

  boolean isStored() {
    return method == STORED;
  }

  long packedSize() {
    return packedSize;
  }

  long expandedSize() {
    return size;
  }

  /** Returns where it is, as the template has it. */
  String origin() {
    return archive.name() + "!/" + name;
  }

  @Override
  public InputStream openStream() throws IOException {
    return new ByteArrayInputStream(read());
  }

  @Override
  public byte[] read() throws IOException {
    try (ArchiveBytes.Opened opened = archive.openForEntry()) {
      byte[] packed = packed(opened);
      byte[] content = method == STORED ? packed : Deflated.inflate(packed, (int) size);
      CRC32 actual = new CRC32();
      actual.update(content);
      if ((int) actual.getValue() != crc) {
        throw new IOException("its checksum is wrong");
      }
      return content;
    } catch (IOException e) {
      throw Failures.unreadableEntry(origin(), e);
    }
  }

  private byte[] packed(ArchiveBytes.Opened opened) throws IOException {
    byte[] header = opened.read(offset, LOCAL_HEADER_SIZE);
    if (ArchiveBytes.number(header, 0) != LOCAL_HEADER) {
      throw new IOException("the archive has changed or is damaged");
    }
    int nameSize = ArchiveBytes.half(header, 26);
    int extraSize = ArchiveBytes.half(header, 28);
    return opened.read(offset + LOCAL_HEADER_SIZE + nameSize + extraSize, (int) packedSize);
  }
}
