package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.value.LuaLong;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.vm.Coroutine;
import io.github.luasearchers.engine.vm.HeapNode;
import io.github.luasearchers.engine.vm.HeapWalk;
import io.github.luasearchers.engine.vm.LightUserdata;
import io.github.luasearchers.engine.vm.Outside;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The {@code lua_State} of a thread: its slots and entries. It hangs on the thread, so that both
 * are garbage at the same time.
 *
 * <p>Slots are numbered from the bottom; their number stays where their address changes.
 */
final class State implements Outside, HeapNode {

  private static final int FIRST_ENTRIES = 64;

  /** How many entries of strings are remembered. */
  private static final int STRINGS = 1 << 8;

  /** The entry that each state has of the registry, in slot 0. */
  private static final int REGISTRY_ENTRY = 1;

  final Universe universe;
  final Coroutine thread;
  final int id;

  /** The address of the {@code lua_State}, and its place in the arena. */
  final long address;

  /** Its slots that are to be closed. */
  final ToClose toClose = new ToClose(this);

  /** The hook of Lua's that C has asked for or replaced. */
  @Nullable LuaValue luaHook;

  private final int at;
  private final Entries entries;

  /** The values of the entries that Java has seen, by their numbers. */
  private @Nullable LuaValue[] values = new LuaValue[FIRST_ENTRIES];

  private int end = REGISTRY_ENTRY + 1;

  /** The numbers of entries of strings, by the strings' hashes. */
  private final int[] strings = new int[STRINGS];

  /** The numbers of tables that C takes for fresh and that Java has seen. */
  private int[] fresh = new int[FIRST_ENTRIES];

  private int freshCount;

  /** The table that C has read an element of, and the element that would be next. */
  private @Nullable LuaValue listed;

  private int expected;

  State(Universe universe, Coroutine thread, int id, long address) {
    this.universe = universe;
    this.thread = thread;
    this.id = id;
    this.address = address;
    this.at = universe.place(address);
    this.entries = new Entries(universe, address, at);
  }

  // ---- slots

  /** Returns the place of a slot in the arena. */
  int place(int slot) {
    return universe.place(memory().getLong(at + Layout.STACK)) + slot * Layout.SLOT;
  }

  /** Returns the number of the slot behind the last value. */
  int top() {
    ByteBuffer memory = memory();
    return (int) (memory.getLong(at + Layout.TOP) - memory.getLong(at + Layout.STACK)) >> 4;
  }

  void setTop(int slot) {
    ByteBuffer memory = memory();
    long stack = memory.getLong(at + Layout.STACK);
    memory.putLong(at + Layout.TOP, stack + (long) slot * Layout.SLOT);
  }

  /** Makes room for values above the top. */
  void reserve(int slots) {
    ByteBuffer memory = memory();
    long free = memory.getLong(at + Layout.LIMIT) - memory.getLong(at + Layout.TOP);
    if (free < (long) slots * Layout.SLOT && !Natives.grow(address, slots)) {
      throw universe.noMemory();
    }
  }

  /** Returns the slot of the running function's first argument. */
  int base() {
    ByteBuffer memory = memory();
    return (int) (memory.getLong(at + Layout.BASE) - memory.getLong(at + Layout.STACK)) >> 4;
  }

  /** Makes room for values above the top, and returns its place in the arena. */
  int room(int slots) {
    ByteBuffer memory = memory();
    long top = memory.getLong(at + Layout.TOP);
    if (memory.getLong(at + Layout.LIMIT) - top < (long) slots * Layout.SLOT) {
      reserve(slots);
      top = memory.getLong(at + Layout.TOP);
    }
    return universe.place(top);
  }

  /** Returns the C function that runs on this thread, null if none does. */
  @Nullable CFunction function() {
    return thread.running() instanceof CFunction running ? running : null;
  }

  /** Returns how many calls C does not count: 1 in a hook, which is one for Java only. */
  int hidden() {
    return thread.running() instanceof Hook ? 1 : 0;
  }

  /** Returns the value in a slot, or the registry for its pseudo-index. */
  LuaValue get(int slot) {
    return slot == Layout.REGISTRY ? universe.registry() : read(place(slot));
  }

  void set(int slot, LuaValue value) {
    write(place(slot), value);
  }

  /** Returns the values in some slots. */
  Varargs get(int slot, int count) {
    return read(place(slot), count);
  }

