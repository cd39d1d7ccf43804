package io.github.luasearchers.engine.vm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LocVars;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/**
 * A Lua thread: PUC's {@code lua_State}. It is a stack and a list of calls, not a Java thread: the
 * loop that runs one coroutine runs another when the first resumes it.
 */
public final class Coroutine extends LuaThread implements Attachable {

  /** Extra slots of a stack that has overflowed, for the handlers of the error. */
  private static final int EXTRA_STACK = 200;

  /** A stack of this size is shrunk once it is no longer needed. */
  private static final int LARGE_STACK = 1 << 14;

  /** The largest stack that {@link #renew} copies. */
  private static final int RENEWED_STACK = 1 << 12;

  private static final int FIRST_STACK = 16;

  /** The size of a frame in bytes. */
  private static final int FRAME = 72;

  /** The stack of a coroutine that has ended. */
  private static final LuaValue[] NOTHING = {NIL};

  public static final int HOOK_CALL = Hook.CALL;
  public static final int HOOK_RETURN = Hook.RETURN;
  public static final int HOOK_LINE = Hook.LINE;
  public static final int HOOK_COUNT = Hook.COUNT;

  static final int SUSPENDED = 0;
  static final int RUNNING = 1;
  static final int NORMAL = 2;
  static final int DEAD = 3;

  private static final String[] STATUS = {"suspended", "running", "normal", "dead"};

  final LuaRuntime lua;
  LuaValue[] stack = new LuaValue[FIRST_STACK];

  /**
   * The end of an open list of values, between the instruction that creates it and the one that
   * uses it.
   */
  int top;

  /** Where compiled code has left several results, or none. */
  int resultsAt;

  int results;

  final CallInfo first = new CallInfo();
  CallInfo ci = first;

  /** The variables on the stack that closures share (open upvalues), topmost first. */
  @Nullable UpValue open;

  /** What compiled code calls last, which is to take its place; null if nothing is. */
  @Nullable Closure tailTo;

  int tailCount;
  LuaValue tailX = LuaValue.NIL;
  LuaValue tailY = LuaValue.NIL;
  LuaValue tailZ = LuaValue.NIL;

  /** How many such variables have been created. */
  int opened;

  int status = SUSPENDED;

  /** The coroutine that resumed this one, while this one runs. */
  @Nullable Coroutine resumer;

  /** How many coroutines are nested up to this one. */
  int depth;

  /** How many builtins wait for a call that they asked for. */
  int waiting;

  /** How many calls through Java lie between the resumer and the running function. */
  int javaCalls;

  /** How many of the calls through Java may be left if the running function yields. */
  int leavable;

  /** The error that ended the body. */
  @Nullable LuaValue failure;

  /** The hook, or null. */
  @Nullable Hook hook;

  /** Whether a hook is running. Then no hook is called, not even one that it has set. */
  boolean inHook;

  private final boolean isMain;
  private @Nullable Attachments attachments;
  private @Nullable Object peer;

  /** Creates the main thread. */
  Coroutine(LuaRuntime lua) {
    super(lua);
    isMain = true;
    this.lua = lua;
    stack[0] = NIL;
    first.top = 1;
    status = RUNNING;
  }

  /** Creates a coroutine with a body. */
  public Coroutine(LuaRuntime lua, LuaValue body) {
    super(lua);
    isMain = false;
    this.lua = lua;
    stack[0] = NIL;
    stack[1] = body;
    first.top = 2;
    Threads all = lua.calls.threads;
    if (all != null) {
      all.add(this);
    }
    hook = lua.hooks.ofAll();
  }

  /** Creates a coroutine without a body ({@code lua_newthread}); {@link #start} gives it one. */
  public static Coroutine idle(LuaRuntime lua) {
    Coroutine made = new Coroutine(lua, NIL);
    made.status = DEAD;
    made.discard();
    return made;
  }

  /**
   * Gives a body to a coroutine that has none, or whose body has ended. It begins with the next
   * resume.
   */
  public void start(LuaValue body) {
    if (status != DEAD) {
      throw new IllegalStateException("the coroutine has a body");
    }
    failure = null;
    prepare();
    stack[1] = body;
    first.top = 2;
    status = SUSPENDED;
  }

  /** Makes a stack for a coroutine that has none. */
  void prepare() {
    if (stack == NOTHING) {
      stack = new LuaValue[FIRST_STACK];
      stack[0] = NIL;
    }
  }

  @Override
  public boolean isMainThread() {
    return isMain;
  }

  @Override
  public @Nullable LuaValue getmetatable() {
    LuaValue own = lua.metatable(this);
    return own.isnil() ? null : own;
  }

  /** Returns what {@code coroutine.status} says. */
  @Override
  public String getStatus() {
    return STATUS[hasBodyOutside() ? SUSPENDED : status];
  }

