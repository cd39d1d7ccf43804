package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.compiler.Dump;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.HeapNode;
import io.github.luasearchers.engine.vm.HeapWalk;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library {@code string}: lstrlib.c. */
final class StringLib {

  private static final int BYTE = 0;
  private static final int CHAR = 1;
  private static final int DUMP = 2;
  private static final int FIND = 3;
  private static final int GMATCH = 4;
  private static final int GSUB = 5;
  private static final int LENGTH = 6;
  private static final int LOWER = 7;
  private static final int MATCH = 8;
  private static final int REP = 9;
  private static final int REVERSE = 10;
  private static final int SUBSTRING = 11;
  private static final int UPPER = 12;

  /** How much is copied between two questions whether to stop. */
  private static final int CHUNK = 1 << 24;

  private static final LuaString EMPTY = LuaString.valueOf("");
  private static final PatternCode NO_PATTERN = new PatternCode(EMPTY);

  private StringLib() {}

  /** Puts the functions into the library's table. */
  static void fill(LuaRuntime lua, Table string) {
    string.presize(0, 32);
    new Function(lua, "byte", BYTE).addTo(string);
    new Function(lua, "char", CHAR).addTo(string);
    new Function(lua, "dump", DUMP).addTo(string);
    new Function(lua, "find", FIND).addTo(string);
    new Function(lua, "gmatch", GMATCH).addTo(string);
    new Function(lua, "gsub", GSUB).addTo(string);
    new Function(lua, "len", LENGTH).addTo(string);
    new Function(lua, "lower", LOWER).addTo(string);
    new Function(lua, "match", MATCH).addTo(string);
    new Function(lua, "rep", REP).addTo(string);
    new Function(lua, "reverse", REVERSE).addTo(string);
    new Function(lua, "sub", SUBSTRING).addTo(string);
    new Function(lua, "upper", UPPER).addTo(string);
    new StringFormat(lua).addTo(string);
    if (lua.level().atLeast(Level.LUA_5_3)) {
      StringPack.open(lua, string);
    }
  }

  /** Translates a relative string position: negative means back from the end. */
  static long relative(long position, int length) {
    if (position >= 0) {
      return position;
    }
    return position < -length ? 0 : length + position + 1;
  }

  private static final class Function extends LibraryFunction {

    private final int function;
    private PatternCode code = NO_PATTERN;

    Function(LuaRuntime lua, String name, int function) {
      super(lua, name);
      this.function = function;
    }

    @Override
    protected Varargs run(Varargs args) {
      return switch (function) {
        case BYTE -> bytes(args);
        case CHAR -> chars(args);
        case DUMP -> dump(args);
        case FIND -> find(args, true);
        case GMATCH -> gmatch(args);
        case GSUB -> gsub(args);
        case LENGTH -> LuaInteger.valueOf(checkString(args, 1).m_length);
        case LOWER -> lower(checkString(args, 1));
        case MATCH -> find(args, false);
        case REP -> rep(args);
        case REVERSE -> reverse(checkString(args, 1));
        case SUBSTRING -> part(args);
        case UPPER -> upper(checkString(args, 1));
        default -> throw new IllegalStateException(name());
      };
    }

    @Override
    protected Varargs run2(LuaValue arg1, LuaValue arg2) {
      if (arg1 instanceof LuaString s && arg2 instanceof LuaInteger i) {
        if (function == SUBSTRING) {
          return part(s, i.v, -1);
        }
        if (function == BYTE) {
          return byteAt(s, i.v);
        }
      }
      return run(varargsOf(arg1, arg2));
    }

    @Override
    protected Varargs run3(LuaValue arg1, LuaValue arg2, LuaValue arg3) {
      if (function == SUBSTRING
          && arg1 instanceof LuaString s
          && arg2 instanceof LuaInteger i
          && arg3 instanceof LuaInteger j) {
        return part(s, i.v, j.v);
      }
      return run(varargsOf(arg1, arg2, arg3));
    }