  /** Returns the values of slots that lie at a place in the arena. */
  Varargs read(int from, int count) {
    return switch (count) {
      case 0 -> LuaValue.NONE;
      case 1 -> read(from);
      case 2 -> LuaValue.varargsOf(read(from), read(from + Layout.SLOT));
      default -> LuaValue.varargsOf(copy(from, count));
    };
  }

  /** Returns a copy of the values in some slots, which lie at a place. */
  LuaValue[] copy(int place, int count) {
    LuaValue[] copy = new LuaValue[count];
    for (int i = 0; i < count; i++) {
      copy[i] = read(place + i * Layout.SLOT);
    }
    return copy;
  }

  /** Puts values on top, and moves it. */
  int push(Varargs some) {
    int count = some.narg();
    push(some, count);
    return count;
  }

  /** Puts as many values on top, nils where there are fewer, and moves it. */
  void push(Varargs some, int count) {
    reserve(count);
    int top = top();
    int place = place(top);
    for (int i = 0; i < count; i++) {
      write(place + i * Layout.SLOT, some.arg(i + 1));
    }
    setTop(top + count);
  }

  void push(LuaValue value) {
    reserve(1);
    int top = top();
    set(top, value);
    setTop(top + 1);
  }

  // ---- a thread that C has made, and that Lua resumes

  @Override
  public boolean hasBody() {
    int base = base();
    return top() > base && get(base).isfunction();
  }

  @Override
  public Varargs takeBody() {
    int base = base();
    Varargs all = get(base, top() - base);
    setTop(base);
    return all;
  }

  // ---- reading

  /** Returns the value of a slot at a place in the arena. */
  LuaValue read(int place) {
    ByteBuffer memory = memory();
    int tag = memory.getInt(place);
    switch (tag) {
      case Layout.NIL:
        return LuaValue.NIL;
      case Layout.BOOLEAN:
        return LuaValue.valueOf(memory.getLong(place + Layout.VALUE) != 0);
      case Layout.NUMBER:
        double number = memory.getDouble(place + Layout.VALUE);
        return universe.hasIntegers ? new LuaFloat(number) : Numbers.integral(number);
      case Layout.INTEGER:
        return Integers.of(memory.getLong(place + Layout.VALUE));
      case Layout.LIGHT_USERDATA:
        return universe.pointer(memory.getLong(place + Layout.VALUE));
      default:
        int number2 = memory.getInt(place + 4);
        @Nullable LuaValue known = number2 < values.length ? values[number2] : null;
        return known == null ? take(tag, number2, place) : known;
    }
  }

  /** Makes the value of an entry that C has made, or takes the registry. */
  private LuaValue take(int tag, int number, int place) {
    int entry = universe.place(memory().getLong(place + Layout.VALUE));
    LuaValue made =
        number == REGISTRY_ENTRY ? universe.registry() : universe.makers.make(this, tag, entry);
    keep(number, made);
    memory().putInt(entry + Layout.FLAGS, memory().getInt(entry + Layout.FLAGS) | Layout.KNOWN);
    return made;
  }

  private void keep(int number, LuaValue value) {
    if (number >= values.length) {
      values = Arrays.copyOf(values, Math.max(number + 1, values.length * 2));
    }
    values[number] = value;
    end = Math.max(end, number + 1);
  }

  /** Notes that C no longer owns what an entry has. */
  void takeOver(int entry) {
    ByteBuffer memory = memory();
    int flags = memory.getInt(entry + Layout.FLAGS);
    memory.putInt(entry + Layout.FLAGS, flags & ~(Layout.OWNED | Layout.BLOCK));
    memory.putInt(at + Layout.OWNED_ENTRIES, memory.getInt(at + Layout.OWNED_ENTRIES) - 1);
  }

  // ---- writing

  /** Writes a value to a slot at a place in the arena. */
  void write(int place, LuaValue value) {
    if (value instanceof LuaInteger small) {
      writeInteger(place, small.v);
    } else if (value instanceof LuaString text) {
      writeReference(place, Layout.STRING, entryOf(text));
    } else if (value instanceof LuaFloat number) {
      writeNumber(place, number.v);
    } else {
      writeOther(place, value);
    }
  }

