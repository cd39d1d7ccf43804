package io.github.luasearchers.searchers.jar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes archives as no tool would: every field can be a lie. */
final class ZipWriter {

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int count;

  int method = 8;
  int flags;
  int attributes;
  long declaredSize = -1;

  /** Adds an entry with the fields as they are set now. */
  ZipWriter add(String name, String content) {
    return add(name, content.getBytes(UTF_8));
  }

  ZipWriter add(String name, byte[] content) {
    byte[] packed = method == 8 ? deflate(content) : content;
    long size = declaredSize < 0 ? content.length : declaredSize;
    CRC32 crc = new CRC32();
    crc.update(content);
    byte[] nameBytes = name.getBytes(UTF_8);
    int offset = body.size();
    ByteBuffer local = buffer(30);
    local.putInt(0x04034b50).putShort((short) 20).putShort((short) flags).putShort((short) method);
    local.putInt(0).putInt((int) crc.getValue()).putInt(packed.length).putInt((int) size);
    local.putShort((short) nameBytes.length).putShort((short) 0);
    body.writeBytes(local.array());
    body.writeBytes(nameBytes);
    body.writeBytes(packed);
    ByteBuffer header = buffer(46);
    header.putInt(0x02014b50).putShort((short) 0x314).putShort((short) 20);
    header.putShort((short) flags).putShort((short) method).putInt(0);
    header.putInt((int) crc.getValue()).putInt(packed.length).putInt((int) size);
    header.putShort((short) nameBytes.length).putShort((short) 0).putShort((short) 0);
    header.putShort((short) 0).putShort((short) 0).putInt(attributes).putInt(offset);
    directory.writeBytes(header.array());
    directory.writeBytes(nameBytes);
    count++;
    return this;
  }

  byte[] toBytes() {
    return toBytes(count);
  }

  byte[] toBytes(int declaredCount) {
    ByteBuffer end = buffer(22);
    end.putInt(0x06054b50).putInt(0).putShort((short) declaredCount);
    end.putShort((short) declaredCount).putInt(directory.size()).putInt(body.size());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(body.toByteArray());
    all.writeBytes(directory.toByteArray());
    all.writeBytes(end.array());
    return all.toByteArray();
  }

  /** Writes the archive with the fields of 64 bits at its end. */
  byte[] toBytes64() {
    ByteBuffer end64 = buffer(56 + 20 + 22);
    int position = body.size() + directory.size();
    end64.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
    end64.putInt(0).putInt(0).putLong(count).putLong(count);
    end64.putLong(directory.size()).putLong(body.size());
    end64.putInt(0x07064b50).putInt(0).putLong(position).putInt(1);
    end64.putInt(0x06054b50).putInt(0).putShort((short) -1).putShort((short) -1);
    end64.putInt(-1).putInt(-1);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(body.toByteArray());
    all.writeBytes(directory.toByteArray());
    all.writeBytes(end64.array());
    return all.toByteArray();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }
}
