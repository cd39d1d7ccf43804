package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.value.LuaLong;
import io.github.luasearchers.engine.value.Slices;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A Lua table, laid out as in PUC's ltable.c: an array for the keys 1 to n, more than half of which
 * are in use, and a hash for all other keys.
 *
 * <p>The storage is our own: of LuaJ's table only the fields {@code array} and {@code hashEntries}
 * are used, and LuaJ's code never sees the rest. The hash is one array in which keys and values
 * alternate, with linear probing: entries are not objects. A key whose value was cleared keeps its
 * place until the next rehash, so that a traversal can go on from it. If the key is an object, a
 * {@link DeadKey} replaces it, so that a cleared key keeps nothing alive. Numbers are normalised: a
 * whole number that fits is a {@link LuaInteger}, any other a {@link LuaFloat} or, from Java, a
 * {@link LuaLong}.
 *
 * <p>The length of a table with gaps depends on when PUC rehashes it, which is when its hash of 1,
 * 2, 4 and so on places is full. So the table counts the places that PUC would have, while there
 * may be more nodes, or fewer for the time being.
 *
 * <p>A weak table has everything in {@link WeakEntries} and nothing in either part. So other tables
 * need not check for it: the weak entries are consulted when a key is not found.
 *
 * <p>A metatable remembers which {@linkplain Event events} it was asked for in vain, until a key is
 * added to it.
 */
public class Table extends LuaTable implements Attachable {

  private static final LuaValue[] NO_ARRAY = {};
  private static final @Nullable LuaValue[] NO_NODES = new LuaValue[2];

  /** The least number of nodes of a hash that grows. */
  private static final int SMALLEST_HASH = 4;

  /** The number of keys from which a hash whose keys come and go gets spare room. */
  private static final int SLACK = 16;

  /** In {@code hashEntries}: the shift of the logarithm of PUC's hash size. */
  private static final int SIZE_SHIFT = 27;

  /** In {@code hashEntries}: the hash has had a key that is an integer. */
  private static final int INTEGERS = 1 << SIZE_SHIFT - 1;

  /** In {@code hashEntries}: the number of nodes with a key, dead ones included. */
  private static final int USED = INTEGERS - 1;

  private static final LuaFloat NEGATIVE_ZERO = new LuaFloat(-0.0);
  private static final int LARGEST_ARRAY = 1 << 27;
  private static final int LONG_ARRAY = Interpreter.MAX_PRESIZE;

  /** The length from which comparing keys is charged. */
  private static final int LONG_KEY = 1 << 10;

  private static final int BYTES_PER_INSTRUCTION = 4;

  /** The number of slots from which going through them is charged. */
  private static final int MANY_SLOTS = 1 << 8;

  private static final int SLOTS_PER_INSTRUCTION = 2;

  /** Keys at even indices, each followed by its value. A large array is never full of keys. */
  private @Nullable LuaValue[] nodes = NO_NODES;

  private @Nullable LuaTable metatable;
  private @Nullable Side side;

  /** Fields that few tables need: two fields fewer save a tenth of a small table. */
  private static final class Side {
    @Nullable WeakEntries weak;
    @Nullable LazyContents contents;
    @Nullable Attachments attachments;

    /** The bits of the events that this table, as a metatable, is known to lack. */
    int absent;

    /** What this table, as a metatable, has under {@code __index}; null if that is not known. */
    @Nullable LuaValue index;

    /** Forgets what is known of a metatable: it has changed. */
    void changed() {
      absent = 0;
      index = null;
    }
  }

  public Table() {}

  /** Creates a table with room for some elements and some other entries. */
  public Table(int arraySize, int hashSize) {
    if (arraySize > 0) {
      array = new LuaValue[arraySize];
    }
    if (hashSize > 0) {
      nodes = new LuaValue[2 * capacityFor(hashSize)];
      hashEntries = sizeBits(hashSize);
    }
  }

  /** Creates a table that gets its contents when it is first read or written. */
  public Table(LazyContents contents) {
    side().contents = contents;
  }

  // ---- reading

  @Override
  public LuaValue rawget(LuaValue key) {
    return own(key);
  }

  // If subclasses overrode the accessors, all tables would pay for it: where the loop meets both,
  // the JVM's compiler has to keep a virtual call. So the loop reads the table's own entry, and
  // asks the subclass only whether that is the whole answer.

  /** Tells whether this is not an instance of a subclass. */
  final boolean isPlain() {
    return getClass() == Table.class;
  }

  /** Tells, for a read of a subclass, whether scripts see what {@link #own} has found. */
  protected boolean showsOwn() {
    return false;
  }

  /** Tells, for a write to a subclass, whether {@link #put} alone sets a field to the value. */
  protected boolean takesAsOwn(LuaValue value) {
    return false;
  }