    // ---- bytes

    private static Varargs byteAt(LuaString s, long position) {
      long at = relative(position, s.m_length);
      return at < 1 || at > s.m_length
          ? NONE
          : LuaInteger.valueOf(s.m_bytes[s.m_offset + (int) at - 1] & 0xff);
    }

    private Varargs bytes(Varargs args) {
      LuaString s = checkString(args, 1);
      long first = relative(optInteger(args, 2, 1), s.m_length);
      long last = relative(optInteger(args, 3, first), s.m_length);
      int from = (int) Math.max(Math.min(first, s.m_length + 1), 1);
      int to = (int) Math.min(last, s.m_length);
      if (from == to) {
        return LuaInteger.valueOf(s.m_bytes[s.m_offset + from - 1] & 0xff);
      }
      if (from > to) {
        return NONE;
      }
      if (to - from + 1 > MAX_RESULTS) {
        throw failure("stack overflow (string slice too long)");
      }
      lua.charge(to - from);
      LuaValue[] bytes = allocate(to - from + 1);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = LuaInteger.valueOf(s.m_bytes[s.m_offset + from - 1 + i] & 0xff);
      }
      return varargsOf(bytes);
    }

    private LuaString chars(Varargs args) {
      int n = args.narg();
      if (n == 1) {
        return LuaStringBuffer.ofByte(checkByte(args, 1));
      }
      byte[] bytes = LuaStringBuffer.allocate(lua, n);
      for (int i = 0; i < n; i++) {
        bytes[i] = (byte) checkByte(args, i + 1);
      }
      return LuaText.using(bytes, n);
    }

    private int checkByte(Varargs args, int arg) {
      long c = checkInt(args, arg);
      if (c < 0 || c > 255) {
        throw argError(arg, "value out of range");
      }
      return (int) c;
    }

    private LuaString part(Varargs args) {
      LuaString s = checkString(args, 1);
      long first = checkInteger(args, 2);
      return part(s, first, optInteger(args, 3, -1));
    }

    private static LuaString part(LuaString s, long first, long last) {
      int length = s.m_length;
      int from = (int) Math.max(Math.min(relative(first, length), length + 1), 1);
      int to = (int) Math.min(relative(last, length), length);
      return from <= to ? LuaStringBuffer.substring(s, from - 1, to) : EMPTY;
    }

    private LuaString lower(LuaString s) {
      byte[] bytes = LuaStringBuffer.allocate(lua, s.m_length);
      for (int from = 0; from < s.m_length; from = next(from)) {
        for (int i = from, end = end(from, s); i < end; i++) {
          byte c = s.m_bytes[s.m_offset + i];
          bytes[i] = c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
        }
      }
      return LuaText.using(bytes, s.m_length);
    }

    private LuaString upper(LuaString s) {
      byte[] bytes = LuaStringBuffer.allocate(lua, s.m_length);
      for (int from = 0; from < s.m_length; from = next(from)) {
        for (int i = from, end = end(from, s); i < end; i++) {
          byte c = s.m_bytes[s.m_offset + i];
          bytes[i] = c >= 'a' && c <= 'z' ? (byte) (c - 32) : c;
        }
      }
      return LuaText.using(bytes, s.m_length);
    }

    private LuaString reverse(LuaString s) {
      byte[] bytes = LuaStringBuffer.allocate(lua, s.m_length);
      int last = s.m_offset + s.m_length - 1;
      for (int from = 0; from < s.m_length; from = next(from)) {
        for (int i = from, end = end(from, s); i < end; i++) {
          bytes[i] = s.m_bytes[last - i];
        }
      }
      return LuaText.using(bytes, s.m_length);
    }

    /** Returns where the next chunk of a long text begins. */
    private int next(int from) {
      if (from > 0) {
        lua.checkpoint();
      }
      return from + CHUNK;
    }