  /** Tells whether the coroutine has no body, or one that has ended without an error. */
  public boolean isIdle() {
    return status == DEAD && failure == null;
  }

  /** Tells whether the coroutine has no body but one that other code keeps for it. */
  boolean hasBodyOutside() {
    return isIdle() && peer instanceof Outside other && other.hasBody();
  }

  /** Starts with that body, and returns the arguments that are behind it, and these. */
  Varargs startFromOutside(Varargs more) {
    if (!(peer instanceof Outside other)) {
      throw new IllegalStateException("no body to start with");
    }
    Varargs all = other.takeBody();
    start(all.arg1());
    LuaValue[] kept = new LuaValue[all.narg() - 1];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = all.arg(i + 2);
    }
    return varargsOf(kept, more);
  }

  /** Returns what {@code lua_status} says: 0, 1 if the body has yielded, 2 if it has failed. */
  public int statusCode() {
    if (failure != null) {
      return 2;
    }
    return status == SUSPENDED && ci != first ? 1 : 0;
  }

  /** Returns what another part of the program keeps for this coroutine. */
  public @Nullable Object peer() {
    return peer;
  }

  /**
   * Sets what another part of the program keeps for this coroutine. If it is a {@link HeapNode}, it
   * counts as memory of the script.
   */
  public void setPeer(Object object) {
    peer = object;
  }

  /** Resumes the coroutine from Java, as {@code coroutine.resume} does from Lua. */
  @Override
  public Varargs resume(Varargs args) {
    return lua.calls.resumeFromJava(this, args);
  }

  /**
   * Closes a coroutine that is not running, and its pending variables.
   *
   * @return the error that had ended it, or of the last {@code __close} metamethod that failed;
   *     null if there was none
   */
  public @Nullable LuaValue close() {
    LuaValue error = failure;
    failure = null;
    if (open != null) {
      error = lua.closing.closeThread(this, error);
    }
    status = DEAD;
    discard();
    return error;
  }

  /** Tells whether an error has ended the body, and {@link #close} has not been called since. */
  public boolean hasFailed() {
    return failure != null;
  }

  @Override
  public String tojstring() {
    return "thread: 0x" + Integer.toHexString(System.identityHashCode(this));
  }

  @Override
  public @Nullable Attachments attachments() {
    return attachments;
  }

  @Override
  public void attach(Attachments some) {
    attachments = some;
  }

  // ---- hooks

  /**
   * Sets the hook function, or removes it if null; one for {@linkplain LuaRuntime#hookAll all
   * threads} is then in force again.
   *
   * @param events a sum of {@link #HOOK_CALL}, {@link #HOOK_RETURN}, {@link #HOOK_LINE} and {@link
   *     #HOOK_COUNT}
   * @param count the number of instructions between count events
   */
  public void setHook(@Nullable LuaValue function, int events, int count) {
    hook = function == null || events == 0 ? lua.hooks.ofAll() : new Hook(function, events, count);
  }

  public @Nullable LuaValue hookFunction() {
    return hook == null ? null : hook.function;
  }

  public int hookEvents() {
    return hook == null ? 0 : hook.events;
  }

  public int hookCount() {
    return hook == null ? 0 : hook.count;
  }

  /** Returns how many levels of calls there are. */
  public int levels() {
    int count = 0;
    for (CallInfo each = ci; each != first; each = each.previous) {
      count += (each.status & CallInfo.HIDDEN) == 0 ? 1 : 0;
    }
    return count;
  }

  // ---- the stack

  /** Adds the stack and the values on it. */
  void hold(HeapWalk walk) {
    long frames = 0;
    for (CallInfo each = first.next; each != null; each = each.next) {
      frames++;
      if (each.then instanceof HeapNode waiting) {
        waiting.hold(walk);
      }
    }
    walk.count(frames * FRAME + FRAME + (long) stack.length * HeapWalk.REFERENCE);
    walk.addAll(stack, Math.min(stack.length, Math.max(top, inUse())));
    walk.add(failure);
    for (UpValue each = open; each != null && each.stack == null; each = each.next) {
      walk.add(each.get()); // is to be closed, and no longer on the stack
    }
    walk.add(hookFunction());
    if (peer instanceof HeapNode node) {
      node.hold(walk);
    }
  }

  /** Grows the stack so that it reaches up to an index ({@code luaD_growstack}). */
  LuaValue[] grow(int end) {
    int size = stack.length;
    int most = lua.limits().stack();
    if (end > most) {
      return growBeyond(end, most);
    }
    int larger = Math.min(Math.max(2 * size, end), most);
    lua.reserve((long) larger * HeapWalk.REFERENCE);
    return resize(larger);
  }

  private LuaValue[] growBeyond(int end, int most) {
    if (stack.length > most) {
      if (end <= stack.length) {
        return stack;
      }
      throw lua.calls.errorInHandling();
    }
    resize(most + EXTRA_STACK);
    String limit = most == Limits.MAX_STACK ? "" : " (" + Limits.STACK + " = " + most + ")";
    throw lua.debug.error("stack overflow" + limit);
  }

  private LuaValue[] resize(int size) {
    return use(Arrays.copyOf(stack, size));
  }

  /**
   * Replaces the stack by a copy, unless it is large. Under G1, the JVM's usual collector, each
   * store of a new object into an array of the old generation costs a memory fence, so the loop
   * calls this now and then.
   */
  LuaValue[] renew() {
    LuaValue[] old = stack;
    return old.length > RENEWED_STACK ? old : resize(old.length);
  }

  /**
   * Does the same for a closure that jumps back to an instruction. There only local variables are
   * in use; what expressions have left in other registers would keep objects from being finalized.
   */
  LuaValue[] renewAt(int pc) {
    if (lua.finalizers().areInUse()) {
      forgetTemporaries(pc);
    }
    return renew();
  }

  private void forgetTemporaries(int pc) {
    Prototype p = DebugInfo.prototype(this, ci);
    if (p.lineinfo == null || p.lineinfo.length == 0) {
      return; // stripped, so that the variables are not known
    }
    int live = 0;
    for (LocVars variable : p.locvars) {
      live += variable.startpc <= pc && pc < variable.endpc ? 1 : 0;
    }
    // nil and not null, because binary code may lie about its variables
    for (int i = ci.base + live; i < ci.top; i++) {
      stack[i] = NIL;
    }
  }

  /** Shrinks a large stack after errors have unwound it. */
  void shrink() {
    if (stack.length < LARGE_STACK) {
      return;
    }
    int used = inUse();
    if (used < stack.length / 4) {
      resize(Math.max(FIRST_STACK, 2 * used));
      ci.next = null;
    }
  }

  /** Returns the end of the frame that reaches highest, which need not be that of the last call. */
  private int inUse() {
    int used = ci.top;
    // The first frame is its own caller.
    for (CallInfo each = ci; each != each.previous; each = each.previous) {
      used = Math.max(used, each.previous.top);
    }
    return used;
  }

  /** Clears a part of the stack that is no longer in use, so that it keeps no values alive. */
  void clear(int from, int to) {
    LuaValue[] values = stack;
    for (int i = from; i < to; i++) {
      values[i] = null;
    }
  }

  /** Clears what earlier calls have left above the running one. */
  void clearUnused() {
    int from = ci.top;
    CallInfo caller = ci.previous;
    // closures and builtins clear what they leave; only temporaries of the caller may remain
    int end = caller.isLua() ? caller.top : from;
    clear(Math.min(from, end), Math.min(end, stack.length));
  }

  /** Clears everything above the running call, whichever waiting function has left it. */
  void clearAbove() {
    clear(ci.top, stack.length); // what compiled code has left may be anywhere
  }

  /** Clears what is above the running closure, unless the stack is large. */
  void clearFree() {
    if (stack.length <= RENEWED_STACK) {
      clear(ci.top, stack.length);
    }
  }

  /** Makes what a tail call of compiled code has asked for the frame on top. */
  void replaceByTail(CallInfo ci) {
    Closure next = tailTo;
    if (next == null) {
      throw new IllegalStateException("no tail call");
    }
    Stubs.put(room(ci.base + 4), ci.base, tailCount, next, tailX, tailY, tailZ);
    int count = tailCount;
    endTail();
    Calls.replaceByClosure(this, ci, ci.base, count);
  }

  /** Forgets a tail call, which is carried out. */
  void endTail() {
    tailTo = null;
    tailX = LuaValue.NIL;
    tailY = LuaValue.NIL;
    tailZ = LuaValue.NIL;
  }

  /** Drops the stack: the body has ended. */
  void discard() {
    closeUpvalues(0);
    open = null;
    stack = NOTHING;
    ci = first;
    first.top = 1;
    first.next = null;
  }

  /** Returns the function that runs, null if none does. */
  public @Nullable LuaValue running() {
    return ci == first ? null : stack[ci.func];
  }

  /** Returns an argument of a running {@link StackFunction}. */
  public LuaValue slot(int index) {
    return stack[index];
  }

  /** Returns a copy of values on the stack. */
  Varargs values(int from, int count) {
    LuaValue[] values = stack;
    return switch (count) {
      case 0 -> NONE;
      case 1 -> values[from];
      case 2 -> varargsOf(values[from], values[from + 1]);
      default -> varargsOf(Arrays.copyOfRange(values, from, from + count));
    };
  }

  // Writes above the running frame go through one of these four methods, which make the room.

  /** Puts values on the stack, and returns their number. */
  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  int put(int at, Varargs values) {
    if (values instanceof LuaValue value) {
      if (value == NONE) {
        return 0;
      }
      room(at + 1)[at] = value;
      return 1;
    }
    int count = values.narg();
    LuaValue[] to = room(at + count);
    for (int i = 1; i <= count; i++) {
      to[at + i - 1] = values.arg(i);
    }
    return count;
  }

  /** Puts a function and its arguments on the stack, and returns the number of arguments. */
  int put(int func, LuaValue function, Varargs args) {
    put(func, function);
    return put(func + 1, args);
  }

  /** Puts a function on the stack, and returns the stack with room for the arguments. */
  LuaValue[] put(int func, LuaValue function, int arguments) {
    LuaValue[] values = room(func + 1 + arguments);
    values[func] = function;
    return values;
  }

  /** Inserts a value below a function and its arguments. */
  void insert(int func, LuaValue value, int arguments) {
    LuaValue[] values = room(func + arguments + 2);
    System.arraycopy(values, func, values, func + 1, arguments + 1);
    values[func] = value;
  }

  /** Returns the stack, with room up to an index. */
  LuaValue[] room(int end) {
    LuaValue[] values = stack;
    return end > values.length ? grow(end) : values;
  }

  /**
   * Makes an earlier array the stack again, with the current values below an index. A loop in the
   * middle of an instruction still uses that array.
   */
  void restore(LuaValue[] earlier, int end) {
    LuaValue[] now = stack;
    if (now != earlier) {
      int common = Math.min(end, earlier.length);
      System.arraycopy(now, 0, earlier, 0, common);
      Arrays.fill(earlier, common, earlier.length, null);
      use(earlier);
    }
  }

  /** Makes an array the stack, also for the open upvalues. */
  private LuaValue[] use(LuaValue[] values) {
    stack = values;
    for (UpValue each = open; each != null; each = each.next) {
      each.move(values);
    }
    return values;
  }

  // ---- calls

  /** Pushes a frame. */
  CallInfo push() {
    CallInfo current = ci;
    CallInfo next = current.next;
    if (next == null) {
      next = new CallInfo(current);
      current.next = next;
    }
    ci = next;
    return next;
  }

  /** Makes the builtin on top wait for a call that it asked for. */
  void await(@Nullable Continuation then) {
    ci.then = then;
    waiting++;
  }

  /** Returns the continuation of the builtin on top, which then no longer waits. */
  Continuation goOn() {
    Continuation then = ci.then;
    if (then == null) {
      throw new IllegalStateException("nothing to go on with");
    }
    ci.then = null;
    waiting--;
    return then;
  }

  /** Ends all calls above a frame. */
  void unwind(CallInfo to) {
    int from = to.top;
    int end = top;
    for (CallInfo each = ci; each != to; each = each.previous) {
      if (each.then != null) {
        each.then = null;
        each.caught = null;
        waiting--;
      }
      from = each.func;
      end = Math.max(end, each.top);
    }
    closeUpvalues(from);
    ci = to;
    clear(from, Math.min(end, stack.length));
    top = from;
  }

  // ---- upvalues

  /**
   * Returns the open upvalue at a stack index, creating it if there is none ({@code
   * luaF_findupval}).
   */
  UpValue openUpvalue(int index) {
    UpValue above = null;
    UpValue each = open;
    while (each != null && each.index > index) {
      above = each;
      each = each.next;
    }
    if (each != null && each.index == index) {
      return each;
    }
    UpValue made = new UpValue(stack, index, each);
    opened++;
    if (above == null) {
      open = made;
    } else {
      above.next = made;
    }
    return made;
  }

  /**
   * Closes all upvalues from a stack index on ({@code luaF_closeupval}). Variables whose metamethod
   * is to be called stay in the list, closed, until {@link #takeToClose}.
   *
   * @return whether there are such variables
   */
  boolean closeUpvalues(int from) {
    UpValue first = null;
    UpValue last = null;
    UpValue each = open;
    while (each != null && each.index >= from) {
      UpValue below = each.next;
      each.close();
      if (each.toClose) {
        first = last == null ? each : first;
        if (last != null) {
          last.next = each;
        }
        last = each;
      }
      each = below;
    }
    if (last == null) {
      open = each;
      return false;
    }
    last.next = each;
    open = first;
    return true;
  }

  /**
   * Removes the topmost variable whose metamethod is to be called from the list, if it is at or
   * above a stack index. All upvalues there are closed.
   */
  @Nullable UpValue takeToClose(int from) {
    UpValue first = open;
    if (first == null || first.index < from) {
      return null;
    }
    open = first.next;
    first.next = null;
    first.toClose = false;
    return first;
  }
}
