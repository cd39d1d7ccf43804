package io.github.luasearchers.clibs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a class loader of its own, in which the library is not loaded yet. */
class NativeLibraryTest {

  private final Loader loader = new Loader();
  private final String home = System.getProperty("user.home");

  @TempDir private Path folder;

  @BeforeEach
  void moveHome() {
    System.setProperty("user.home", folder.toString());
  }

  @AfterEach
  void moveBack() {
    System.setProperty("user.home", home);
  }

  @Test
  void load_keepsTheLibraryInAFolderOfTheUsersOwn() throws Exception {
    load(loader, "");
    Path file = kept();
    assertThat(Files.getPosixFilePermissions(file.getParent()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(folderSeenBy(loader)).isEqualTo(Path.of("").toRealPath().toString());
  }

  @Test
  void load_inASecondClassLoader_takesACopy() throws Exception {
    load(loader, "");
    Loader second = new Loader();
    load(second, "");
    assertThat(folderSeenBy(second)).isEqualTo(folderSeenBy(loader));
  }

  @Test
  void load_replacesAFileThatIsNotWhatTheJarHas() throws Exception {
    load(loader, "");
    byte[] right = Files.readAllBytes(kept());
    byte[] wrong = right.clone();
    wrong[wrong.length / 2] ^= 1;
    Path file = kept();
    Files.delete(file);
    Files.write(file, wrong);
    load(new Loader(), "");
    assertThat(Files.readAllBytes(kept())).isEqualTo(right);
  }

  @Test
  void load_withAFolderThatOthersCanWriteTo_leavesNothingThere() throws Exception {
    Path shared = Files.createDirectories(folder.resolve(".cache/luasearchers-native"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    load(loader, "");
    assertThat(folderSeenBy(loader)).isNotEmpty();
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void load_ofANamedFileThatIsNone_saysWhich() throws Exception {
    Path file = Files.writeString(folder.resolve("none.so"), "no library");
    assertThatThrownBy(() -> load(loader, file.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot load " + file + ": ");
  }

  @Test
  void load_ofANamedFileThatIsAnotherLibrary_saysSo() throws Exception {
    Path file = TestLibrary.folder("5.4").resolve("bridge.so");
    assertThatThrownBy(() -> load(loader, file.toString()))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is not the native part of luasearchers-clibs");
    load(loader, "");
    assertThat(folderSeenBy(loader)).isNotEmpty();
  }

  private Path kept() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(".cache/luasearchers-native"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private static void load(Loader loader, String named) throws Exception {
    Method load =
        loader.loadClass(NativeLibrary.class.getName()).getDeclaredMethod("load", String.class);
    load.setAccessible(true);
    try {
      load.invoke(null, named);
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  /** Calls a native of the library. */
  private static String folderSeenBy(Loader loader) throws Exception {
    Method folder = loader.loadClass(Natives.class.getName()).getDeclaredMethod("folder");
    folder.setAccessible(true);
    return new String((byte[]) folder.invoke(null));
  }

  /** Defines this package's classes anew. */
  private static final class Loader extends ClassLoader {

    Loader() {
      super(NativeLibraryTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        return name.startsWith(NativeLibrary.class.getPackageName() + ".")
            ? define(name)
            : super.loadClass(name, resolve);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