  /** Returns the table's own entry for a key. */
  final LuaValue own(LuaValue key) {
    if (key instanceof LuaString string) {
      return value(findString(string), key);
    }
    if (key instanceof LuaInteger integer) {
      return rawget(integer.v);
    }
    if (key instanceof LuaNumber number) {
      double value = number.todouble();
      int whole = (int) value;
      return whole == value ? rawget(whole) : value(findNumber(number), key);
    }
    return value(findObject(key), key);
  }

  @Override
  public LuaValue rawget(int key) {
    LuaValue[] elements = array;
    int index = key - 1;
    if (index >= 0 && index < elements.length) {
      LuaValue value = elements[index];
      return value == null ? NIL : value;
    }
    int at = findInt(key);
    if (at >= 0) {
      return valueAt(at);
    }
    return side == null ? NIL : weakValue(LuaInteger.valueOf(key));
  }

  private LuaValue value(int at, LuaValue key) {
    if (at >= 0) {
      return valueAt(at);
    }
    return side == null ? NIL : weakValue(key);
  }

  /**
   * Looks up what is not in the arrays; so long that the JVM inlines it only where it is common.
   */
  private LuaValue weakValue(LuaValue key) {
    Side some = side;
    if (some == null) {
      return NIL;
    }
    if (some.contents != null && fill()) {
      return rawget(key);
    }
    WeakEntries weak = some.weak;
    return weak == null ? NIL : weak.get(key);
  }

  /** Returns the entries of a weak table, null if it is not weak. Fills the table first. */
  private @Nullable WeakEntries weak() {
    Side some = side;
    if (some == null) {
      return null;
    }
    fill();
    return some.weak;
  }

  /** Tells whether the table has been filled, so that a read changes nothing. */
  final boolean isFilled() {
    return side == null || side.contents == null;
  }

  final boolean isWeak() {
    return side != null && side.weak != null;
  }

  final boolean hasWeakValues() {
    return side != null && side.weak != null && side.weak.hasWeakValues();
  }

  /** Fills the table with contents that are still to come; returns false if there are none. */
  private boolean fill() {
    Side some = side;
    LazyContents contents = some == null ? null : some.contents;
    if (some == null || contents == null) {
      return false;
    }
    some.contents = null;
    try {
      contents.fill(this);
      contents = null;
    } finally {
      // If memory or stack ran out, the next access tries again.
      some.contents = contents;
    }
    return true;
  }

  private Side side() {
    Side some = side;
    if (some == null) {
      some = new Side();
      side = some;
    }
    return some;
  }

  // ---- for compiled code

  /** Returns the value of a key if it is where it was found last; null if it is not. */
  @SuppressWarnings("ReferenceEquality") // the very same key is meant
  final @Nullable LuaValue valueAt(int at, LuaString key) {
    @Nullable LuaValue[] all = nodes;
    return at < all.length && all[at - 1] == key ? all[at] : null;
  }

  /** Finds a key; returns what {@link #valueAt(int, LuaString)} takes, -1 if there is none. */
  final int indexOf(LuaString key) {
    return findString(key);
  }

  /** Replaces the value of a key if it is where it was found last, and neither value is nil. */
  @SuppressWarnings("ReferenceEquality") // the very same key is meant
  final boolean replaceAt(int at, LuaString key, LuaValue value) {
    @Nullable LuaValue[] all = nodes;
    if (at < all.length && all[at - 1] == key && all[at] != NIL && value != NIL && side == null) {
      all[at] = value;
      return true;
    }
    return false;
  }

  /** Returns what a metatable has under {@code __index}, nil if it has nothing. */
  static LuaValue parentBy(LuaTable metatable) {
    if (!(metatable instanceof Table table)) {
      return field(metatable, Event.INDEX);
    }
    Side some = table.side;
    LuaValue known = some == null ? null : some.index;
    if (known == null) {
      known = field(table, Event.INDEX);
      if (table.isPlain() && !table.isWeak()) {
        table.side().index = known;
      }
    }
    return known;
  }

  /** Returns an element of the array; null if there is none, or it is nil. */
  final @Nullable LuaValue element(long key) {
    LuaValue[] elements = array;
    long index = key - 1;
    return index >= 0 && index < elements.length ? elements[(int) index] : null;
  }

  /** Replaces an element of the array by one that is not nil; returns false if there is none. */
  final boolean replaceElement(long key, LuaValue value) {
    LuaValue[] elements = array;
    long index = key - 1;
    if (index >= 0 && index < elements.length && value != NIL) {
      if (elements[(int) index] != value) { // to read is cheaper than the collector's barrier
        elements[(int) index] = value;
      }
      return true;
    }
    return false;
  }

  /** Returns the value at an index that one of the {@code find} methods has returned. */
  @SuppressWarnings("NullAway") // A key's value is never null.
  final LuaValue valueAt(int at) {
    return nodes[at];
  }

