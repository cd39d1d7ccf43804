package io.github.luasearchers.engine.vm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A thread of Lua: what PUC calls a {@code lua_State}. It is a stack and a list of calls, no thread
 * of Java: the loop that runs one runs another when the first resumes it.
 */
public final class Coroutine extends LuaThread implements Attachable {

  /** What a stack that overflowed may use beyond, for handlers of the error. */
  private static final int EXTRA_STACK = 200;

  /** A stack that large is given back once it is no longer needed. */
  private static final int LARGE_STACK = 1 << 14;

  /** The largest stack that is copied to keep it young. */
  private static final int RENEWED_STACK = 1 << 12;

  private static final int FIRST_STACK = 16;

  /** The size of a frame. */
  private static final int FRAME = 72;

  /** The stack of one that has ended. */
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

  /** The end of an open list of values, between the instruction that makes it and its user. */
  int top;

  final CallInfo first = new CallInfo();
  CallInfo ci = first;

  /** The variables on the stack that closures share, the uppermost first. */
  @Nullable UpValue open;

  /** How many such variables there have been. */
  int opened;

  int status = SUSPENDED;

  /** Who resumed this one, while it runs. */
  @Nullable Coroutine resumer;

  /** How many coroutines deep this one was resumed. */
  int depth;

  /** How many builtins wait for a call that they asked for. */
  int waiting;

  /** How many calls through Java are between the resumer and what runs. */
  int javaCalls;

  /** The error that the body has ended with. */
  @Nullable LuaValue failure;

  /** The hook, or null. */
  @Nullable Hook hook;

  /** Whether a hook is running, and so no hook is called, be it one that this one has set. */
  boolean inHook;

  private final boolean isMain;
  private @Nullable Attachments attachments;

  /** Makes the main thread. */
  Coroutine(LuaRuntime lua) {
    super(lua);
    isMain = true;
    this.lua = lua;
    stack[0] = NIL;
    first.top = 1;
    status = RUNNING;
  }

  /** Makes a coroutine with a body. */
  public Coroutine(LuaRuntime lua, LuaValue body) {
    super(lua);
    isMain = false;
    this.lua = lua;
    stack[0] = NIL;
    stack[1] = body;
    first.top = 2;
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
    return STATUS[status];
  }

  /** Resumes the coroutine from Java, as {@code coroutine.resume} does from Lua. */
  @Override
  public Varargs resume(Varargs args) {
    return lua.calls.resumeFromJava(this, args);
  }

  /**
   * Ends a coroutine that does not run.
   *
   * @return the error that it had ended with, if any
   */
  public @Nullable LuaValue close() {
    LuaValue error = failure;
    failure = null;
    status = DEAD;
    discard();
    return error;
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
   * Sets the function that is called at events, or none.
   *
   * @param events a sum of {@link #HOOK_CALL}, {@link #HOOK_RETURN}, {@link #HOOK_LINE} and {@link
   *     #HOOK_COUNT}
   * @param count after how many instructions the count event comes
   */
  public void setHook(@Nullable LuaValue function, int events, int count) {
    hook = function == null || events == 0 ? null : new Hook(function, events, count);
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

  // ---- the stack

  /** Adds what is on the stack. */
  void hold(HeapWalk walk) {
    long frames = 0;
    for (CallInfo each = first.next; each != null; each = each.next) {
      frames++;
    }
    walk.count(frames * FRAME + FRAME + (long) stack.length * HeapWalk.REFERENCE);
    walk.addAll(stack, Math.min(stack.length, Math.max(top, inUse())));
    walk.add(failure);
    walk.add(hookFunction());
  }

  /** Makes room for the stack to reach up to a place ({@code luaD_growstack}). */
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
   * Puts a copy in the place of the stack, unless it is large. Each store of a new value into an
   * array that has grown old costs G1, the JVM's usual collector, a memory fence, so the loop asks
   * for this now and then.
   */
  LuaValue[] renew() {
    LuaValue[] old = stack;
    return old.length > RENEWED_STACK ? old : resize(old.length);
  }

  /** Makes a large stack small again that errors have unwound. */
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

  /** Returns the end of the highest frame, which need not be that of the last call. */
  private int inUse() {
    int used = ci.top;
    // The first frame is its own caller.
    for (CallInfo each = ci; each != each.previous; each = each.previous) {
      used = Math.max(used, each.previous.top);
    }
    return used;
  }

  /** Forgets the values in a part of the stack that is no longer in use. */
  void clear(int from, int to) {
    LuaValue[] values = stack;
    for (int i = from; i < to; i++) {
      values[i] = null;
    }
  }

  /** Forgets what earlier calls have left above the running one. */
  void clearUnused() {
    int from = ci.top;
    CallInfo caller = ci.previous;
    // what closures and builtins leave they clear themselves, except for a caller's own temporaries
    int end = caller.isLua() ? caller.top : from;
    clear(Math.min(from, end), Math.min(end, stack.length));
  }

  /** Forgets all that is above the running call, left by whatever function that waits. */
  void clearAbove() {
    clear(ci.top, Math.min(inUse(), stack.length));
  }

  /** Gives up the stack: the body has ended. */
  void discard() {
    closeUpvalues(0);
    stack = NOTHING;
    ci = first;
    first.top = 1;
    first.next = null;
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

  // What is written above the running frame goes through one of these four, which see to the room.

  /** Puts values on the stack, and returns how many there are. */
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

  /** Puts a function and its arguments on the stack, and returns how many arguments there are. */
  int put(int func, LuaValue function, Varargs args) {
    put(func, function);
    return put(func + 1, args);
  }

  /** Puts a function on the stack, and returns the stack with room for some arguments. */
  LuaValue[] put(int func, LuaValue function, int arguments) {
    LuaValue[] values = room(func + 1 + arguments);
    values[func] = function;
    return values;
  }

  /** Puts a value below a function and its arguments. */
  void insert(int func, LuaValue value, int arguments) {
    LuaValue[] values = room(func + arguments + 2);
    System.arraycopy(values, func, values, func + 1, arguments + 1);
    values[func] = value;
  }

  /** Returns the stack, with room up to a place. */
  LuaValue[] room(int end) {
    LuaValue[] values = stack;
    return end > values.length ? grow(end) : values;
  }

  /**
   * Makes an earlier array the stack again, with what is now below a place. The loop that was in
   * the middle of an instruction goes on with that array.
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

  /** Makes an array the stack, and that of the variables on it. */
  private LuaValue[] use(LuaValue[] values) {
    stack = values;
    for (UpValue each = open; each != null; each = each.next) {
      each.stack = values;
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

  /** Returns how the builtin on top goes on. */
  Continuation goOn() {
    Continuation then = ci.then;
    if (then == null) {
      throw new IllegalStateException("nothing to go on with");
    }
    ci.then = null;
    waiting--;
    return then;
  }

  /** Ends the calls above a frame. */
  void unwind(CallInfo to) {
    int from = to.top;
    int end = top;
    for (CallInfo each = ci; each != to; each = each.previous) {
      if (each.then != null) {
        each.then = null;
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

  /** Returns the shared variable that is at a place of the stack ({@code luaF_findupval}). */
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

  /** Takes the shared variables above a place off the stack ({@code luaF_close}). */
  void closeUpvalues(int from) {
    UpValue each = open;
    while (each != null && each.index >= from) {
      UpValue below = each.next;
      each.close();
      each = below;
    }
    open = each;
  }
}
