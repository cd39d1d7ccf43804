package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.compiler.FunctionPrototype;
import io.github.luasearchers.engine.value.LuaText;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/**
 * What the virtual machine knows of one function's code: how hot it is, what its operands were, and
 * what it was translated to. Engines that share the code share this. Threads may overwrite each
 * other's notes, which costs no more than time.
 */
public final class Unit {

  /** After so many translations that did not last, the code stays with the loop. */
  private static final int MOST_VERSIONS = 6;

  /** After so many exits, a translation is replaced; each further one lasts longer. */
  private static final int FIRST_EXITS = 3;

  /** After so many calls that were left to the loop, it goes back to compiled code after each. */
  private static final int OFTEN = 50;

  /** How many places of a function compiled code is entered at, besides its beginning. */
  private static final int MOST_ENTRIES = 24;

  /** After so many loops that can't be translated, the code stays with the loop. */
  private static final int MOST_REFUSALS = 2;

  private static final int COLD = 0;
  private static final int PROFILING = 1;
  private static final int REQUESTED = 2;
  private static final int SETTLED = 3;

  private final Prototype p;

  /** What calls of the function run, null if that is the loop. */
  @Nullable CompiledCode code;

  /** What calls ran before exits have shown that it needs another translation. */
  private @Nullable CompiledCode outdated;

  /** Where the loop goes over to compiled code in the middle of a call. */
  private @Nullable LoopEntry loops;

  /** Whether the loop has more to do with this function than to execute it. */
  boolean isWarm;

  /** Whether the loop is to note the operands of each instruction. */
  boolean profiling;

  private volatile int state = COLD;
  private @Nullable Boolean inspects;
  private int samples;
  private int watchedCalls;
  private int callsByCompiled;
  private @Nullable Profile profile;
  private int exits;
  private int versions;
  private int unwound;
  private int entries;
  private int refusals;
  private int translations;

  /** How many translations were asked for that are not there yet. */
  private final AtomicInteger awaited = new AtomicInteger();

  private Unit(Prototype p) {
    this.p = p;
  }

  /** Code that is entered at the head of a loop. */
  private static final class LoopEntry {
    final int pc;
    final @Nullable LoopEntry next;
    @Nullable CompiledCode code;
    boolean requested;
    byte[] kinds = {};

    LoopEntry(int pc, @Nullable LoopEntry next) {
      this.pc = pc;
      this.next = next;
    }
  }

  static Unit of(Prototype p) {
    if (!(p instanceof FunctionPrototype function)) {
      return new Unit(p);
    }
    if (function.unit instanceof Unit known) {
      return known;
    }
    synchronized (function) {
      if (function.unit instanceof Unit known) {
        return known;
      }
      Unit made = new Unit(p);
      function.unit = made;
      return made;
    }
  }

  /** Returns the code as the loop executes it. */
  public Prototype prototype() {
    return p;
  }

  /** Returns the function's file, and the line where it is defined; 0 for a file's own code. */
  public String name() {
    LuaString source = LuaText.ofLatin1(DebugInfo.shortSource(p));
    return LuaText.toJava(source) + ":" + p.linedefined;
  }

  /** Returns the line of an instruction, 0 if it is not known. */
  public int line(int pc) {
    int[] lines = p.lineinfo;
    return lines != null && pc < lines.length ? lines[pc] : 0;
  }

  /** Returns how many translations of the function there were, of whatever entry. */
  public int translations() {
    return translations;
  }

  /** Tells whether the code, or a function in it, looks at the variables of other functions. */
  boolean inspects() {
    Boolean known = inspects;
    if (known == null) {
      known = Inspection.isIn(p);
      inspects = known;
    }
    return known;
  }

  /** Returns what the loop has noted, null if it has noted nothing. */
  public @Nullable Profile profile() {
    return profile;
  }

  // ---- heat

  /** Takes note that a slice has ended in this function. */
  void sample() {
    if (state == COLD && ++samples >= Heat.SAMPLES) {
      watch();
    }
  }

  /** Takes note that a function that is watched calls this one. */
  void called() {
    if (state == COLD && ++watchedCalls >= Heat.CALLS) {
      watch();
    }
  }

  /**
   * Takes note that compiled code calls this one, which is not: no slice of the loop's ends in it.
   */
  void calledByCompiled() {
    if (state == COLD && ++callsByCompiled >= Heat.CALLS_BY_COMPILED) {
      watch();
    }
  }

  /** Lets the loop note what the operands are. */
  private synchronized void watch() {
    if (state == COLD || state == REQUESTED) {
      if (profile == null) {
        profile = new Profile(p);
      }
      profile.begin();
      state = PROFILING;
      profiling = true;
      isWarm = true;
    }
  }

  /** Returns what a call of the function runs, null if that is the loop. */
  @Nullable CompiledCode atCall() {
    CompiledCode known = code;
    if (known == null && state == REQUESTED && profile != null && !profile.isSeen(0)) {
      watch(); // so far it was seen from a loop on only
    }
    return known;
  }

  /** Takes note of the operands of the instruction that is about to run. */
  void note(Coroutine thread, CallInfo ci, int pc) {
    Profile notes = profile;
    if (notes == null) {
      profiling = false;
      return;
    }
    if (notes.note(thread, ci, pc)) {
      profiling = false;
      synchronized (this) {
        if (state != PROFILING) {
          return;
        }
        // Another engine that runs the code may have a compiler, and has it watched again.
        state = thread.lua.codeCompiler == null ? COLD : REQUESTED;
        if (code == null) {
          code = outdated; // until there is a better one
        }
      }
      request(thread);
    }
  }

