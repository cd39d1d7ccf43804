package io.github.luasearchers.searchers.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes rocks as LuaRocks packs them. */
final class TestRocks {

  private TestRocks() {}

  /** Returns a rockspec, with lines of one's own at its end. */
  static String rockspec(String name, String version, List<String> needs, String... more) {
    String list = needs.stream().map(n -> "'" + n + "'").collect(Collectors.joining(", "));
    return "package = '%s'\nversion = '%s'\ndependencies = { %s }\n%s\n"
        .formatted(name, version, list, String.join("\n", more));
  }

  /** Returns an {@code .all.rock} with Lua files, by their paths below {@code lua/}. */
  static byte[] all(String name, String version, List<String> needs, Map<String, String> files) {
    Map<String, byte[]> content = new LinkedHashMap<>();
    files.forEach((path, text) -> content.put("lua/" + path, text.getBytes(UTF_8)));
    return built(name, version, needs, content);
  }

  /** Returns a rock with its files as they are installed. */
  static byte[] built(
      String name, String version, List<String> needs, Map<String, byte[]> installed) {
    Map<String, byte[]> content = new LinkedHashMap<>(installed);
    content.put(name + "-" + version + ".rockspec", rockspec(name, version, needs).getBytes(UTF_8));
    content.put("rock_manifest", sums(content).getBytes(UTF_8));
    return zip(content);
  }

  /** Returns the list of sums of some files. */
  static String sums(Map<String, byte[]> content) {
    Map<String, Object> tree = new TreeMap<>();
    content.forEach((path, bytes) -> put(tree, path, md5(bytes)));
    StringBuilder text = new StringBuilder("rock_manifest = ");
    write(tree, text);
    return text.toString();
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> tree, String path, String sum) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      tree.put(path, sum);
    } else {
      Object below = tree.computeIfAbsent(path.substring(0, slash), unused -> new TreeMap<>());
      put((Map<String, Object>) below, path.substring(slash + 1), sum);
    }
  }

  private static void write(Map<?, ?> tree, StringBuilder text) {
    text.append("{\n");
    tree.forEach(
        (name, value) -> {
          text.append("[\"").append(name).append("\"] = ");
          if (value instanceof Map<?, ?> below) {
            write(below, text);
          } else {
            text.append('"').append(value).append('"');
          }
          text.append(",\n");
        });
    text.append("}");
  }

  static String md5(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(bytes);
      return String.format("%032x", new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] zip(Map<String, byte[]> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : content.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns a {@code .src.rock}: a rockspec and a file of sources. */
  static byte[] source(
      String name, String version, String rockspec, String archive, byte[] sources) {
    Map<String, byte[]> content = new LinkedHashMap<>();
    content.put(name + "-" + version + ".rockspec", rockspec.getBytes(UTF_8));
    content.put(archive, sources);
    return zip(content);
  }

  static byte[] tarGz(Map<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(tar(files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] tar(Map<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, String> each : files.entrySet()) {
        byte[] content = each.getValue().getBytes(UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(each.getKey(), true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
