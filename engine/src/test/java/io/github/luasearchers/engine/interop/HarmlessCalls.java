package io.github.luasearchers.engine.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.sandbox.JavaAccess;
import io.github.luasearchers.engine.sandbox.JdkClasses;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program that calls each constructor and method of each class that patterns mean, as far as
 * scripts see them, with arguments of all kinds, and prints what the JVM has seen of it. It runs
 * with {@link WatchfulLoader} as the system's class loader.
 */
final class HarmlessCalls {

  private static final int TRIES = 10;
  private static final int ROUNDS = 3;
  private static final long WAIT_MILLIS = 20_000;

  /** What is not called, and why. */
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "java.util.concurrent.TimeUnit#sleep", "waits as long as it is told",
          "java.util.concurrent.TimeUnit#timedJoin", "waits as long as it is told",
          "java.util.concurrent.TimeUnit#timedWait", "waits as long as it is told");

  /** Services that the JVM looks for by names of its own, in the host's jars. */
  private static final Set<String> SERVICES =
      Set.of(
          "META-INF/services/java.nio.charset.spi.CharsetProvider",
          "META-INF/services/java.time.chrono.AbstractChronology",
          "META-INF/services/java.time.chrono.Chronology",
          "META-INF/services/java.time.zone.ZoneRulesProvider",
          "META-INF/services/java.util.random.RandomGenerator");

  private final JavaAccess access = JavaAccess.of(List.of("**"));
  private final Arguments arguments = new Arguments();
  private final Map<String, Boolean> returned = new LinkedHashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private volatile String current = "";
  private volatile long since = System.nanoTime();
  private int calls;

  private HarmlessCalls() {}

  /**
   * Runs it.
   *
   * @param args a file to read, a thread to start and so on, to see whether that is seen; or
   *     nothing
   */
  public static void main(String[] args) throws Exception {
    HarmlessCalls program = new HarmlessCalls();
    List<Class<?>> classes = program.classes();
    List<Executable> seen = program.seenByScripts(classes);
    Thread.currentThread().setContextClassLoader(WatchfulLoader.ofThisJvm());
    program.watch();
    Witness witness = new Witness();
    for (int i = 0; i < ROUNDS; i++) {
      seen.forEach(program::tryAll);
    }
    if (args.length > 0) {
      program.misbehave(Path.of(args[0]));
    }
    program.complaints.addAll(witness.testimony());
    program.report(classes, seen);
    System.exit(0);
  }

  private List<Class<?>> classes() throws Exception {
    List<Class<?>> classes = new ArrayList<>();
    try (InputStream in = JdkClasses.class.getResourceAsStream("jdk-classes.txt")) {
      for (String line : new String(in.readAllBytes(), UTF_8).split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          classes.add(Class.forName(line));
        }
      }
    }
    return classes;
  }

  /** Does what no class may do, once of each kind. */
  private void misbehave(Path file) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      in.read();
    }
    Files.write(file, new byte[] {1});
    new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-version").start();
    try (ServerSocket server = new ServerSocket(0);
        Socket one = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket other = server.accept()) {
      one.getOutputStream().write(1);
      other.getInputStream().read();
    }
    new Thread(() -> {}).start();
    System.setProperty("witness", "seen");
    current = "misbehave";
    ClassLoader.getSystemClassLoader().getResource("no/such/resource");
    complainOfSearches();
  }

  // ---- calls

  private List<Executable> seenByScripts(List<Class<?>> classes) {
    List<Executable> seen = new ArrayList<>();
    for (Class<?> type : classes) {
      if (!Modifier.isAbstract(type.getModifiers())) {
        for (Constructor<?> constructor : type.getConstructors()) {
          addIf(access.shows(constructor), constructor, seen);
        }
      }
      for (Method method : type.getMethods()) {
        addIf(
            Methods.isOpen(method.getDeclaringClass()) && access.shows(type, method), method, seen);
      }
    }
    // Each once, and each run has the same.
    List<Executable> each = new ArrayList<>(new LinkedHashSet<>(seen));
    each.sort(Comparator.comparing(Executable::toString));
    return each;
  }

  private static void addIf(boolean shown, Executable executable, List<Executable> to) {
    String name = executable.getDeclaringClass().getName() + '#' + executable.getName();
    if (shown && !LEFT_OUT.containsKey(name)) {
      to.add(executable);
    }
  }

  private void tryAll(Executable executable) {
    String text = executable.toString();
    current = text;
    for (int i = 0; i < TRIES; i++) {
      List<Object> selves = selves(executable);
      if (!selves.isEmpty()) {
        since = System.nanoTime();
        boolean done = call(executable, selves.get(calls++ % selves.size()));
        returned.merge(text, done, Boolean::logicalOr);
      }
    }
    complainOfSearches();
  }

  private List<Object> selves(Executable executable) {
    Class<?> type = executable.getDeclaringClass();
    if (executable instanceof Constructor || Modifier.isStatic(executable.getModifiers())) {
      return List.of("");
    }
    List<Object> instances = arguments.instances(type);
    return instances.isEmpty() ? made(type) : instances;
  }

  /** Makes objects of a type, by its constructors and by what of it is static. */
  private List<Object> made(Class<?> type) {
    for (int i = 0; i < TRIES; i++) {
      for (Constructor<?> constructor : type.getConstructors()) {
        if (!Modifier.isAbstract(type.getModifiers())) {
          call(constructor, "");
        }
      }
      for (Method method : type.getMethods()) {
        if (Modifier.isStatic(method.getModifiers()) && type == method.getReturnType()) {
          call(method, "");
        }
      }
    }
    return arguments.instances(type);
  }

  private boolean call(Executable executable, Object self) {
    Object[] values = arguments.forParameters(executable.getParameterTypes());
    try {
      Object result =
          executable instanceof Method
              ? ((Method) executable).invoke(self, values)
              : ((Constructor<?>) executable).newInstance(values);
      if (!isEndless(executable)) {
        arguments.keep(result);
      }
      return true;
    } catch (InvocationTargetException | IllegalArgumentException e) {
      return false;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(executable.toString(), e);
    }
  }

  /** Tells whether a method returns a stream that may have no end. */
  private static boolean isEndless(Executable executable) {
    String name = executable.getName();
    return name.equals("generate")
        || name.equals("iterate")
        || name.matches("ints|longs|doubles")
        || name.equals("datesUntil");
  }

  // ---- what is seen

  private void complainOfSearches() {
    for (String name : WatchfulLoader.ofThisJvm().searched()) {
      if (!SERVICES.contains(name)) {
        complaints.add("looked for " + name + " on the class path: " + current);
      }
    }
  }

  /** Ends the program when one call takes too long: it waits, or has no end. */
  private void watch() {
    Thread main = Thread.currentThread();
    Thread watch =
        new Thread(
            () -> {
              while (System.nanoTime() - since < WAIT_MILLIS * 1_000_000) {
                sleep();
              }
              System.out.println("has no end: " + current);
              for (StackTraceElement element : main.getStackTrace()) {
                System.out.println("    " + element);
              }
              Runtime.getRuntime().halt(2);
            });
    watch.setDaemon(true);
    watch.start();
  }

  private static void sleep() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void report(List<Class<?>> classes, List<Executable> seen) {
    since = Long.MAX_VALUE;
    new TreeSet<>(complaints).forEach(System.out::println);
    for (Executable executable : seen) {
      if (!returned.containsKey(executable.toString())) {
        System.out.println("never called, for want of an object: " + executable);
      }
    }
    int once = 0;
    for (boolean done : returned.values()) {
      once += done ? 1 : 0;
    }
    System.out.println("classes: " + classes.size());
    System.out.println("constructors and methods: " + returned.size());
    System.out.println("of these returned: " + once);
    System.out.println("calls: " + calls);
  }
}