  private void writeOther(int place, LuaValue value) {
    switch (value.type()) {
      case LuaValue.TNUMBER -> {
        if (value instanceof LuaLong large) {
          writeInteger(place, large.v);
        } else {
          writeNumber(place, ((LuaNumber) value).todouble());
        }
      }
      case LuaValue.TBOOLEAN -> {
        memory().putLong(place, Layout.BOOLEAN);
        memory().putLong(place + Layout.VALUE, value.toboolean() ? 1 : 0);
      }
      case LuaValue.TTABLE -> writeReference(place, Layout.TABLE, entryOf(value, 0, 0));
      case LuaValue.TFUNCTION -> writeFunction(place, value);
      case LuaValue.TUSERDATA -> writeUserdata(place, value);
      case LuaValue.TTHREAD -> writeReference(place, Layout.THREAD, entryOf(value, 0, 0));
      default -> memory().putLong(place, Layout.NIL);
    }
  }

  private void writeInteger(int place, long value) {
    if (universe.hasIntegers) {
      memory().putLong(place, Layout.INTEGER);
      memory().putLong(place + Layout.VALUE, value);
    } else {
      writeNumber(place, (double) value);
    }
  }

  private void writeNumber(int place, double value) {
    memory().putLong(place, Layout.NUMBER);
    memory().putDouble(place + Layout.VALUE, value);
  }

  private void writeFunction(int place, LuaValue value) {
    long pointer = value instanceof CFunction own ? own.address : 0;
    writeReference(place, Layout.FUNCTION, entryOf(value, pointer, value.isclosure() ? 1 : 0));
  }

  private void writeUserdata(int place, LuaValue value) {
    if (value instanceof LightUserdata light) {
      memory().putLong(place, Layout.LIGHT_USERDATA);
      memory().putLong(place + Layout.VALUE, universe.addressOf(light));
    } else if (value instanceof NativeUserdata own) {
      Block block = own.block;
      writeUserdata(place, entryOf(value, block.address(), block.size), own.type);
    } else {
      writeUserdata(place, entryOf(value, 0, 0), 0);
    }
  }

  private void writeUserdata(int place, int entry, long type) {
    memory().putLong(entry + Layout.TYPE, type);
    writeReference(place, Layout.USERDATA, entry);
  }

  /** Tells C the type of the userdata in a slot, and the age at which it is that. */
  void setType(int slot, long type) {
    int entry = universe.place(memory().getLong(place(slot) + Layout.VALUE));
    memory().putLong(entry + Layout.TYPE, type);
  }

  private void writeReference(int place, int tag, int entry) {
    long number = memory().getInt(entry + Layout.HANDLE);
    memory().putLong(place, tag | number << Integer.SIZE); // as both fields, the lower one first
    memory().putLong(place + Layout.VALUE, universe.address + entry);
  }

  /** Returns a new entry of a value, or one that the string has already. */
  private int entryOf(LuaString text) {
    int index = text.hashCode() & STRINGS - 1;
    int known = strings[index];
    if (known < values.length && values[known] == text) {
      return entries.place(known);
    }
    int entry = entryOf(text, 0, text.m_length);
    strings[index] = memory().getInt(entry + Layout.HANDLE);
    long pinned = universe.pins.find(text);
    if (pinned != 0) {
      memory().putLong(entry, pinned);
      memory().putInt(entry + Layout.FLAGS, Layout.KNOWN | Layout.KEPT);
    } else if (text.m_length <= Layout.SHORT) {
      int bytes = entry + Layout.BYTES;
      memory().put(bytes, text.m_bytes, text.m_offset, text.m_length);
      memory().put(bytes + text.m_length, (byte) 0);
      memory().putLong(entry, universe.address + bytes);
    }
    return entry;
  }

  private static LuaString copy(LuaString text) {
    byte[] bytes = LuaText.room(text.m_length);
    System.arraycopy(text.m_bytes, text.m_offset, bytes, 0, text.m_length);
    return LuaText.using(bytes, text.m_length);
  }

  /** Keeps the bytes of a string that its entry has been given. */
  void keepBytes(int entry, LuaString text) {
    memory().putInt(entry + Layout.FLAGS, Layout.KNOWN | Layout.KEPT);
    universe.pins.add(text, memory().getLong(entry + Layout.POINTER));
  }