    private static int end(int from, LuaString s) {
      return Math.min(s.m_length, from + CHUNK);
    }

    private LuaString rep(Varargs args) {
      LuaString s = checkString(args, 1);
      long n = checkInt(args, 2);
      LuaString separator = optString(args, 3, EMPTY);
      int unit = s.m_length + separator.m_length;
      if (n <= 0 || unit == 0) {
        return EMPTY;
      }
      if (n == 1) {
        return s;
      }
      if (unit < 0 || unit > (level53 ? Integer.MAX_VALUE : Long.MAX_VALUE) / n) {
        throw failure("resulting string too large");
      }
      long length = n * unit - separator.m_length;
      byte[] bytes = LuaStringBuffer.allocate(lua, length);
      Slices.copy(s, bytes, 0);
      Slices.copy(separator, bytes, s.m_length);
      fill(bytes, unit);
      return LuaText.using(bytes, (int) length);
    }

    /** Repeats the first bytes of an array over all of it. */
    private void fill(byte[] bytes, int unit) {
      int most = Math.max(unit, CHUNK / unit * unit);
      int done = unit;
      while (done < bytes.length) {
        int more = Math.min(Math.min(done, most), bytes.length - done);
        Slices.copy(bytes, 0, bytes, done, more);
        done += more;
        if (more == most) {
          lua.checkpoint();
        }
      }
    }

    private LuaString dump(Varargs args) {
      LuaFunction function = checkFunction(args, 1);
      if (!(function instanceof Closure closure)) {
        throw failure("unable to dump given function");
      }
      boolean strip = level53 && args.arg(2).toboolean();
      byte[] code = Dump.dump(closure.prototype(), strip, lua.level());
      lua.charge(code.length);
      return LuaString.valueUsing(code);
    }

    // ---- patterns

    private Varargs find(Varargs args, boolean find) {
      LuaString s = checkString(args, 1);
      LuaString p = checkString(args, 2);
      long init = Math.max(relative(optInteger(args, 3, 1), s.m_length), 1);
      if (init > s.m_length + 1) {
        return NIL; // start after string's end
      }
      int from = (int) init - 1;
      if (find && (args.arg(4).toboolean() || hasNoSpecials(p))) {
        return findPlain(s, p, from);
      }
      LuaPattern pattern = new LuaPattern(lua, level53, s, codeOf(p));
      int at = pattern.start() + from;
      if (pattern.isAnchored()) {
        int end = pattern.matchAt(at, 1);
        return end < 0 ? NIL : find ? pattern.positions(at, end) : pattern.captures(at, end);
      }
      for (at = pattern.skip(at, 0); at <= pattern.end(); at = pattern.skip(at + 1, 0)) {
        int end = pattern.matchAt(at, 0);
        if (end >= 0) {
          return find ? pattern.positions(at, end) : pattern.captures(at, end);
        }
      }
      return NIL;
    }

    @SuppressWarnings("ReferenceEquality") // a constant is the same object each time
    private PatternCode codeOf(LuaString pattern) {
      PatternCode known = code;
      if (known.pattern != pattern) {
        lua.charge(pattern.m_length >> PatternCode.BYTES_PER_INSTRUCTION);
        lua.reserve((long) pattern.m_length * HeapWalk.REFERENCE);
        known = new PatternCode(pattern);
        code = known;
      }
      return known;
    }

    private static boolean hasNoSpecials(LuaString p) {
      for (int i = 0; i < p.m_length; i++) {
        switch (p.m_bytes[p.m_offset + i]) {
          case '^', '$', '*', '+', '?', '.', '(', '[', '%', '-' -> {
            return false;
          }
          default -> Slices.step(i);
        }
      }
      return true;
    }

    private Varargs findPlain(LuaString s, LuaString p, int from) {
      int at = new PlainSearch(lua, s, p).find(from);
      return at < 0
          ? NIL
          : varargsOf(LuaInteger.valueOf(at + 1), LuaInteger.valueOf(at + p.m_length));
    }