  /** Asks for a translation of the whole function, if calls of it were seen. */
  private void request(Coroutine thread) {
    CodeCompiler compiler = thread.lua.codeCompiler;
    if (compiler != null && profile != null && profile.isSeen(0)) {
      awaited.incrementAndGet();
      compiler.request(this, 0, null, thread.lua.level);
    }
  }

  /**
   * Returns code to go on with at the head of a loop, null if there is none yet.
   *
   * @param pc the instruction that the loop jumps back to
   */
  @Nullable CompiledCode atLoop(Coroutine thread, CallInfo ci, int pc) {
    CodeCompiler compiler = thread.lua.codeCompiler;
    if (profiling || state == SETTLED || profile == null || profile.isNew() || compiler == null) {
      return null;
    }
    LoopEntry entry = loops;
    while (entry != null && entry.pc != pc) {
      entry = entry.next;
    }
    if (entry == null) {
      if (entries >= MOST_ENTRIES) {
        return null;
      }
      synchronized (this) {
        entries++;
        entry = new LoopEntry(pc, loops);
        loops = entry;
      }
    }
    CompiledCode known = entry.code;
    if (!entry.requested && state == REQUESTED) {
      if (!profile.isSeen(pc)) {
        watch(); // the loops before have used up the notes
        return null;
      }
      entry.requested = true;
      byte[] kinds = kinds(thread, ci);
      for (int i = 0; i < entry.kinds.length; i++) {
        kinds[i] |= entry.kinds[i];
      }
      entry.kinds = kinds;
      awaited.incrementAndGet();
      compiler.request(this, pc, kinds, thread.lua.level);
      known = entry.code;
    }
    return known;
  }

  private byte[] kinds(Coroutine thread, CallInfo ci) {
    byte[] kinds = new byte[p.maxstacksize];
    for (int i = 0; i < kinds.length; i++) {
      LuaValue value = thread.stack[ci.base + i];
      kinds[i] = value == null ? 0 : (byte) Profile.kind(value);
    }
    return kinds;
  }

  /**
   * Returns code to go on with after a call that the loop has carried out, null if there is none.
   */
  @Nullable CompiledCode afterCall(Coroutine thread, CallInfo ci) {
    return unwound >= OFTEN ? atLoop(thread, ci, ci.pc) : null;
  }

  /** Takes note that compiled code has left a call to the loop. */
  void unwound() {
    unwound++;
  }

  // ---- translations

  /**
   * Makes a translation what runs from now on.
   *
   * @param pc where it is entered, as it was asked for
   */
  public void install(int pc, Class<?> made) {
    CompiledCode translated;
    try {
      translated = (CompiledCode) made.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    translations++;
    awaited.decrementAndGet();
    if (pc == 0) {
      code = translated;
      outdated = null;
      return;
    }
    for (LoopEntry each = loops; each != null; each = each.next) {
      if (each.pc == pc) {
        each.code = translated;
      }
    }
  }

  /** Leaves the function to the loop for good: it can't be translated. */
  public void settle(int pc) {
    awaited.decrementAndGet();
    if (pc == 0 || ++refusals >= MOST_REFUSALS) {
      state = SETTLED; // what is entered elsewhere would take about as much
    }
  }

  /**
   * Takes note that compiled code has given back a frame, since the instruction there met what it
   * was not translated for.
   */
  void exited(Coroutine thread, CallInfo ci, int pc) {
    Profile notes = profile;
    boolean wasSeen = notes != null && notes.isSeen(pc);
    if (notes != null) {
      notes.learn(thread, ci, pc);
    }
    if (state == PROFILING || awaited.get() > 0) {
      return; // it is known already that there has to be another translation
    }
    int count = ++exits;
    if (count >= FIRST_EXITS << versions) {
      boolean forGood = renew();
      CodeCompiler compiler = thread.lua.codeCompiler;
      if (compiler != null) {
        String reason = wasSeen ? "unexpected operands" : "an instruction that was not seen before";
        compiler.discarded(this, pc, count, forGood, reason);
      }
    }
  }

  /**
   * Has the function watched and translated again; what there is runs on until then.
   *
   * @return whether it stays with the loop for good instead
   */
  private synchronized boolean renew() {
    exits = 0;
    versions++;
    if (versions >= MOST_VERSIONS) {
      state = SETTLED;
      code = null;
      loops = null;
      return true;
    }
    outdated = code;
    code = null;
    for (LoopEntry each = loops; each != null; each = each.next) {
      each.requested = false;
    }
    watch();
    return false;
  }

  /** Tells whether a translation is to expect nothing, since others have not lasted. */
  public boolean isWide() {
    return versions >= MOST_VERSIONS - 2;
  }

  /**
   * Defines a translation's class, which goes when nothing refers to it any more.
   *
   * @param constants what the class begins with; null stands for an inline cache
   */
  public static Class<?> define(byte[] bytes, @Nullable Object[] constants) {
    for (int i = 0; i < constants.length; i++) {
      if (constants[i] == null) {
        constants[i] = new Site();
      }
    }
    try {
      return MethodHandles.lookup()
          .defineHiddenClassWithClassData(bytes, constants, true)
          .lookupClass();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
