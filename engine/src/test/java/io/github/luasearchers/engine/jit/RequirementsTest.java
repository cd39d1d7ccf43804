package io.github.luasearchers.engine.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** An engine where functions can't be compiled says why, and runs scripts if it need not. */
final class RequirementsTest {

  private static final String PROGRAM =
      "local n = 0 for i = 1, 300000 do n = n + i % 3 end return n";

  private static final String JIT = "lua.jit";
  private static final int SUM = 300_000;

  @TempDir Path folder;

  /** Has the tests' class path but for ASM. */
  private URLClassLoader withoutAsm(URL... before) throws MalformedURLException {
    List<URL> urls = new ArrayList<>(List.of(before));
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(each);
      if (!path.getFileName().toString().matches("asm(-[^a-z].*)?\\.jar")) {
        urls.add(path.toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** Evaluates the program with an engine of a class loader, as a program in that one would. */
  private static @Nullable Object eval(ClassLoader loader, @Nullable String jit)
      throws ScriptException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    String setting = System.getProperty(JIT);
    setProperty(jit);
    try {
      ScriptEngine engine = new ScriptEngineManager().getEngineByName("lua");
      assertThat(engine.getClass().getClassLoader()).isSameAs(loader);
      return engine.eval(PROGRAM);
    } finally {
      thread.setContextClassLoader(before);
      setProperty(setting);
    }
  }

  private static void setProperty(@Nullable String jit) {
    if (jit == null) {
      System.clearProperty(JIT);
    } else {
      System.setProperty(JIT, jit);
    }
  }

  @Test
  void missingAsm_isSaidWithWhatToDo() throws Exception {
    try (URLClassLoader loader = withoutAsm()) {
      assertThatThrownBy(() -> eval(loader, "true"))
          .isInstanceOf(ScriptException.class)
          .hasMessage(
              "lua.jit = true needs ASM, which is not on the class path: add org.ow2.asm:asm, 9.0"
                  + " or newer, or set lua.jit = false");
    }
  }

  @Test
  void oldAsm_isSaidWithWhatToDo() throws Exception {
    Path file = folder.resolve("org/objectweb/asm/Opcodes.class");
    Files.createDirectories(file.getParent());
    Files.write(file, oldOpcodes());
    try (URLClassLoader loader = withoutAsm(folder.toUri().toURL())) {
      assertThatThrownBy(() -> eval(loader, "true"))
          .isInstanceOf(ScriptException.class)
          .hasMessage(
              "lua.jit = true needs ASM, but what is there is older than version 9: use"
                  + " org.ow2.asm:asm:9.0 or newer, or set lua.jit = false");
    }
  }

  private static byte[] oldOpcodes() {
    ClassWriter writer = new ClassWriter(0);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE;
    writer.visit(Opcodes.V1_8, access, "org/objectweb/asm/Opcodes", null, "java/lang/Object", null);
    int constant = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    writer.visitField(constant, "ASM8", "I", null, 8 << 16).visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void engineWithoutCompiler_needsNoAsm() throws Exception {
    try (URLClassLoader loader = withoutAsm()) {
      assertThat(eval(loader, "false")).isEqualTo(SUM);
      assertThat(eval(loader, null)).isEqualTo(SUM);
    }
  }

  @Test
  void nativeImage_isSaidWithWhatToDo() throws Exception {
    String key = "org.graalvm.nativeimage.imagecode";
    ClassLoader loader = getClass().getClassLoader();
    System.setProperty(key, "runtime");
    try {
      assertThatThrownBy(() -> eval(loader, "true"))
          .isInstanceOf(ScriptException.class)
          .hasMessage(
              "lua.jit = true is not possible in a native image, which can't define classes at run"
                  + " time: run the program in a JVM, or set lua.jit = false");
      assertThat(eval(loader, "false")).isEqualTo(SUM);
    } finally {
      System.clearProperty(key);
    }
    assertThat(eval(loader, "true")).isEqualTo(SUM);
  }
}
