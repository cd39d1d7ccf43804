package io.github.luasearchers.engine.jit;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** What the compiler needs of the place where the engine runs. */
final class Requirements {

  private static final String OTHERWISE = ", or set lua.jit = false";

  private Requirements() {}

  /** Returns what is missing and what to do, null if nothing is missing. */
  static @Nullable String missing() {
    if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
      return "lua.jit = true is not possible in a native image, which can't define classes at run"
          + " time: run the program in a JVM"
          + OTHERWISE;
    }
    return Asm.PROBLEM == null ? null : "lua.jit = true needs ASM, " + Asm.PROBLEM + OTHERWISE;
  }

  /** Looked for once. */
  private static final class Asm {

    static final @Nullable String PROBLEM = problem();

    private static @Nullable String problem() {
      Module own = BackgroundCompiler.class.getModule();
      try {
        Class<?> opcodes =
            Class.forName(
                "org.objectweb.asm.Opcodes", false, BackgroundCompiler.class.getClassLoader());
        Field newest = opcodes.getField("ASM9");
        return own.canRead(newest.getDeclaringClass().getModule()) ? null : absent(own);
      } catch (ClassNotFoundException e) {
        return absent(own);
      } catch (NoSuchFieldException e) {
        return "but what is there is older than version 9: use org.ow2.asm:asm:9.0 or newer";
      }
    }

    private static String absent(Module own) {
      return own.isNamed()
          ? "whose module org.objectweb.asm is not resolved: add org.ow2.asm:asm, 9.0 or newer, to"
              + " the module path, with the JVM's option --add-modules org.objectweb.asm"
          : "which is not on the class path: add org.ow2.asm:asm, 9.0 or newer";
    }
  }
}