  /** Returns the index of a key's value in the nodes, -1 if there is no such key. */
  private int findString(LuaString key) {
    @Nullable LuaValue[] all = nodes;
    int mask = all.length - 2;
    int hash = key.hashCode();
    int start = spread(hash) & mask;
    int at = start;
    int found = -1;
    do {
      LuaValue each = all[at];
      if (each == key) {
        found = at + 1;
        break;
      }
      if (each == null) {
        break;
      }
      if (each instanceof LuaString string && string.hashCode() == hash && same(string, key)) {
        found = at + 1;
        break;
      }
      at = at + 2 & mask;
    } while (at != start);
    CurrentMeter.chargeProbes((at - start & mask) >> 1);
    return found;
  }

  private static boolean same(LuaString a, LuaString b) {
    int length = b.m_length;
    if (length > LONG_KEY && length == a.m_length) {
      CurrentMeter.charge(length >> BYTES_PER_INSTRUCTION);
    }
    return a.raweq(b);
  }

  private int findInt(int key) {
    @Nullable LuaValue[] all = nodes;
    int mask = all.length - 2;
    int start = spread(key) & mask;
    int at = start;
    int found = -1;
    do {
      LuaValue each = all[at];
      if (each == null) {
        break;
      }
      if (each instanceof LuaInteger integer && integer.v == key) {
        found = at + 1;
        break;
      }
      at = at + 2 & mask;
    } while (at != start);
    CurrentMeter.chargeProbes((at - start & mask) >> 1);
    return found < 0 && key == 0 ? findObject(NEGATIVE_ZERO) : found;
  }

  /** Finds a number that is not an {@code int}. */
  private int findNumber(LuaNumber key) {
    @Nullable LuaValue[] all = nodes;
    int mask = all.length - 2;
    int start = spread(hash(key)) & mask;
    int at = start;
    int found = -1;
    do {
      LuaValue each = all[at];
      if (each == null) {
        break;
      }
      if (each instanceof LuaNumber number && Arithmetic.sameNumber(number, key)) {
        found = at + 1;
        break;
      }
      at = at + 2 & mask;
    } while (at != start);
    CurrentMeter.chargeProbes((at - start & mask) >> 1);
    return found;
  }

  /** Finds a key that is neither string nor number. */
  private int findObject(LuaValue key) {
    boolean identity = !(key instanceof LuaUserdata);
    @Nullable LuaValue[] all = nodes;
    int mask = all.length - 2;
    int start = spread(hash(key)) & mask;
    int at = start;
    int found = -1;
    do {
      LuaValue each = all[at];
      if (each == key) {
        found = at + 1;
        break;
      }
      if (each == null) {
        break;
      }
      if (!identity && key.raweq(each)) {
        found = at + 1;
        break;
      }
      at = at + 2 & mask;
    } while (at != start);
    CurrentMeter.chargeProbes((at - start & mask) >> 1);
    return found;
  }

  /** Finds the dead key that replaced a cleared key. */
  private int findDead(LuaValue key) {
    @Nullable LuaValue[] all = nodes;
    int mask = all.length - 2;
    int hash = hash(key);
    int start = spread(hash) & mask;
    int at = start;
    int found = -1;
    do {
      LuaValue each = all[at];
      if (each instanceof DeadKey dead && dead.hash == hash) {
        if (dead.isOf(key)) {
          return at + 1;
        }
        found = dead.isAnyOnes() ? at + 1 : found;
      }
      at = at + 2 & mask;
    } while (at != start && all[at] != null);
    CurrentMeter.chargeProbes((at - start & mask) >> 1);
    return found;
  }

  private static int spread(int hash) {
    int product = hash * 0x9e3779b1;
    return (product ^ product >>> 16) << 1;
  }

  // ---- writing

  @Override
  public void rawset(int key, LuaValue value) {
    LuaValue[] elements = array;
    int index = key - 1;
    if (index >= 0 && index < elements.length) {
      LuaValue kept = isNil(value) ? null : value;
      if (elements[index] != kept) { // to read is cheaper than the collector's barrier
        elements[index] = kept;
      }
    } else {
      setOutside(key, value);
    }
  }

  @Override
  public void rawset(LuaValue key, LuaValue value) {
    put(key, value);
  }

  /** Sets the table's own entry for a key. */
  final void put(LuaValue key, LuaValue value) {
    if (key instanceof LuaString string) {
      int at = findString(string);
      if (at < 0) {
        setNew(string, value);
      } else {
        replace(at, value);
      }
    } else if (key instanceof LuaInteger integer) {
      rawset(integer.v, value);
    } else if (key instanceof LuaNumber number) {
      setNumber(number, value);
    } else {
      int at = findObject(key);
      if (at < 0) {
        setNew(key, value);
      } else {
        replace(at, value);
      }
    }
  }

