package io.github.luasearchers.engine.interop;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;

/**
 * The rule by which a class of the JDK is harmless: a family has it, and nothing that it declares
 * takes or returns what leads out of memory. {@code jdk-classes.txt} is what the rule says of JDK
 * 17, looked through by hand.
 */
final class HarmlessRule {

  /** What a signature must not speak of, as packages and classes. */
  private static final Set<String> LEADS_OUT =
      Set.of(
          "java.io",
          "java.lang.invoke",
          "java.lang.module",
          "java.lang.reflect",
          "java.net",
          "java.nio.channels",
          "java.nio.file",
          "java.lang.Class",
          "java.lang.ClassLoader",
          "java.lang.Module",
          "java.lang.Process",
          "java.lang.Runtime",
          "java.lang.Thread",
          "java.util.concurrent.Executor",
          "java.util.ResourceBundle",
          "java.util.ResourceBundle$Control");

  private static final String VALUE = "resolveConstantDesc returns the value itself";

  /** Classes that speak of such, and why it does no harm. */
  private static final Map<String, String> SPEAKS_OF =
      Map.ofEntries(
          Map.entry("java.lang.CharSequence", "a comparator's type"),
          Map.entry("java.lang.Double", VALUE),
          Map.entry("java.lang.Float", VALUE),
          Map.entry("java.lang.Integer", VALUE),
          Map.entry("java.lang.Long", VALUE),
          Map.entry("java.lang.String", VALUE),
          Map.entry("java.lang.Enum", "valueOf finds a constant in a class that is at hand"),
          Map.entry("java.text.AttributedCharacterIterator$Attribute", "deserialization's own"),
          Map.entry("java.util.Arrays", "copyOf makes an array of a class that is at hand"),
          Map.entry("java.util.Base64$Decoder", "wrap reads from a stream that is at hand"),
          Map.entry("java.util.Base64$Encoder", "wrap writes to a stream that is at hand"),
          Map.entry("java.util.Collections", "checkedList checks for a class that is at hand"),
          Map.entry("java.util.EnumMap", "its keys are of a class that is at hand"),
          Map.entry("java.util.EnumSet", "its elements are of a class that is at hand"),
          Map.entry("java.util.concurrent.TimeUnit", "timedJoin waits for a thread at hand"));

  private static final Map<String, Predicate<Class<?>>> FAMILIES = new LinkedHashMap<>();

  static {
    FAMILIES.put(
        "Text, numbers and truth: values that do not change.",
        in(
            "java.lang",
            "Boolean Byte CharSequence Character Comparable Double Enum Float Integer Iterable Long"
                + " Math Number Object Record Short StrictMath String StringBuffer StringBuilder"));
    FAMILIES.put("Numbers of any size.", in("java.math"));
    FAMILIES.put(
        "Dates and times: values; the rules of the zones are the JDK's own.",
        in("java.time")
            .or(in("java.time.chrono"))
            .or(in("java.time.format"))
            .or(in("java.time.temporal"))
            .or(in("java.time.zone").and(not("ZoneRulesProvider"))));
    FAMILIES.put(
        "Texts of values, but for what reads rules of languages from resources.",
        in("java.text")
            .and(not("BreakIterator CollationElementIterator Collator RuleBasedCollator")));
    FAMILIES.put(
        "Collections, and what walks over them: they hold in memory what they are given.",
        in("java.util").and(HarmlessRule::isCollection).and(not("Properties")));
    FAMILIES.put(
        "Collections that threads may share; none that waits.",
        in("java.util.concurrent").and(HarmlessRule::isCollection));
    FAMILIES.put(
        "What computes with collections and values, or is one.",
        in(
            "java.util",
            "Arrays Base64 BitSet Calendar Collections Currency Date DoubleSummaryStatistics"
                + " EventListener EventObject GregorianCalendar HexFormat IntSummaryStatistics"
                + " Locale LongSummaryStatistics Objects Optional OptionalDouble OptionalInt"
                + " OptionalLong PrimitiveIterator Random RandomAccess SimpleTimeZone Spliterators"
                + " SplittableRandom StringJoiner StringTokenizer TimeZone UUID"));
    FAMILIES.put(
        "Cells of memory, and units of time.",
        in("java.util.concurrent.atomic").or(in("java.util.concurrent", "TimeUnit")));
    FAMILIES.put("Regular expressions.", in("java.util.regex"));
    FAMILIES.put(
        "Functions: interfaces that scripts and hosts implement.",
        in("java.util.function")
            .or(in("java.lang", "Runnable"))
            .or(in("java.util.concurrent", "Callable")));
    FAMILIES.put(
        "Streams, in the thread that runs them.", in("java.util.stream").and(not("StreamSupport")));
    FAMILIES.put(
        "Exceptions of these packages, to be thrown by functions that Java calls.",
        HarmlessRule::isException);
  }

