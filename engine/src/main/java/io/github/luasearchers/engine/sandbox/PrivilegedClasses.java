package io.github.luasearchers.engine.sandbox;

import io.github.luasearchers.engine.LuaCallable;
import io.github.luasearchers.engine.TableView;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The classes that lead out of a sandbox: to reflection and other class loaders, to threads,
 * processes and the JVM's own state, to files and the network, to other script engines. Patterns
 * never match one of them, even if it is a library's; a list has to give its full name.
 */
final class PrivilegedClasses {

  /** Objects of these classes and of their subtypes are opaque. */
  private static final Set<String> CLASSES =
      Set.of(
          "java.beans.Beans",
          "java.beans.Encoder",
          "java.beans.EventHandler",
          "java.beans.FeatureDescriptor",
          "java.beans.Introspector",
          "java.beans.PropertyEditorManager",
          "java.beans.Statement",
          "java.beans.XMLDecoder",
          "java.io.Console",
          "java.io.File",
          "java.io.FileDescriptor",
          "java.io.ObjectInput",
          "java.io.ObjectInputFilter",
          "java.io.ObjectOutput",
          "java.io.ObjectStreamClass",
          "java.lang.Class",
          "java.lang.ClassLoader",
          "java.lang.ClassValue",
          "java.lang.Module",
          "java.lang.ModuleLayer",
          "java.lang.Package",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.SecurityManager",
          "java.lang.StackWalker",
          "java.lang.System",
          "java.lang.Thread",
          "java.lang.ThreadGroup",
          "java.lang.ThreadLocal",
          "java.lang.ref.Cleaner",
          "java.rmi.Naming",
          "java.security.AccessControlContext",
          "java.security.AccessController",
          "java.security.CodeSource",
          "java.security.Policy",
          "java.security.ProtectionDomain",
          "java.security.Provider",
          "java.security.Security",
          "java.sql.Driver",
          "java.sql.DriverManager",
          "java.util.ServiceLoader",
          "java.util.Timer",
          "java.util.concurrent.CompletionService",
          "java.util.concurrent.Executor",
          "java.util.concurrent.Executors",
          "java.util.concurrent.ForkJoinTask",
          "java.util.concurrent.SubmissionPublisher",
          "java.util.concurrent.ThreadFactory",
          "java.util.logging.LogManager");

  /** Packages in which, subpackages included, all classes are treated like those above. */
  private static final Set<String> PACKAGES =
      Set.of(
          "com.sun.jdi",
          "com.sun.jndi",
          "com.sun.management",
          "com.sun.tools",
          "java.lang.classfile",
          "java.lang.foreign",
          "java.lang.instrument",
          "java.lang.invoke",
          "java.lang.management",
          "java.lang.module",
          "java.lang.reflect",
          "java.net",
          "java.nio.channels",
          "java.nio.file",
          "java.rmi.registry",
          "java.rmi.server",
          "java.util.concurrent.locks",
          "java.util.prefs",
          "javax.annotation.processing",
          "javax.management",
          "javax.naming",
          "javax.script",
          "javax.tools",
          "jdk.dynalink",
          "jdk.internal.access",
          "jdk.internal.misc",
          "jdk.internal.reflect",
          "jdk.jfr",
          "jdk.jshell",
          "org.luaj",
          "sun.misc",
          "sun.reflect");

  /** Classes in these packages, or nested in these classes, that do no harm. */
  private static final Set<String> HARMLESS =
      Set.of(
          "java.lang.System$Logger",
          "java.lang.System$Logger$Level",
          "java.lang.reflect.Proxy",
          "java.net.URI",
          "java.net.URLDecoder",
          "java.net.URLEncoder",
          "javax.script.Bindings",
          "javax.script.SimpleBindings");

  /**
   * The prefixes of our own classes, those of other jars included, and of the JDK's internal ones.
   */
  private static final String[] INTERNAL = {
    "io.github.luasearchers.cli.",
    "io.github.luasearchers.clibs.",
    "io.github.luasearchers.engine.Lua",
    "io.github.luasearchers.engine.compiler.",
    "io.github.luasearchers.engine.flight.",
    "io.github.luasearchers.engine.interop.",
    "io.github.luasearchers.engine.jit.",
    "io.github.luasearchers.engine.lib.",
    "io.github.luasearchers.engine.live.",
    "io.github.luasearchers.engine.require.",
    "io.github.luasearchers.engine.sandbox.",
    "io.github.luasearchers.engine.value.",
    "io.github.luasearchers.engine.vm.",
    "io.github.luasearchers.publish.",
    "io.github.luasearchers.searchers.",
    "io.github.luasearchers.spi.",
    "jdk.internal.",
    "sun."
  };

  private PrivilegedClasses() {}

  /** Tells whether the objects of a class are opaque, judging by its own name only. */
  static boolean isSealed(String className) {
    if (HARMLESS.contains(className)) {
      return false;
    }
    if (CLASSES.contains(outermost(className))) {
      return true;
    }
    String home = className.substring(0, Math.max(0, className.lastIndexOf('.')));
    while (!home.isEmpty()) {
      if (PACKAGES.contains(home)) {
        return true;
      }
      home = home.substring(0, Math.max(0, home.lastIndexOf('.')));
    }
    return false;
  }

  private static String outermost(String className) {
    int nested = className.indexOf('$', className.lastIndexOf('.') + 2);
    return nested < 0 ? className : className.substring(0, nested);
  }

  /** Tells whether what a class declares is hidden, except where it overrides a visible method. */
  static boolean isInternal(Class<?> type) {
    if (type == LuaCallable.class || type == TableView.class) {
      return false;
    }
    for (String prefix : INTERNAL) {
      if (type.getName().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Returns a class, its superclasses and all their interfaces. */
  static Set<Class<?>> withSupertypes(Class<?> type) {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      add(each, types);
    }
    return types;
  }

  private static void add(Class<?> type, Set<Class<?>> types) {
    if (types.add(type)) {
      for (Class<?> each : type.getInterfaces()) {
        add(each, types);
      }
    }
  }
}
