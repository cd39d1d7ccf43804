package io.github.luasearchers.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.value.LuaLong;
import io.github.luasearchers.engine.value.Numbers;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.OneArgFunction;
import org.luaj.vm2.lib.ThreeArgFunction;
import org.luaj.vm2.lib.TwoArgFunction;

class TableTest {

  private static final LuaValue NIL = LuaValue.NIL;

  private final Table table = new Table();

  @Test
  void getAndSet_keysOfEveryType() {
    LuaValue[] keys = {
      LuaValue.valueOf("name"),
      LuaValue.valueOf(1),
      LuaValue.valueOf(-7),
      LuaValue.valueOf(1 << 30),
      Numbers.of(0.5),
      Numbers.of(0x1p60),
      LuaValue.TRUE,
      LuaValue.FALSE,
      new Table(),
      new LuaTable(),
      new LuaUserdata(new Object()),
      LuaValue.valueOf(""),
      Numbers.of(Double.NEGATIVE_INFINITY)
    };
    for (int i = 0; i < keys.length; i++) {
      table.set(keys[i], LuaValue.valueOf(i));
    }
    for (int i = 0; i < keys.length; i++) {
      assertThat(table.get(keys[i])).isEqualTo(LuaValue.valueOf(i));
    }
    assertThat(table.keyCount()).isEqualTo(keys.length);
    for (LuaValue key : keys) {
      table.set(key, NIL);
      assertThat(table.get(key).isnil()).isTrue();
    }
    assertThat(table.keyCount()).isZero();
  }

  @Test
  void longs_areKeysDigitForDigit() {
    long[] numbers = {
      1L << 40, (1L << 53) - 1, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };
    for (long number : numbers) {
      table.set(new LuaLong(number), LuaValue.valueOf(Long.toString(number)));
    }
    List<Long> keys = new ArrayList<>();
    for (Varargs each = table.next(NIL); !each.isnil(1); each = table.next(each.arg1())) {
      assertThat(each.arg(2).tojstring()).isEqualTo(each.arg1().tojstring());
      keys.add(each.arg1().tolong());
    }
    assertThat(keys)
        .containsExactlyInAnyOrder(
            1L << 40, (1L << 53) - 1, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE);
    assertThat(table.get(Numbers.of(0x1p40)).tojstring()).isEqualTo("1099511627776");
    assertThat(table.get(Numbers.of(0x1p53)).tojstring()).isEqualTo("9007199254740992");
    assertThat(table.get(Numbers.of(0x1p63)).isnil()).isTrue();
  }

  @Test
  void numbers_areOneKeyInWhateverGuise() {
    table.set(Numbers.of(3.0), LuaValue.TRUE);
    assertThat(table.get(3)).isEqualTo(LuaValue.TRUE);
    assertThat(table.get(LuaValue.valueOf(3))).isEqualTo(LuaValue.TRUE);
    table.set(LuaDouble.valueOf(2.5), LuaValue.TRUE);
    assertThat(table.get(Numbers.of(2.5))).isEqualTo(LuaValue.TRUE);
    table.set(Numbers.of(-0.0), LuaValue.TRUE);
    assertThat(table.get(0)).isEqualTo(LuaValue.TRUE);
    table.set(Numbers.of(2.5), NIL);
    for (LuaValue key : table.keys()) {
      boolean zero = key.todouble() == 0; // which keeps its sign, as in PUC's 5.2
      assertThat(key).isInstanceOf(zero ? LuaFloat.class : LuaInteger.class);
    }
  }

  @Test
  void equalStrings_areOneKey() {
    table.set(LuaValue.valueOf("abcdefgh".repeat(9)), LuaValue.TRUE);
    assertThat(table.get(LuaValue.valueOf("abcdefgh".repeat(9)))).isEqualTo(LuaValue.TRUE);
  }

