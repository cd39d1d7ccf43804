package io.github.luasearchers.engine.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.LuaCallable;
import java.nio.CharBuffer;
import java.text.Collator;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.luaj.vm2.LuaValue;

/**
 * Arguments for any method: null, small numbers, texts, empty collections, Lua functions, constants
 * of enums, and what other methods have returned.
 */
final class Arguments {

  private static final int KEPT_OF_A_CLASS = 4;

  private static final Map<Class<?>, Object[]> PLAIN = new HashMap<>();

  static {
    PLAIN.put(boolean.class, new Object[] {true, false});
    PLAIN.put(byte.class, new Object[] {(byte) 0, (byte) 1, (byte) -1});
    PLAIN.put(short.class, new Object[] {(short) 0, (short) 1, (short) -1});
    PLAIN.put(char.class, new Object[] {'a', '0', '\0'});
    PLAIN.put(int.class, new Object[] {0, 1, 2, 3, 16, -1});
    PLAIN.put(long.class, new Object[] {0L, 1L, 2L, 3L, -1L});
    PLAIN.put(float.class, new Object[] {0f, 1.5f, -1f});
    PLAIN.put(double.class, new Object[] {0.0, 1.5, 0.25, -1.0});
  }

  /** No empty text: as a number's pattern it has DecimalFormat.toPattern count to 2^31. */
  private static final Object[] OBJECTS = {
    " ",
    "a",
    "1",
    "x.properties",
    "file:x",
    "java.lang.Runtime",
    "Europe/Berlin",
    "de_DE",
    "UTF-8",
    "no-such-charset",
    "2020-01-31",
    UTF_8,
    CharBuffer.wrap("ab"),
    "yyyy-MM-dd EEEE HH:mm:ss zzzz",
    "%d %s%n",
    "(a+)b?",
    1,
    2L,
    true,
    'c',
    String.class,
    Thread.State.class,
    new int[] {2, 1},
    new long[] {2, 1},
    new double[] {2, 1},
    new byte[] {50, 49},
    new char[] {'b', 'a'},
    new String[] {"b", "a"},
    new Object[] {},
    new Object[] {"a", 1}
  };

  /** Ends what calls a function for ever, such as a search by an order that is none. */
  private static final String ONCE_TOO_OFTEN =
      "calls = calls + 1 if calls > 1000 then error('too often') end ";

  private final Random random = new Random(5);
  private final Map<Class<?>, List<Object>> made = new LinkedHashMap<>();
  private final List<LuaCallable> functions = new ArrayList<>();

  private final Script script = new Script();

  Arguments() {
    for (String body : List.of("return ...", "return nil", "return 1", "return true", "error(1)")) {
      functions.add(
          (LuaCallable) script.eval("return function(...) " + ONCE_TOO_OFTEN + body + " end"));
    }
    Arrays.asList(OBJECTS).forEach(this::keep);
    keep(new ArrayList<>());
    keep(new ArrayList<>(List.of("b", "a")));
    keep(new HashMap<>());
    keep(new HashMap<>(Map.of("a", 1)));
    keep(new Pair(1, 2));
    keep(Collator.getInstance(Locale.ROOT).getCollationKey("a"));
    ZoneRules rules = ZoneId.of("Europe/Berlin").getRules();
    keep(rules.getTransitions().get(0));
    keep(rules.getTransitionRules().get(0));
    keep(new EmptySpliterators.OfObjects());
    keep(new EmptySpliterators.OfInts());
    keep(new EmptySpliterators.OfLongs());
    keep(new EmptySpliterators.OfDoubles());
  }

  /** There is no record among the listed classes. */
  private record Pair(int one, int other) {}

  /** Keeps what a method has returned, to be an argument of others. */
  void keep(Object value) {
    if (value != null) {
      List<Object> kept = made.computeIfAbsent(value.getClass(), key -> new ArrayList<>());
      if (kept.size() < KEPT_OF_A_CLASS) {
        kept.add(value);
      }
    }
  }

  /** Returns objects of a type, the first ones that were made of each of its classes. */
  List<Object> instances(Class<?> type) {
    List<Object> instances = new ArrayList<>();
    made.forEach(
        (of, values) -> {
          if (type.isAssignableFrom(of)) {
            values.removeIf(Arguments::hasGrown);
            instances.addAll(values);
          }
        });
    if (type.isEnum()) {
      instances.addAll(Arrays.asList(type.getEnumConstants()));
    }
    if (instances.isEmpty() && isFunctional(type)) {
      function(type).ifPresent(instances::add);
    }
    return instances;
  }

  /** Tells whether methods have put so much into an object that it would take others long. */
  private static boolean hasGrown(Object value) {
    return value instanceof CharSequence text && text.length() > 1_000
        || value instanceof ArrayList<?> list && list.size() > 1_000;
  }

  Object[] forParameters(Class<?>[] types) {
    script.globals.set("calls", LuaValue.ZERO);
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = argument(types[i]);
    }
    return arguments;
  }

  private Object argument(Class<?> type) {
    Object[] plain = PLAIN.get(type);
    if (plain != null) {
      return any(Arrays.asList(plain));
    }
    // Nothing is put into collections that holds others: their texts would grow without bound.
    List<Object> choice = type == Object.class ? Arrays.asList(OBJECTS) : instances(type);
    if (isFunctional(type)) {
      Optional<Object> function = function(type);
      if (function.isPresent() && (choice.isEmpty() || random.nextInt(3) > 0)) {
        return function.get();
      }
    }
    return choice.isEmpty() || random.nextInt(12) == 0 ? null : any(choice);
  }

  private static boolean isFunctional(Class<?> type) {
    return type.isInterface() && Functional.methodOfInterface(type) != null;
  }

  private Optional<Object> function(Class<?> type) {
    try {
      return Optional.of(functions.get(random.nextInt(functions.size())).as(type));
    } catch (ClassCastException | IllegalArgumentException e) {
      return Optional.empty(); // A sealed interface, say.
    }
  }

  private Object any(List<Object> choice) {
    return choice.get(random.nextInt(choice.size()));
  }
}