  private void setNumber(LuaNumber key, LuaValue value) {
    double number = key.todouble();
    int whole = (int) number;
    if (whole == number) {
      if (whole == 0 && 1 / number < 0 && findInt(0) < 0) {
        setNew(NEGATIVE_ZERO, value); // the sign only shows in a traversal
      } else {
        rawset(whole, value);
      }
      return;
    }
    int at = findNumber(key);
    if (at < 0) {
      setNew(key instanceof LuaLong ? key : new LuaFloat(number), value);
    } else {
      replace(at, value);
    }
  }

  /** Sets the keys that follow one to a run of values. */
  final void setAll(int last, LuaValue[] values, int from, int count) {
    if (last + count > array.length) {
      presize(last + count);
    }
    LuaValue[] elements = array;
    if (last + count <= elements.length) {
      for (int i = 0; i < count; i++) {
        LuaValue value = values[from + i];
        elements[last + i] = isNil(value) ? null : value;
      }
    } else {
      for (int i = 0; i < count; i++) {
        rawset(last + i + 1, values[from + i]);
      }
    }
  }

  private void setOutside(int key, LuaValue value) {
    int at = findInt(key);
    if (at >= 0) {
      replace(at, value);
      return;
    }
    if (key == array.length + 1 && nodes == NO_NODES && weak() == null && append(value)) {
      return;
    }
    setNew(LuaInteger.valueOf(key), value);
  }

  /** Sets the value of a key that one of the {@code find} methods has found, even a cleared one. */
  private void replace(int at, LuaValue value) {
    LuaValue old = valueAt(at);
    if (isNil(value)) {
      if (old != NIL) {
        clear(at);
      }
      return;
    }
    nodes[at] = value;
    if (side != null) {
      side.changed();
    }
  }

  /** Clears a value, and drops the key if that is an object. */
  private void clear(int at) {
    LuaValue key = valueAt(at - 1);
    nodes[at] = NIL;
    if (side != null) {
      side.changed();
    }
    if (DeadKey.isFor(key)) {
      nodes[at - 1] = new DeadKey(key, hash(key), findDead(key) >= 0);
    }
  }

  /** Appends an element to the array; returns false if the array is not full. */
  private boolean append(LuaValue value) {
    LuaValue[] old = array;
    if (isNil(value) || old.length >= LARGEST_ARRAY) {
      return false;
    }
    for (LuaValue each : old) {
      if (each == null) {
        return false;
      }
    }
    array = Arrays.copyOf(old, powerOfTwo(old.length + 1));
    array[old.length] = value;
    return true;
  }

  /** Sets a key that has no entry. */
  private void setNew(LuaValue key, LuaValue value) {
    if (key instanceof LuaFloat number && Double.isNaN(number.v)) {
      throw new LuaError("table index is NaN");
    }
    if (isNil(key)) {
      throw new LuaError("table index is nil");
    }
    WeakEntries weak = null;
    if (side != null) {
      if (fill()) {
        rawset(key, value);
        return;
      }
      side.changed();
      weak = side.weak;
    }
    if (weak != null) {
      weak.set(key, isNil(value) ? NIL : value);
    } else if (!isNil(value)) {
      add(key, value);
    } else if (key instanceof LuaInteger) {
      add(key, NIL); // in PUC it takes a place, and so can cause a rehash
    }
  }

  private void add(LuaValue key, LuaValue value) {
    if (!insert(key, value)) {
      if (used() < hashSize() && countLive() == used()) {
        enlarge();
      } else {
        rehash(key);
      }
      rawsetOwn(key, value);
    }
  }

  /** Sets a key for which there is room. */
  private void rawsetOwn(LuaValue key, LuaValue value) {
    if (key instanceof LuaInteger integer && integer.v > 0 && integer.v <= array.length) {
      array[integer.v - 1] = value == NIL ? null : value;
    } else {
      insert(key, value);
    }
  }

  /**
   * Puts a key into a free node or one whose value was cleared; returns false if there is no room.
   */
  private boolean insert(LuaValue key, LuaValue value) {
    @Nullable LuaValue[] all = nodes;
    int mask = all.length - 2;
    int start = spread(hash(key)) & mask;
    int at = start;
    boolean integer = key instanceof LuaInteger;
    boolean room = hasRoom(integer);
    for (int left = all.length >> 1; left > 0; left--) {
      boolean free = all[at] == null;
      if (free ? room : all[at + 1] == NIL) {
        CurrentMeter.chargeProbes((at - start & mask) >> 1);
        if (free || value != NIL) {
          if (integer && (hashEntries & INTEGERS) == 0) {
            hashEntries = sizeBits(hashSize()) | used() | INTEGERS;
          }
          hashEntries += free ? 1 : 0;
          all[at] = key;
          all[at + 1] = value;
        }
        return true;
      }
      if (free) {
        return false;
      }
      at = at + 2 & mask;
    }
    return false;
  }

  private static int hash(LuaValue key) {
    boolean isFloat = key instanceof LuaNumber && !(key instanceof LuaInteger);
    return isFloat ? Double.hashCode(key.todouble() + 0.0) : key.hashCode(); // -0.0 hashes like 0
  }

