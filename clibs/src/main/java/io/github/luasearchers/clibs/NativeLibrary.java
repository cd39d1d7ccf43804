package io.github.luasearchers.clibs;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The native part of this jar. It is unpacked to a folder that only the user can write to, where
 * the next JVM finds it, and loaded once.
 */
final class NativeLibrary {

  private static final String NAME = System.mapLibraryName("luasearchers");

  private static final Set<PosixFilePermission> PRIVATE =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private static final String ELSEWHERE =
      "; java.io.tmpdir can be another folder, or lua.clibs.library name the library itself";

  private static boolean loaded;

  private NativeLibrary() {}

  /**
   * Loads the library, unless that is done.
   *
   * @param named the file to load in place of the jar's own; empty for none
   * @throws IOException if there is none for this machine, or it can't be loaded
   */
  static synchronized void load(String named) throws IOException {
    if (loaded) {
      return;
    }
    if (named.isEmpty()) {
      loadPacked(packed());
    } else {
      load(Path.of(named).toAbsolutePath());
    }
    loaded = true;
  }

  private static void load(Path file) throws IOException {
    try {
      System.load(file.toString());
    } catch (LinkageError e) {
      throw new IOException("cannot load " + file + ": " + e.getMessage(), e);
    } catch (IllegalCallerException e) {
      throw denied(e);
    }
    try {
      Natives.stub(0);
    } catch (UnsatisfiedLinkError e) {
      throw new IOException(file + " is not the native part of luasearchers-clibs", e);
    }
  }

  private static IOException denied(IllegalCallerException e) {
    Module module = NativeLibrary.class.getModule();
    String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
    return new IOException(
        "this JVM allows no native code: start it with --enable-native-access=" + name, e);
  }

  private static void loadPacked(byte[] library) throws IOException {
    @Nullable Path kept = keep(library);
    if (kept != null) {
      try {
        System.load(kept.toString());
        return;
      } catch (UnsatisfiedLinkError e) {
        // Another class loader of this JVM has it, or the folder allows no programs.
      } catch (IllegalCallerException e) {
        throw denied(e);
      }
    }
    loadCopy(library);
  }

  /** Loads a copy of its own, whose file is not needed any more once it is loaded. */
  private static void loadCopy(byte[] library) throws IOException {
    Path folder = temporaryFolder();
    Path file = folder.resolve(NAME);
    try {
      Files.write(file, library);
      load(file);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + ELSEWHERE, e);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static Path temporaryFolder() throws IOException {
    try {
      return Files.createTempDirectory("luasearchers");
    } catch (IOException e) {
      String folder = System.getProperty("java.io.tmpdir");
      throw new IOException("cannot unpack " + NAME + " to " + folder + ": " + e + ELSEWHERE, e);
    }
  }

  /** Returns the library that this jar has for this machine. */
  private static byte[] packed() throws IOException {
    String resource = "META-INF/native/" + platform() + "/" + NAME;
    try (@Nullable InputStream in =
        NativeLibrary.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new NoSuchFileException(
            resource,
            null,
            "no C compiler for "
                + platform()
                + " was there when luasearchers-clibs was built;"
                + " the setting lua.clibs.library can name the library");
      }
      return in.readAllBytes();
    }
  }

  /** Returns the name of this machine's kind, as the folders of the jar have it. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (system.startsWith("mac") ? "macos" : system.startsWith("win") ? "windows" : system)
        + "-"
        + switch (machine) {
          case "amd64", "x86-64" -> "x86_64";
          case "arm64" -> "aarch64";
          default -> machine;
        };
  }

  /**
   * Returns the library's file in the user's folder, which it is written to if it is not there.
   *
   * @return null if there is no such folder that is the user's alone
   */
  private static @Nullable Path keep(byte[] library) {
    long sum = sum(library);
    try {
      Path folder = folder();
      Path file = folder.resolve(Long.toHexString(sum) + "-" + NAME);
      if (!holds(file, library.length, sum)) {
        write(folder, file, library);
      }
      return file;
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  private static long sum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return sum.getValue();
  }

  /**
   * Tells whether a file is whole. Nobody else can write to it, so a sum will do, which the JVM has
   * in native code: that has not compiled anything yet, and would compare the bytes one by one. A
   * stream of the old kind: the classes of channels would be loaded for this alone.
   */
  private static boolean holds(Path file, int length, long sum) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != length) {
      return false;
    }
    try (InputStream in = new FileInputStream(file.toFile())) {
      return sum(in.readNBytes(length)) == sum;
    }
  }

  /** Another JVM never sees a part of it. */
  private static void write(Path folder, Path file, byte[] library) throws IOException {
    Path part = Files.createTempFile(folder, "part", null);
    try {
      Files.write(part, library);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Path folder() throws IOException {
    @Nullable String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || !Path.of(cache).isAbsolute()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    if (!Files.isDirectory(base)) {
      Files.createDirectories(base);
    }
    Path folder = base.resolve("luasearchers-native");
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
    }
    if (!isPrivate(folder)) {
      throw new IOException(folder + " is not the user's alone");
    }
    return folder;
  }

  private static boolean isPrivate(Path folder) throws IOException {
    return Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(PRIVATE)
        && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getOwner(Path.of("/proc/self")));
  }
}