  private HarmlessRule() {}

  /** Returns the file that the rule makes of classes. */
  static List<String> file(Collection<Class<?>> classes) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# The classes of the JDK that a pattern in lua.java.allow means. What is not here has");
    lines.add(
        "# to be named itself. HarmlessRule, in the tests, is the rule that this comes from.");
    for (Map.Entry<String, List<String>> family : byFamily(classes).entrySet()) {
      lines.add("");
      lines.add("## " + family.getKey());
      lines.addAll(family.getValue());
    }
    return lines;
  }

  private static Map<String, List<String>> byFamily(Collection<Class<?>> classes) {
    Map<String, Class<?>> sorted = new TreeMap<>();
    for (Class<?> type : classes) {
      sorted.put(type.getName(), type);
    }
    Map<String, List<String>> families = new LinkedHashMap<>();
    FAMILIES.keySet().forEach(title -> families.put(title, new ArrayList<>()));
    for (Class<?> type : sorted.values()) {
      for (Map.Entry<String, Predicate<Class<?>>> family : FAMILIES.entrySet()) {
        if (family.getValue().test(type) && staysInMemory(type)) {
          families.get(family.getKey()).add(type.getName());
          break;
        }
      }
    }
    return families;
  }

  // ---- families

  private static Predicate<Class<?>> in(String home) {
    return type -> type.getPackageName().equals(home) && !isThrowable(type);
  }

  private static Predicate<Class<?>> in(String home, String names) {
    Set<String> all = Set.of(names.split(" "));
    return in(home).and(type -> all.contains(outermost(type)));
  }

  private static Predicate<Class<?>> not(String names) {
    Set<String> all = Set.of(names.split(" "));
    return type -> !all.contains(outermost(type));
  }

  private static String outermost(Class<?> type) {
    Class<?> outer = type;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    return outer.getSimpleName();
  }

  private static boolean isCollection(Class<?> type) {
    for (Class<?> kind :
        List.of(
            Collection.class,
            Map.class,
            Map.Entry.class,
            Iterator.class,
            Enumeration.class,
            Comparator.class,
            Spliterator.class)) {
      if (kind.isAssignableFrom(type)) {
        return !BlockingQueue.class.isAssignableFrom(type);
      }
    }
    return false;
  }

  private static boolean isThrowable(Class<?> type) {
    return Throwable.class.isAssignableFrom(type);
  }

  private static boolean isException(Class<?> type) {
    String home = type.getPackageName();
    boolean listed =
        home.equals("java.lang")
            || home.equals("java.text")
            || home.equals("java.util")
            || home.equals("java.util.regex")
            || home.startsWith("java.time");
    boolean unchecked = RuntimeException.class.isAssignableFrom(type);
    return listed && Exception.class.isAssignableFrom(type) && (unchecked || isPlain(type));
  }

  private static boolean isPlain(Class<?> type) {
    return type == Exception.class || type.getPackageName().equals("java.text");
  }

  // ---- signatures

  private static boolean staysInMemory(Class<?> type) {
    if (SPEAKS_OF.containsKey(type.getName())) {
      return true;
    }
    for (Constructor<?> constructor : type.getConstructors()) {
      if (leadsOut(constructor, constructor.getParameterTypes())) {
        return false;
      }
    }
    for (Method method : type.getMethods()) {
      Class<?> declaring = method.getDeclaringClass();
      boolean everyones =
          declaring == Object.class || declaring == Enum.class || isThrowable(declaring);
      if (!everyones
          && (leadsOut(method, method.getParameterTypes()) || leadsOut(method.getReturnType()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean leadsOut(Executable executable, Class<?>[] parameters) {
    for (Class<?> parameter : parameters) {
      if (Modifier.isPublic(executable.getModifiers()) && leadsOut(parameter)) {
        return true;
      }
    }
    return false;
  }

  private static boolean leadsOut(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return LEADS_OUT.contains(element.getName()) || LEADS_OUT.contains(element.getPackageName());
  }
}
