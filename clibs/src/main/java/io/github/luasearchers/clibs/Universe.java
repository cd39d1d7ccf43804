package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.vm.Coroutine;
import io.github.luasearchers.engine.vm.LightUserdata;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Sibling;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * What an engine has once for all its C libraries: the arena, the states of its threads, and the C
 * functions and blocks that Java knows. One thread uses it at a time, the one that evaluates.
 */
final class Universe {

  /** How much memory an arena reserves. What is not touched takes none. */
  private static final int ARENA = 1 << 30;

  /** The cost of a crossing, in instructions of the loop. */
  private static final int CROSSING = 8;

  private static final ByteBuffer CLOSED = ByteBuffer.allocate(0);

  final LuaRuntime lua;
  final boolean hasIntegers;
  final Level level;

  /** The address of the arena. */
  final long address;

  final Blocks blocks = new Blocks(this);
  final Pins pins = new Pins(this);
  final Makers makers = new Makers(this);
  final States states;
  private final JavaBlocks javaBlocks = new JavaBlocks(this);
  private final Puts puts = new Puts(this);
  private final Pressure pressure = new Pressure(this);
  private final @Nullable Sibling sibling;
  private final Collection collection;

  /** Null until C asks for it: it has things of libraries that are made for it. */
  private @Nullable LuaTable registry;

  private final Types types = new Types(this);

  /** The C functions without upvalues, by their addresses: one address is one function. */
  private final Map<Long, LuaFunction> functions = new HashMap<>();

  private ByteBuffer memory;

  /**
   * @param sibling what C has made for this universe; null for the engine's own
   */
  Universe(LuaRuntime lua, @Nullable Sibling sibling) {
    this.lua = lua;
    this.sibling = sibling;
    this.level = lua.level();
    this.hasIntegers = level.hasIntegers();
    this.collection = new Collection(this);
    @Nullable ByteBuffer arena = Natives.create(this, version(level), ARENA);
    if (arena == null) {
      throw noMemory();
    }
    memory = arena.order(ByteOrder.nativeOrder());
    address = Natives.address(arena);
    states = new States(this);
    pressure.set();
  }

  /** Returns the universe of a runtime, which gets one with its first C library. */
  static Universe of(LuaRuntime lua) {
    return lua.mainThread().peer() instanceof State main ? main.universe : new Universe(lua, null);
  }

  static int version(Level level) {
    if (!level.hasIntegers()) {
      return 502;
    }
    return level.atLeast(Level.LUA_5_4) ? 504 : 503;
  }

  /** Gives all memory back, after the finalizers have run. No C function can be called any more. */
  void close() {
    if (memory != CLOSED) {
      memory = CLOSED;
      blocks.freeAll();
      pins.freeAll();
      Natives.destroy(address);
    }
  }

  boolean isClosed() {
    return memory == CLOSED;
  }

  @Nullable Sibling sibling() {
    return sibling;
  }

  Types types() {
    return types;
  }

  LuaTable registry() {
    @Nullable LuaTable known = registry;
    if (known == null) {
      known = lua.registry();
      known.rawset(LuaInteger.valueOf(2), lua);
      registry = known;
    }
    return known;
  }

  /** Tells whether a table is the registry, and C has asked for that. */
  boolean isRegistry(LuaValue table) {
    return table == registry;
  }

  // ---- memory

  /** Returns the arena. */
  ByteBuffer memory() {
    return memory;
  }

  /** Returns the place of an address in the arena. */
  int place(long pointer) {
    return (int) (pointer - address);
  }

  /** Copies bytes that lie anywhere. */
  void copy(long from, byte[] to, int length) {
    long place = from - address;
    if (place >= 0 && place + length <= memory.capacity()) {
      memory.get((int) place, to, 0, length);
    } else {
      Natives.copy(from, to, 0, length);
    }
  }

  /** Returns what a crossing has besides its ints. */
  long argument() {
    return memory.getLong(Layout.ARGUMENT);
  }

  /** Answers more than an int. */
  void setResult(long result) {
    memory.putLong(Layout.RESULT, result);
  }

  void setResult(double result) {
    memory.putDouble(Layout.RESULT, result);
  }

  ScriptError noMemory() {
    return new ScriptError(LuaText.of("not enough memory"));
  }

  /**
   * Frees the blocks of objects that are gone; not between the finalizers of objects that were
   * found together, for C code may know one's block in that of another.
   */
  void freeGoneBlocks() {
    if (lua.finalizers().areRunning()) {
      return;
    }
    long bytes = blocks.freeGone();
    if (bytes != 0) {
      memory.putLong(Layout.BLOCK_BYTES, memory.getLong(Layout.BLOCK_BYTES) - bytes);
    }
  }

  /** Frees the blocks, if it is time to look for them, and states of objects that are gone. */
  void freeGone() {
    if (blocks.areDue()) {
      freeGoneBlocks();
    }
    states.freeGone();
    pins.freeGone();
  }

  /** Collects, also what nothing but entries refers to. */
  void collect() {
    states.sweep();
    lua.collectGarbage();
    freeGoneBlocks();
    freeGone();
  }

  Pressure pressure() {
    return pressure;
  }

  JavaBlocks javaBlocks() {
    return javaBlocks;
  }

  Collection collection() {
    return collection;
  }

  // ---- crossings

  /** Begins a crossing of a state's. */
  State enter(int state) {
    flush();
    lua.spend(CROSSING);
    return states.get(state);
  }

  /** Tells C that the upvalues in its slots may be old. */
  void renewUpvalues() {
    memory.putInt(Layout.UPVALUES_AGE, memory.getInt(Layout.UPVALUES_AGE) + 1);
  }

  /** Carries out the raw sets that C has put off. */
  void flush() {
    int count = memory.getInt(Layout.PUTS);
    if (count != 0) {
      puts.carryOut(count);
    }
  }

  // ---- values

  /** Returns the function of an address, which may stand for one of Java's. */
  LuaFunction function(long pointer) {
    @Nullable LuaFunction known = functions.get(pointer);
    if (known == null) {
      known =
          LibraryFunctions.at(this, pointer) instanceof LuaFunction function
              ? function
              : new CFunction(this, pointer, CFunction.NO_UPVALUES);
      functions.put(pointer, known);
    }
    return known;
  }

  /** Returns a light userdata. */
  LightUserdata pointer(long pointer) {
    return new LightUserdata(new Pointer(pointer));
  }

  /** Returns the address that a light userdata stands for. */
  long addressOf(LightUserdata light) {
    return light.m_instance instanceof Pointer pointer ? pointer.address() : Identities.of(light);
  }

  /** Returns the state of a thread. */
  State stateOf(Coroutine thread) {
    return states.of(thread);
  }

  /** Returns the state of a thread that does not run. */
  State stateBeside(Coroutine thread) {
    return states.beside(thread);
  }
}