  /** Keeps the bytes of the string in a slot, which are those that its entry has. */
  void pin(int slot) {
    LuaString text = (LuaString) get(slot);
    int entry = universe.place(memory().getLong(place(slot) + Layout.VALUE));
    int number = memory().getInt(entry + Layout.HANDLE);
    long bytes = memory().getLong(entry + Layout.POINTER);
    if (universe.pins.find(text) != 0) {
      text = copy(text); // one string has one address
      keep(number, text);
    }
    if ((memory().getInt(entry + Layout.FLAGS) & Layout.OWNED) != 0) {
      universe.pins.add(text, bytes);
    } else {
      universe.pins.add(text, bytes, address, number);
    }
  }

  private int entryOf(LuaValue value, long pointer, long length) {
    int entry = entries.create();
    ByteBuffer memory = memory();
    int number = memory.getInt(entry + Layout.HANDLE);
    memory.putLong(entry + Layout.POINTER, pointer);
    memory.putLong(entry + Layout.LENGTH, length);
    memory.putInt(entry + Layout.FLAGS, Layout.KNOWN);
    keep(number, value);
    return entry;
  }

  // ---- entries

  /** Gives the function in a slot the address that C knows it by. */
  void setPointer(int slot, long pointer) {
    int entry = universe.place(memory().getLong(place(slot) + Layout.VALUE));
    memory().putLong(entry + Layout.POINTER, pointer);
  }

  /** Gives the userdata in a slot the address that C knows it by. */
  void setBlock(int slot, long block, long size) {
    setPointer(slot, block);
    int entry = universe.place(memory().getLong(place(slot) + Layout.VALUE));
    memory().putLong(entry + Layout.LENGTH, size);
  }

  /** Returns how many entries are in use. */
  int used() {
    return memory().getInt(at + Layout.USED);
  }

  /** Forgets the values of the entries from a number on that a function has made: it has ended. */
  void forget(int from) {
    if (end > from) {
      Arrays.fill(values, from, end, null);
      end = from;
      while (freshCount > 0 && fresh[freshCount - 1] >= from) {
        freshCount--;
      }
    }
  }

  /** Lets go of the entries from a number on that a function has made: it has ended. */
  void drop(int from) {
    if (used() > from) {
      Natives.drop(address, from);
    }
    forget(from);
  }

  /** Lets go of all that no slot refers to. */
  @Override
  public void sweep() {
    listed = null;
    Natives.sweep(address);
    Natives.sweep(address); // what the first one has put aside
    forgetFree();
  }

  /** Forgets the values of entries that are free. */
  void forgetFree() {
    int end = Math.min(used(), values.length);
    for (int i = REGISTRY_ENTRY + 1; i < end; i++) {
      if (values[i] != null && entries.isFree(i)) {
        values[i] = null;
      }
    }
  }

  /** Notes a table that C takes for fresh. */
  void addFresh(int entry) {
    if (freshCount == fresh.length) {
      fresh = Arrays.copyOf(fresh, 2 * freshCount);
    }
    fresh[freshCount++] = memory().getInt(entry + Layout.HANDLE);
  }

  /** Tells C that Lua code may see all tables that Java has seen. */
  void endFresh() {
    while (freshCount > 0) {
      int flags = entries.place(fresh[--freshCount]) + Layout.FLAGS;
      memory().putInt(flags, memory().getInt(flags) & ~Layout.FRESH);
    }
  }

  // ---- lists

  /** Tells whether C reads the elements of a table in turn, and notes that it has come to one. */
  boolean isNext(LuaValue table, int key) {
    boolean isNext = listed == table && expected == key;
    expect(table, key + 1);
    return isNext;
  }

  /** Notes which element would be next. */
  void expect(LuaValue table, int key) {
    listed = table;
    expected = key;
  }

  // ---- memory

  /** Adds the values that only C has. */
  @Override
  public void hold(HeapWalk walk) {
    walk.count((long) end * (Layout.ENTRY + HeapWalk.REFERENCE) + (long) top() * Layout.SLOT);
    for (int i = 0; i < end; i++) {
      walk.add(values[i]);
    }
    walk.add(luaHook);
  }

  // ---- fields

  ByteBuffer memory() {
    return universe.memory();
  }

  int getInt(int field) {
    return memory().getInt(at + field);
  }

  long getLong(int field) {
    return memory().getLong(at + field);
  }

  void setLong(int field, long value) {
    memory().putLong(at + field, value);
  }
}