  private static boolean isNil(LuaValue value) {
    return value == NIL || value == NONE;
  }

  // ---- size

  /** Returns how many nodes have a key, dead ones included. */
  private int used() {
    return hashEntries & USED;
  }

  /** Returns how many keys PUC's hash would hold: a power of two, or 0. */
  private int hashSize() {
    if (nodes == NO_NODES) {
      return 0;
    }
    int size = 1 << (hashEntries >>> SIZE_SHIFT);
    return isHashOnly() ? Math.max(size, powerOfTwo(used())) : size;
  }

  /** Tells whether a rehash could move nothing to the array, or out of it. */
  private boolean isHashOnly() {
    return (hashEntries & INTEGERS) == 0 && array.length == 0;
  }

  /** Tells whether a key can be added before PUC would rehash the table. */
  private boolean hasRoom(boolean integer) {
    int used = used();
    return nodes != NO_NODES
        && used < roomIn(nodes.length >> 1)
        && (!integer && isHashOnly() || used < hashSize());
  }

  private static int sizeBits(int size) {
    return Integer.numberOfTrailingZeros(powerOfTwo(size)) << SIZE_SHIFT;
  }

  /**
   * Returns how many keys a hash of some capacity holds: all of it if small, otherwise five
   * eighths, because the search for a missing key goes on up to the next gap.
   */
  private static int roomIn(int capacity) {
    return capacity <= 4 ? capacity : capacity - (capacity >> 2) - (capacity >> 3);
  }

  private static int capacityFor(int keys) {
    int capacity = powerOfTwo(keys);
    return roomIn(capacity) >= keys ? capacity : 2 * capacity;
  }

  /** Returns the smallest power of two that is not below a size. */
  private static int powerOfTwo(int size) {
    return size <= 1 ? 1 : Integer.highestOneBit(size - 1) << 1;
  }

  /** Resizes both parts, with room for one more key ({@code rehash}). */
  private void rehash(LuaValue key) {
    int live = 0;
    boolean integers = key instanceof LuaInteger;
    for (int at = 0; at < nodes.length; at += 2) {
      if (nodes[at] != null && nodes[at + 1] != NIL) {
        live++;
        integers |= nodes[at] instanceof LuaInteger;
      }
    }
    if (!integers && keepsArray()) {
      layOut(array.length, live + 1, live);
      return;
    }
    int[] counts = new int[Integer.SIZE];
    int total = countArray(counts) + live + 1;
    for (int at = 0; at < nodes.length; at += 2) {
      if (nodes[at] != null && nodes[at + 1] != NIL) {
        count(nodes[at], counts);
      }
    }
    count(key, counts);
    int arraySize = arraySize(counts);
    layOut(arraySize, total - countUpTo(arraySize, counts), live);
  }

  /** Tells whether the array keeps its size if no element comes from the hash. */
  private boolean keepsArray() {
    int size = array.length;
    int used = 0;
    for (int i = 0; i < size && used <= size / 2; i++) {
      used += array[i] == null ? 0 : 1;
    }
    return size == 0 || used > size / 2 && (size & size - 1) == 0;
  }

  /**
   * Chooses the sizes of both parts. Where keys come and go, some room is spare, so that not every
   * new key causes a rehash.
   *
   * @param keys how many keys the hash has to hold
   * @param live how many it holds now
   */
  private void layOut(int arraySize, int keys, int live) {
    boolean cleared = live < used();
    if (arraySize == array.length
        && !cleared
        && nodes != NO_NODES
        && live < roomIn(nodes.length >> 1)) {
      hashEntries = sizeBits(keys) | hashEntries & INTEGERS | live;
      return;
    }
    if (cleared && keys >= SLACK) {
      resize(arraySize, 2 * keys, keys + (keys >> 2));
    } else {
      resize(arraySize, keys, Math.max(keys, SMALLEST_HASH));
    }
  }

  /** Adds nodes to a hash that PUC would not rehash yet. */
  private void enlarge() {
    @Nullable LuaValue[] old = nodes;
    payForSlots(old.length);
    CurrentMeter.reserve(2L * old.length * HeapWalk.REFERENCE);
    @Nullable LuaValue[] larger = new LuaValue[2 * old.length];
    int mask = larger.length - 2;
    for (int from = 0; from < old.length; from += 2) {
      LuaValue key = old[from];
      if (key != null) {
        int start = spread(hash(key)) & mask;
        int at = start;
        while (larger[at] != null) {
          at = at + 2 & mask;
        }
        CurrentMeter.chargeProbes((at - start & mask) >> 1);
        larger[at] = key;
        larger[at + 1] = old[from + 1];
      }
    }
    nodes = larger;
  }

  private static void count(@Nullable LuaValue key, int[] counts) {
    if (key instanceof LuaInteger integer && integer.v > 0) {
      counts[slice(integer.v)]++;
    }
  }