    private Varargs gmatch(Varargs args) {
      LuaString s = checkString(args, 1);
      LuaString p = checkString(args, 2);
      long init = 1;
      if (level54) {
        init = Math.max(relative(optInteger(args, 3, 1), s.m_length), 1);
      }
      return new Gmatch(lua, s, codeOf(p), (int) Math.min(init - 1, s.m_length + 1));
    }

    private Varargs gsub(Varargs args) {
      LuaString s = checkString(args, 1);
      LuaString p = checkString(args, 2);
      LuaValue replacement = args.arg(3);
      long most = optInteger(args, 4, s.m_length + 1);
      checkReplacement(args, replacement);
      if (most < 0 && !level53) {
        most = Long.MAX_VALUE; // a size_t
      }
      return new Gsub(lua, this, s, codeOf(p), replacement).run(most);
    }

    private void checkReplacement(Varargs args, LuaValue replacement) {
      switch (replacement.type()) {
        case TNUMBER, TSTRING, TFUNCTION, TTABLE -> {}
        default ->
            throw level54
                ? typeError(args, 3, "string/function/table")
                : argError(3, "string/function/table expected");
      }
    }
  }

  /** The search for a string without patterns: {@code lmemfind}. */
  private static final class PlainSearch {

    /** How many bytes are looked at before the work is charged. */
    private static final int MUCH = 1 << 16;

    private final LuaRuntime lua;
    private final byte[] text;
    private final int textStart;
    private final int textEnd;
    private final byte[] part;
    private final int partStart;
    private final int partEnd;

    PlainSearch(LuaRuntime lua, LuaString text, LuaString part) {
      this.lua = lua;
      this.text = text.m_bytes;
      this.textStart = text.m_offset;
      this.textEnd = text.m_offset + text.m_length;
      this.part = part.m_bytes;
      this.partStart = part.m_offset;
      this.partEnd = part.m_offset + part.m_length;
    }

    int find(int from) {
      int length = partEnd - partStart;
      if (length == 0) {
        return from;
      }
      byte first = part[partStart];
      int last = textEnd - length;
      int work = 0;
      for (int at = textStart + from; at <= last; at++) {
        work++;
        if (text[at] == first) {
          int same = same(at);
          if (same == length) {
            lua.chargeBytes(work + same);
            return at - textStart;
          }
          work += same;
        }
        if (work > MUCH) {
          lua.chargeBytes(work);
          work = 0;
        }
      }
      lua.chargeBytes(work);
      return -1;
    }

    private int same(int at) {
      int i = 1;
      int length = partEnd - partStart;
      while (i < length && text[at + i] == part[partStart + i]) {
        i++;
      }
      return i;
    }
  }

  /** The iterator of {@code gmatch}. */
  private static final class Gmatch extends LibraryFunction implements HeapNode {

    private final LuaString subject;
    private final PatternCode pattern;

    @Override
    public void hold(HeapWalk walk) {
      walk.add(subject);
    }

    /** Where to go on, and where the last match ended, from the subject's beginning. */
    private int position;

    private int lastEnd = -1;

    Gmatch(LuaRuntime lua, LuaString subject, PatternCode pattern, int position) {
      super(lua, "?");
      this.subject = subject;
      this.pattern = pattern;
      this.position = position;
    }

    @Override
    public Varargs upvalues() {
      return varargsOf(subject, pattern.pattern, LuaInteger.valueOf(position));
    }

    @Override
    protected Varargs run(Varargs args) {
      LuaPattern matcher = new LuaPattern(lua, level53, subject, pattern);
      int start = matcher.start();
      for (int at = matcher.skip(start + position, 0);
          at <= matcher.end();
          at = matcher.skip(at + 1, 0)) {
        int end = matcher.matchAt(at, 0);
        if (end >= 0 && !(level53 && end - start == lastEnd)) {
          lastEnd = end - start;
          position = level53 || end > at ? lastEnd : lastEnd + 1;
          return matcher.captures(at, end);
        }
      }
      return NONE;
    }
  }

  /** One call of {@code gsub}. */
  private static final class Gsub {

    private final LuaRuntime lua;
    private final LibraryFunction function;
    private final LuaString subject;
    private final LuaPattern pattern;
    private final LuaValue replacement;
    private final boolean verbatim;
    private final LuaStringBuffer result;

    /** Whether anything was replaced. If not, the result is the subject itself, as %p shows. */
    private boolean changed;

    Gsub(
        LuaRuntime lua,
        LibraryFunction function,
        LuaString subject,
        PatternCode pattern,
        LuaValue replacement) {
      this.lua = lua;
      this.function = function;
      this.subject = subject;
      this.pattern = new LuaPattern(lua, function.level53, subject, pattern);
      this.replacement = replacement instanceof LuaNumber ? lua.text(replacement) : replacement;
      this.verbatim =
          this.replacement instanceof LuaString s && Slices.indexOf(s, (byte) '%', 0) < 0;
      this.result = new LuaStringBuffer(lua, 0);
    }

    Varargs run(long most) {
      int from = pattern.isAnchored() ? 1 : 0;
      int at = pattern.start();
      int copied = at;
      int lastEnd = -1;
      long n = 0;
      while (n < most) {
        lua.charge(1);
        if (from == 0) {
          at = pattern.skip(at, 0);
        }
        int end = pattern.matchAt(at, from);
        boolean matched = end >= 0 && !(function.level53 && end == lastEnd);
        if (matched) {
          n++;
          result.append(subject.m_bytes, copied, at - copied);
          addValue(at, end);
          lastEnd = end;
          copied = end;
        }
        if (matched && end > at) {
          at = end;
        } else if (at < pattern.end()) {
          at++;
        } else {
          break;
        }
        if (from == 1) {
          break;
        }
      }
      LuaInteger count = LuaInteger.valueOf((int) n);
      if (!changed) {
        return LuaValue.varargsOf(subject, count);
      }
      result.append(subject.m_bytes, copied, pattern.end() - copied);
      return LuaValue.varargsOf(result.toLuaString(), count);
    }

    private void addValue(int s, int e) {
      LuaValue value;
      if (replacement instanceof LuaString text) {
        changed = true;
        addText(text, s, e);
        return;
      } else if (replacement instanceof LuaTable) {
        value = lua.index(replacement, pattern.capture(0, s, e));
      } else {
        Varargs captures = pattern.captures(s, e);
        value =
            captures instanceof LuaValue capture
                ? replacement.call(capture)
                : replacement.invoke(captures).arg1();
      }
      if (value instanceof LuaString || value instanceof LuaNumber) {
        changed = true;
        result.append(lua.text(value));
      } else if (!value.toboolean()) {
        result.append(subject.m_bytes, s, e - s); // keep original text
      } else {
        throw lua.error("invalid replacement value (a " + value.typename() + ")", 1);
      }
    }

    private void addText(LuaString text, int s, int e) {
      if (verbatim) {
        result.append(text);
        return;
      }
      byte[] bytes = text.m_bytes;
      int end = text.m_offset + text.m_length;
      int i = text.m_offset;
      while (i < end) {
        Slices.step(i);
        byte c = bytes[i++];
        if (c != '%') {
          result.append(c);
          continue;
        }
        int digit = i < end ? bytes[i++] : 0;
        if (digit == '%') {
          result.append('%');
        } else if (digit == '0') {
          result.append(subject.m_bytes, s, e - s);
        } else if (digit >= '1' && digit <= '9') {
          result.append(lua.text(pattern.capture(digit - '1', s, e)));
        } else {
          throw lua.error("invalid use of '%' in replacement string", 1);
        }
      }
    }
  }
}