  @Test
  void badKeys_areErrorsOfPuc() {
    LuaValue nan = Numbers.of(Double.NaN);
    assertThatThrownBy(() -> table.rawset(NIL, LuaValue.TRUE))
        .isInstanceOf(LuaError.class)
        .hasMessage("table index is nil");
    assertThatThrownBy(() -> table.set(NIL, NIL)).hasMessage("table index is nil");
    assertThatThrownBy(() -> table.rawset(nan, LuaValue.TRUE)).hasMessage("table index is NaN");
    assertThatThrownBy(() -> table.rawset(LuaDouble.NAN, NIL)).hasMessage("table index is NaN");
    assertThat(table.get(NIL).isnil()).isTrue();
    assertThat(table.get(nan).isnil()).isTrue();
    assertThatThrownBy(() -> table.next(LuaValue.valueOf(1))).hasMessage("invalid key to 'next'");
    assertThatThrownBy(() -> table.next(nan)).hasMessage("invalid key to 'next'");
  }

  /** Does the same to a table and to a Java map, and compares. */
  @Test
  void randomUse_isThatOfAMap() {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      Table mine = new Table(random.nextInt(4), random.nextInt(4));
      Map<Object, LuaValue> model = new HashMap<>();
      int range = 1 + random.nextInt(random.nextInt(10) == 0 ? 2000 : 20);
      for (int i = 0; i < 400; i++) {
        LuaValue key = randomKey(random, range);
        LuaValue value = random.nextInt(3) == 0 ? NIL : LuaValue.valueOf(i);
        mine.set(key, value);
        if (value.isnil()) {
          model.remove(javaKey(key));
        } else {
          model.put(javaKey(key), value);
        }
        LuaValue other = randomKey(random, range);
        assertThat(mine.get(other)).isEqualTo(model.getOrDefault(javaKey(other), NIL));
      }
      assertThat(traverse(mine)).isEqualTo(model);
      assertThat(mine.keyCount()).isEqualTo(model.size());
      assertBorder(mine);
    }
  }

  private static LuaValue randomKey(Random random, int range) {
    int number = random.nextInt(range);
    return switch (random.nextInt(5)) {
      case 0 -> LuaValue.valueOf("k" + number);
      case 1 -> Numbers.of((double) number);
      case 2 -> Numbers.of(number + 0.5);
      default -> LuaValue.valueOf(number);
    };
  }

  private static Object javaKey(LuaValue key) {
    return key.isnumber() ? (Object) key.todouble() : key.tojstring();
  }

  private static Map<Object, LuaValue> traverse(LuaTable table) {
    Map<Object, LuaValue> all = new HashMap<>();
    for (Varargs next = table.next(NIL); !next.isnil(1); next = table.next(next.arg1())) {
      assertThat(all.put(javaKey(next.arg1()), next.arg(2))).isNull();
    }
    return all;
  }

  private static void assertBorder(LuaTable table) {
    int length = table.rawlen();
    assertThat(length == 0 || !table.get(length).isnil()).isTrue();
    assertThat(table.get(length + 1).isnil()).isTrue();
  }

  @Test
  void next_goesOnWhileFieldsAreClearedAndAssigned() {
    for (int i = 1; i <= 100; i++) {
      table.set(i, LuaValue.TRUE);
      table.set(LuaValue.valueOf("k" + i), LuaValue.TRUE);
    }
    Set<LuaValue> seen = new HashSet<>();
    LuaValue key = NIL;
    while (!(key = table.next(key).arg1()).isnil()) {
      assertThat(seen.add(key)).isTrue();
      table.set(key, seen.size() % 3 == 0 ? LuaValue.FALSE : NIL);
    }
    assertThat(seen).hasSize(200);
    assertThat(table.keyCount()).isEqualTo(66);
  }

  @Test
  void slots_areWhatNextGives() {
    table.set(1, LuaValue.valueOf("a"));
    table.set(LuaValue.valueOf("x"), LuaValue.valueOf("b"));
    int first = table.nextSlot(table.slotOf(NIL));
    assertThat(table.keyIn(first)).isEqualTo(LuaValue.valueOf(1));
    assertThat(table.valueIn(first)).isEqualTo(LuaValue.valueOf("a"));
    int second = table.nextSlot(first);
    assertThat(table.slotOf(LuaValue.valueOf("x"))).isEqualTo(second);
    assertThat(table.valueIn(second)).isEqualTo(LuaValue.valueOf("b"));
    assertThat(table.nextSlot(second)).isEqualTo(-1);
  }

  @Test
  void length_isTheBorderThatPucFinds() {
    // Results of lua5.2 for #{1, 2, 3, nil, 5} and so on.
    assertThat(list(1, 2, 3, 0, 5).rawlen()).isEqualTo(5);
    assertThat(list(1, 2, 3, 0, 5, 0).rawlen()).isEqualTo(3);
    assertThat(list(1, 0, 3, 0).rawlen()).isEqualTo(1);
    assertThat(list(0, 0, 3).rawlen()).isEqualTo(3);
    assertThat(list(0).rawlen()).isZero();
    Table grown = new Table();
    for (int i = 1; i <= 10; i++) {
      grown.set(grown.rawlen() + 1, LuaValue.TRUE);
    }
    assertThat(grown.rawlen()).isEqualTo(10);
    grown.set(8, NIL);
    assertThat(grown.rawlen()).isEqualTo(7);
    grown.set(4, NIL);
    assertThat(grown.rawlen()).isEqualTo(3);
  }

  private static Table list(int... values) {
    Table list = new Table(values.length, 0);
    for (int i = 0; i < values.length; i++) {
      list.set(i + 1, values[i] == 0 ? NIL : LuaValue.valueOf(values[i]));
    }
    return list;
  }

  @Test
  void filledBackwards_movesToTheArray() {
    for (int i = 1000; i >= 1; i--) {
      table.set(i, LuaValue.valueOf(i));
    }
    assertThat(table.rawlen()).isEqualTo(1000);
    assertThat(table.getArrayLength()).isGreaterThanOrEqualTo(512);
    assertThat(traverse(table)).hasSize(1000);
  }

  @Test
  void queue_doesNotGrow() {
    for (int i = 1; i <= 200_000; i++) {
      table.set(i, LuaValue.TRUE);
      if (i > 10) {
        table.set(i - 10, NIL);
      }
    }
    assertThat(table.keyCount()).isEqualTo(10);
    assertThat(table.getArrayLength() + table.getHashLength()).isLessThan(100);
  }

  @Test
  void churn_ofKeys_doesNotGrow() {
    for (int i = 0; i < 200_000; i++) {
      table.set(LuaValue.valueOf("k" + i), LuaValue.TRUE);
      table.set(LuaValue.valueOf("k" + (i - 20)), NIL);
    }
    assertThat(table.keyCount()).isEqualTo(20);
    assertThat(table.getHashLength()).isLessThanOrEqualTo(64);
  }

  /** Two keys that were cleared are told apart although their hashes are the same. */
  @Test
  void next_goesOnFromClearedKeysOfOneHash() {
    LuaValue[] keys = new LuaValue[9];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = new SameHash();
      table.set(keys[i], LuaValue.valueOf(i));
    }
    Set<LuaValue> seen = new HashSet<>();
    LuaValue key = NIL;
    while (!(key = table.next(key).arg1()).isnil()) {
      assertThat(seen.add(table.get(key))).isTrue();
      if (seen.size() % 4 != 0) {
        table.set(key, NIL);
      }
    }
    assertThat(seen).hasSize(keys.length);
    assertThat(table.keyCount()).isEqualTo(2);
    assertThat(keys).hasSize(9);
  }

  private static final class SameHash extends LuaTable {
    @Override
    public int hashCode() {
      return 42;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  @Test
  void nil_forAKeyThatIsNotThere_leavesNothingBehind() {
    for (int i = 1; i <= 100_000; i++) {
      table.set(i * 3, NIL);
      table.set(LuaValue.valueOf("k" + i), NIL);
      table.set(new Table(), NIL);
    }
    assertThat(table.keyCount()).isZero();
    assertThat(table.getArrayLength() + table.getHashLength()).isLessThan(16);
  }

  @Test
  void presize_keepsWhatIsThere() {
    table.set(3, LuaValue.TRUE);
    table.set(LuaValue.valueOf("x"), LuaValue.TRUE);
    table.presize(10);
    assertThat(table.getArrayLength()).isEqualTo(10);
    table.presize(20, 20);
    assertThat(traverse(table)).hasSize(2);
    assertThat(table.getHashLength()).isEqualTo(32);
  }

  @Test
  void insertRemoveConcatUnpackSort_workAsLuajs() {
    table.insert(0, LuaValue.valueOf(3));
    table.insert(0, LuaValue.valueOf(1));
    table.insert(1, LuaValue.valueOf(2));
    assertThat(table.concat(LuaString.valueOf(","), 1, 3)).hasToString("2,3,1");
    table.sort(NIL);
    assertThat(table.unpack()).hasToString("(1,2,3)");
    table.sort(
        new TwoArgFunction() {
          @Override
          public LuaValue call(LuaValue a, LuaValue b) {
            return b.lt(a);
          }
        });
    assertThat(table.unpack()).hasToString("(3,2,1)");
    assertThat(table.remove(1)).isEqualTo(LuaValue.valueOf(3));
    assertThat(table.remove(0)).isEqualTo(LuaValue.valueOf(1));
    assertThat(table.length()).isEqualTo(1);
    assertThat(table.inext(LuaValue.valueOf(0)).arg(2)).isEqualTo(LuaValue.valueOf(2));
    assertThat(table.inext(LuaValue.valueOf(1)).isnil(1)).isTrue();
    table.hashset(LuaValue.valueOf("x"), LuaValue.TRUE);
    assertThat(table.hashget(LuaValue.valueOf("x"))).isEqualTo(LuaValue.TRUE);
  }

  @Test
  void sort_isStableAndEndsWithAnOrderThatIsNone() {
    List<Integer> numbers = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 1; i <= 500; i++) {
      numbers.add(random.nextInt(1000));
      table.set(i, LuaValue.valueOf(numbers.get(i - 1)));
    }
    table.sort(NIL);
    numbers.sort(null);
    for (int i = 1; i <= 500; i++) {
      assertThat(table.get(i).toint()).isEqualTo(numbers.get(i - 1));
    }
    table.sort(
        new TwoArgFunction() {
          @Override
          public LuaValue call(LuaValue a, LuaValue b) {
            return LuaValue.TRUE;
          }
        });
    assertThat(table.rawlen()).isEqualTo(500);
  }

  @Test
  void metatable_isAskedForWhatIsMissing() {
    Table metatable = new Table();
    Table proto = new Table();
    proto.set("x", LuaValue.valueOf(1));
    metatable.set("__index", proto);
    assertThat(table.getmetatable()).isNull();
    table.setmetatable(metatable);
    assertThat(table.getmetatable()).isSameAs(metatable);
    assertThat(table.metatableOrNull()).isSameAs(metatable);
    assertThat(table.get("x")).isEqualTo(LuaValue.valueOf(1));
    assertThat(table.rawget("x").isnil()).isTrue();
    Table written = new Table();
    metatable.set(
        "__newindex",
        new ThreeArgFunction() {
          @Override
          public LuaValue call(LuaValue table, LuaValue key, LuaValue value) {
            written.set(key, value);
            return NIL;
          }
        });
    table.set("y", LuaValue.TRUE);
    table.set(7, LuaValue.TRUE);
    assertThat(table.keyCount()).isZero();
    assertThat(written.keyCount()).isEqualTo(2);
    metatable.set(
        "__len",
        new OneArgFunction() {
          @Override
          public LuaValue call(LuaValue table) {
            return LuaValue.valueOf(42);
          }
        });
    assertThat(table.length()).isEqualTo(42);
    table.setmetatable(NIL);
    assertThat(table.metatableOrNull()).isNull();
  }

  @Test
  void metamethod_remembersWhatIsMissingUntilItIsAdded() {
    Table metatable = new Table();
    table.setmetatable(metatable);
    assertThat(table.metamethod(Event.INDEX).isnil()).isTrue();
    metatable.set("__index", LuaValue.TRUE);
    assertThat(table.metamethod(Event.INDEX)).isEqualTo(LuaValue.TRUE);
    metatable.set("__index", NIL);
    assertThat(table.metamethod(Event.INDEX).isnil()).isTrue();
    metatable.set("__index", LuaValue.FALSE);
    assertThat(table.metamethod(Event.INDEX)).isEqualTo(LuaValue.FALSE);
    LuaTable foreign = new LuaTable();
    table.setmetatable(foreign);
    assertThat(table.metamethod(Event.INDEX).isnil()).isTrue();
    foreign.set("__index", LuaValue.TRUE);
    assertThat(table.metamethod(Event.INDEX)).isEqualTo(LuaValue.TRUE);
  }

  @Test
  void metamethod_ofATableThatKeepsItsFieldsElsewhere_isAskedEachTime() {
    Table elsewhere = new Table();
    Table metatable =
        new Table() {
          @Override
          public LuaValue rawget(LuaValue key) {
            return elsewhere.rawget(key);
          }
        };
    table.setmetatable(metatable);
    assertThat(table.metamethod(Event.INDEX).isnil()).isTrue();
    elsewhere.set("__index", LuaValue.TRUE);
    assertThat(table.metamethod(Event.INDEX)).isEqualTo(LuaValue.TRUE);
  }

  @Test
  void none_asAValue_clears() {
    table.set(1, LuaValue.TRUE);
    table.set("x", LuaValue.TRUE);
    table.rawset(1, LuaValue.NONE);
    table.rawset(LuaValue.valueOf("x"), LuaValue.NONE);
    table.rawset(LuaValue.valueOf("y"), LuaValue.NONE);
    assertThat(table.keyCount()).isZero();
    assertThat(table.rawget(1)).isSameAs(NIL);
    assertThat(table.rawget("x")).isSameAs(NIL);
  }

  @Test
  void contents_comeAtTheFirstLook_whateverItIs() {
    LuaValue name = LuaValue.valueOf("name");
    List<Function<Table, LuaValue>> looks =
        List.of(
            late -> late.rawget(name),
            late -> late.get("name"),
            late -> late.next(NIL).arg1().isnil() ? NIL : late.rawget(name),
            late -> late.rawlen() == 0 ? late.rawget(name) : NIL,
            late -> late.rawget(1).isnil() ? late.rawget(name) : NIL,
            late -> late.setmetatable(new Table()).get(name));
    for (var look : looks) {
      assertThat(look.apply(late())).isEqualTo(LuaValue.valueOf("known"));
    }
  }

  @Test
  void contents_comeBeforeWhatIsSet() {
    for (LuaValue key : List.of(LuaValue.valueOf("name"), LuaValue.valueOf("x"))) {
      Table late = late();
      late.rawset(key, LuaValue.TRUE);
      late.rawset(1, LuaValue.TRUE);
      assertThat(late.rawget(key)).isEqualTo(LuaValue.TRUE);
      assertThat(late.rawget("name").isnil()).isFalse();
      assertThat(late.rawget("other").isnil()).isFalse();
    }
  }

  @Test
  void contents_thatFail_areFetchedAgain() {
    int[] calls = {0};
    Table late =
        new Table(
            into -> {
              if (calls[0]++ == 0) {
                throw new StackOverflowError();
              }
              into.rawset("name", LuaValue.TRUE);
            });
    assertThatThrownBy(() -> late.rawget("name")).isInstanceOf(StackOverflowError.class);
    assertThat(late.rawget("name")).isEqualTo(LuaValue.TRUE);
    assertThat(calls[0]).isEqualTo(2);
  }

  private static Table late() {
    return new Table(
        into -> {
          into.presize(0, 8);
          into.rawset("name", LuaValue.valueOf("known"));
          into.rawset("other", LuaValue.TRUE);
        });
  }

  @Test
  void presize_inManyPieces_copiesLittle() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int size = 500_000;
    table.presize(Interpreter.MAX_PRESIZE);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int end = 50; end <= size; end += 50) {
      table.presize(end);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(size * 8L * 8);
    table.set(size, LuaValue.TRUE);
    assertThat(table.get(size)).isEqualTo(LuaValue.TRUE);
  }
}