  /** Returns the number of a key's slice: slice n holds the keys 2^(n-1)+1 to 2^n. */
  private static int slice(int key) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(key - 1);
  }

  private int countArray(int[] counts) {
    int total = 0;
    int index = 0;
    for (int slice = 0, end = 1; index < array.length; slice++, end *= 2) {
      int used = 0;
      for (int limit = Math.min(end, array.length); index < limit; index++) {
        used += array[index] == null ? 0 : 1;
      }
      counts[slice] += used;
      total += used;
    }
    return total;
  }

  /**
   * Returns the largest array size of which more than half would be in use ({@code computesizes}).
   */
  private static int arraySize(int[] counts) {
    int best = 0;
    int below = 0;
    for (int slice = 0; 1 << slice <= LARGEST_ARRAY; slice++) {
      below += counts[slice];
      if (counts[slice] > 0 && below > (1 << slice) / 2) {
        best = 1 << slice;
      }
    }
    return best;
  }

  private static int countUpTo(int size, int[] counts) {
    int total = 0;
    for (int slice = 0; 1 << slice <= size; slice++) {
      total += counts[slice];
    }
    return total;
  }

  private static void payForSlots(int slots) {
    if (slots > MANY_SLOTS) {
      CurrentMeter.charge(slots >> SLOTS_PER_INSTRUCTION);
    }
  }

  /**
   * Resizes both parts.
   *
   * @param hashSize how many keys the hash holds until the next rehash
   * @param room how many keys there are nodes for now
   */
  private void resize(int arraySize, int hashSize, int room) {
    LuaValue[] oldArray = array;
    @Nullable LuaValue[] oldNodes = nodes;
    payForSlots(oldArray.length + oldNodes.length);
    if (arraySize > oldArray.length || room > MANY_SLOTS) {
      int more = arraySize > oldArray.length ? arraySize : 0;
      CurrentMeter.reserve((more + 2L * room) * HeapWalk.REFERENCE);
    }
    LuaValue[] newArray = oldArray;
    if (arraySize != oldArray.length) {
      newArray = arraySize == 0 ? NO_ARRAY : Arrays.copyOf(oldArray, arraySize);
    }
    @Nullable LuaValue[] newNodes = hashSize == 0 ? NO_NODES : new LuaValue[2 * capacityFor(room)];
    int oldEntries = hashEntries;
    array = newArray;
    nodes = newNodes;
    hashEntries = sizeBits(hashSize);
    boolean complete = false;
    try {
      move(oldArray, oldNodes);
      complete = true;
    } finally {
      if (!complete) { // stopped: colliding keys took too long
        array = oldArray;
        nodes = oldNodes;
        hashEntries = oldEntries;
      }
    }
  }

  /** Moves the entries of the old parts into the new ones. */
  private void move(LuaValue[] oldArray, @Nullable LuaValue[] oldNodes) {
    for (int i = array.length; i < oldArray.length; i++) {
      if (oldArray[i] != null) {
        insert(LuaInteger.valueOf(i + 1), oldArray[i]);
      }
    }
    for (int at = 0; at < oldNodes.length; at += 2) {
      LuaValue key = oldNodes[at];
      LuaValue value = oldNodes[at + 1];
      if (key != null && value != null && value != NIL) {
        rawsetOwn(key, value);
      }
    }
  }

  /**
   * Makes room for elements in the array. A long array grows by half, as its list comes in pieces.
   */
  @Override
  public void presize(int arraySize) {
    if (arraySize > array.length && weak() == null) {
      int ample = array.length < LONG_ARRAY ? 0 : array.length + (array.length >> 1);
      resize(Math.max(arraySize, ample), hashSize(), countLive());
    }
  }

  @Override
  public void presize(int arraySize, int hashSize) {
    if (weak() == null) {
      int size = Math.max(hashSize, hashSize());
      resize(Math.max(arraySize, array.length), size, Math.max(hashSize, countLive()));
    }
  }

  private int countLive() {
    int live = 0;
    for (int at = 0; at < nodes.length; at += 2) {
      live += nodes[at] != null && nodes[at + 1] != NIL ? 1 : 0;
    }
    return live;
  }

  @Override
  protected int getArrayLength() {
    return array.length;
  }

  @Override
  protected int getHashLength() {
    return nodes.length >> 1;
  }

  // ---- length

  /** Returns a border: the one that PUC's luaH_getn finds in a table of this layout. */
  @Override
  public int rawlen() {
    int size = array.length;
    if (size > 0 && array[size - 1] == null) {
      return borderInArray(size);
    }
    return nodes == NO_NODES && weak() == null ? size : borderBeyond(size);
  }

  private int borderInArray(int size) {
    int present = 0;
    int missing = size;
    while (missing - present > 1) {
      int middle = present + missing >>> 1;
      if (array[middle - 1] == null) {
        missing = middle;
      } else {
        present = middle;
      }
    }
    return present;
  }

  private int borderBeyond(int size) {
    int present = size;
    int missing = size + 1;
    while (rawget(missing) != NIL) {
      present = missing;
      if (missing > Integer.MAX_VALUE / 2) {
        return linearBorder();
      }
      missing *= 2;
    }
    while (missing - present > 1) {
      int middle = present + missing >>> 1;
      if (rawget(middle) == NIL) {
        missing = middle;
      } else {
        present = middle;
      }
    }
    return present;
  }

  private int linearBorder() {
    int key = 1;
    while (rawget(key) != NIL) {
      key++;
    }
    return key - 1;
  }

  @Override
  public int length() {
    return metatable == null ? rawlen() : len().toint();
  }

  // ---- traversal

  /** Returns the key after another and its value: the first pair for nil, nil after the last. */
  @Override
  public Varargs next(LuaValue key) {
    for (int slot = nextSlot(slotOf(key)); slot >= 0; slot = nextSlot(slot)) {
      LuaValue nextKey = keyIn(slot);
      LuaValue value = valueIn(slot);
      if (nextKey != NIL && value != NIL) {
        return varargsOf(nextKey, value);
      }
    }
    return NIL;
  }

  /**
   * Returns the number of a key's slot, -1 for nil. Slots keep their numbers until a key is added.
   *
   * @throws LuaError if there is no such key and never was
   */
  public final int slotOf(LuaValue key) {
    if (isNil(key)) {
      return -1;
    }
    WeakEntries weak = weak();
    int slot = weak == null ? ownSlotOf(key) : weak.slotOf(key);
    if (slot < 0) {
      throw new LuaError("invalid key to 'next'");
    }
    return slot;
  }

  private int ownSlotOf(LuaValue key) {
    int at;
    if (key instanceof LuaNumber number) {
      double value = number.todouble();
      int whole = (int) value;
      if (whole == value && whole > 0 && whole <= array.length) {
        return whole - 1;
      }
      at = whole == value ? findInt(whole) : findNumber(number);
    } else {
      at = key instanceof LuaString string ? findString(string) : findObject(key);
      if (at < 0 && DeadKey.isFor(key)) {
        at = findDead(key);
      }
    }
    return at < 0 ? -1 : array.length + (at >> 1);
  }

  /** Returns the first slot in use after another, -1 if there is none. */
  public final int nextSlot(int slot) {
    WeakEntries weak = weak();
    if (weak != null) {
      return weak.nextSlot(slot);
    }
    LuaValue[] elements = array;
    int next = slot + 1;
    for (; next < elements.length; next++) {
      if (elements[next] != null) {
        return passed(slot, next);
      }
    }
    @Nullable LuaValue[] all = nodes;
    int at = next - elements.length << 1;
    for (; at < all.length; at += 2) {
      if (all[at] != null && all[at + 1] != NIL) {
        return passed(slot, elements.length + (at >> 1));
      }
    }
    passed(slot, elements.length + (at >> 1));
    return -1;
  }

  /** Charges for the empty slots between two slots, and returns the second. */
  private static int passed(int slot, int next) {
    if (next - slot > MANY_SLOTS) {
      CurrentMeter.charge(next - slot >> SLOTS_PER_INSTRUCTION);
    }
    return next;
  }

  /**
   * Returns the key in a slot that {@link #nextSlot} has returned: nil if the table is weak and the
   * key was collected just now.
   */
  public final LuaValue keyIn(int slot) {
    WeakEntries weak = weak();
    if (weak != null) {
      return weak.keyIn(slot);
    }
    int size = array.length;
    return slot < size ? LuaInteger.valueOf(slot + 1) : valueAt(slot - size << 1);
  }

  /**
   * Returns the value in a slot that {@link #nextSlot} has returned, or nil as {@link #keyIn} does.
   */
  public final LuaValue valueIn(int slot) {
    WeakEntries weak = weak();
    if (weak != null) {
      return weak.valueIn(slot);
    }
    int size = array.length;
    return slot < size ? array[slot] : valueAt((slot - size << 1) + 1);
  }

  @Override
  public Varargs inext(LuaValue key) {
    int next = key.checkint() + 1;
    LuaValue value = rawget(next);
    return value == NIL ? NONE : varargsOf(LuaInteger.valueOf(next), value);
  }

  // ---- metatable

  /** Returns the metatable, null if there is none, as LuaJ expects. */
  @Override
  public @Nullable LuaValue getmetatable() {
    return metatable;
  }

  /** Returns the metatable, null if there is none. */
  public final @Nullable LuaTable metatableOrNull() {
    return metatable;
  }

  /**
   * Sets the metatable, or removes it if it is nil or null. From then on the table is as weak as
   * the metatable's {@code __mode} says at the time of this call.
   */
  @Override
  public LuaValue setmetatable(@Nullable LuaValue table) {
    metatable = table == null || isNil(table) ? null : table.checktable();
    LuaValue mode = metamethod(Event.MODE);
    boolean weakKeys = false;
    boolean weakValues = false;
    if (mode instanceof LuaString letters) {
      weakKeys = Slices.indexOf(letters, (byte) 'k', 0) >= 0;
      weakValues = Slices.indexOf(letters, (byte) 'v', 0) >= 0;
    }
    // One that is not to be weak is not filled for this: most packages' tables never are.
    WeakEntries weak = weakKeys || weakValues ? weak() : side == null ? null : side.weak;
    if (weak == null ? weakKeys || weakValues : !weak.is(weakKeys, weakValues)) {
      changeStorage(weakKeys, weakValues);
    }
    return this;
  }

  private void changeStorage(boolean weakKeys, boolean weakValues) {
    CurrentMeter.charge(array.length + nodes.length);
    side().changed();
    Table content = new Table();
    for (int slot = nextSlot(-1); slot >= 0; slot = nextSlot(slot)) {
      content.rawset(keyIn(slot), valueIn(slot));
    }
    WeakEntries old = weak();
    if (old != null) {
      old.clear();
    }
    if (!weakKeys && !weakValues) {
      side().weak = null;
      array = content.array;
      nodes = content.nodes;
      hashEntries = content.hashEntries;
      return;
    }
    WeakEntries weak = new WeakEntries(weakKeys, weakValues);
    for (int slot = content.nextSlot(-1); slot >= 0; slot = content.nextSlot(slot)) {
      weak.set(content.keyIn(slot), content.valueIn(slot));
    }
    side().weak = weak;
    array = NO_ARRAY;
    nodes = NO_NODES;
    hashEntries = 0;
  }

  /** Returns this table's metamethod for an event, nil if there is none. */
  public final LuaValue metamethod(Event event) {
    LuaTable table = metatable;
    return table == null ? NIL : field(table, event);
  }

  /** Returns a metatable's field for an event, nil if it has none. */
  public static LuaValue field(LuaTable metatable, Event event) {
    if (!(metatable instanceof Table table)) {
      return metatable.rawget(event.name);
    }
    Side side = table.side;
    if (side != null && (side.absent & event.bit) != 0) {
      return NIL;
    }
    LuaValue found = table.rawget(event.name);
    // Adding a key resets this. Only a plain table that stores its fields here notices that.
    if (found == NIL && table.getClass() == Table.class && table.weak() == null) {
      table.side().absent |= event.bit;
    }
    return found;
  }

  // ---- with metamethods, for Java code; the loop has its own way

  @Override
  public LuaValue get(int key) {
    LuaValue value = rawget(key);
    return value == NIL && metatable != null ? gettable(this, LuaInteger.valueOf(key)) : value;
  }

  @Override
  public LuaValue get(LuaValue key) {
    LuaValue value = rawget(key);
    return value == NIL && metatable != null ? gettable(this, key) : value;
  }

  @Override
  public void set(int key, LuaValue value) {
    if (metatable == null
        || rawget(key) != NIL
        || !settable(this, LuaInteger.valueOf(key), value)) {
      rawset(key, value);
    }
  }

  @Override
  public void set(LuaValue key, LuaValue value) {
    if (metatable == null || rawget(key) != NIL || !settable(this, key, value)) {
      rawset(key, value);
    }
  }

  @Override
  public LuaValue eq(LuaValue other) {
    return valueOf(eq_b(other));
  }

  @Override
  public boolean eq_b(LuaValue other) {
    if (this == other) {
      return true;
    }
    if (metatable == null || !other.istable()) {
      return false;
    }
    LuaValue otherMetatable = other.getmetatable();
    return otherMetatable != null && eqmtcall(this, metatable, other, otherMetatable);
  }

  @Override
  protected LuaValue hashget(LuaValue key) {
    return rawget(key);
  }

  @Override
  public void hashset(LuaValue key, LuaValue value) {
    rawset(key, value);
  }

  /** Sorts the elements 1 to n, by a function or by {@code <}. */
  @Override
  public void sort(LuaValue comparator) {
    LuaValue[] elements = new LuaValue[rawlen()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = rawget(i + 1);
    }
    MergeSort.sort(elements, comparator);
    for (int i = 0; i < elements.length; i++) {
      rawset(i + 1, elements[i]);
    }
  }

  // ---- memory

  /** Adds the table and what it contains. */
  final void hold(HeapWalk walk) {
    walk.count(HeapWalk.OBJECT + (long) (array.length + nodes.length) * HeapWalk.REFERENCE);
    walk.addAll(array, array.length);
    walk.addAll(nodes, nodes.length);
    if (side != null) {
      walk.count(HeapWalk.OBJECT);
      if (side.weak != null) {
        side.weak.hold(walk);
      }
    }
  }

  // ---- attachments

  @Override
  public final @Nullable Attachments attachments() {
    return side == null ? null : side.attachments;
  }

  @Override
  public final void attach(Attachments attachments) {
    side().attachments = attachments;
  }
}
