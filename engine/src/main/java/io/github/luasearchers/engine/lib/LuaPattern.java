package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A pattern at work on a subject: lstrlib.c's {@code MatchState} and its functions. As there, the
 * pattern is not compiled, so that what is wrong with it is found only when matching comes to it.
 *
 * <p>All positions are indexes into the arrays of the two strings.
 */
final class LuaPattern {

  private static final int MAX_CAPTURES = 32;
  private static final int CAP_UNFINISHED = -1;
  private static final int CAP_POSITION = -2;

  /** How deep {@link #match} recurses: PUC's {@code MAXCCALLS}. */
  private static final int MAX_DEPTH = 200;

  /** How many bytes are passed over in the time of a step. */
  private static final int BYTES_PER_STEP = 3;

  /** How many bytes are looked at before the work is charged. */
  private static final int MUCH = 1 << 16;

  private static final int NO_MATCH = -1;
  private static final int[] NO_CAPTURES = {};

  private final LuaRuntime lua;
  private final boolean level53;

  private final byte[] src;
  private final int srcInit;
  private final int srcEnd;

  private final PatternCode code;
  private final byte[] pat;
  private final int patEnd;

  private int depth = MAX_DEPTH;

  /** The number of captures, finished or not. */
  private int level;

  private int[] captureInit = NO_CAPTURES;
  private int[] captureLength = NO_CAPTURES;

  LuaPattern(LuaRuntime lua, boolean level53, LuaString subject, PatternCode code) {
    this.lua = lua;
    this.level53 = level53;
    src = subject.m_bytes;
    srcInit = subject.m_offset;
    srcEnd = subject.m_offset + subject.m_length;
    this.code = code;
    pat = code.bytes;
    patEnd = code.end;
    step(patEnd >> BYTES_PER_STEP);
  }

  // ---- what the functions of the library use

  /** Tells whether the pattern begins with {@code ^}. */
  boolean isAnchored() {
    return pat[0] == '^';
  }

  /** Returns where the subject begins in its array. */
  int start() {
    return srcInit;
  }

  /** Returns where the subject ends in its array. */
  int end() {
    return srcEnd;
  }

  /**
   * Matches at one position of the subject.
   *
   * @param p where the pattern begins: 1 behind an anchor, else 0
   * @return the end of the match, or a negative number
   */
  int matchAt(int s, int p) {
    level = 0;
    return match(s, p);
  }

  /**
   * Finds the next position where a match can begin.
   *
   * @return a position, at most the subject's end
   */
  int skip(int s, int p) {
    if (p >= patEnd || !beginsWithByte(p)) {
      return s;
    }
    byte first = pat[p];
    int at = s;
    int end;
    do {
      int from = at;
      end = srcEnd - at > MUCH ? at + MUCH : srcEnd;
      while (at < end && src[at] != first) {
        at++;
      }
      step(at - from >> BYTES_PER_STEP);
    } while (at == end && at < srcEnd);
    return at;
  }

  /** Tells whether whatever the pattern matches begins with its first byte. */
  private boolean beginsWithByte(int p) {
    return switch (pat[p]) {
      case '^', '$', '*', '+', '?', '.', '(', ')', '[', '%', '-' -> false;
      default ->
          switch (pat[p + 1]) {
            case '*', '?', '-' -> false;
            default -> true;
          };
    };
  }

  /**
   * Returns all captures.
   *
   * @param s where the match began
   * @param e where it ended
   */
  Varargs captures(int s, int e) {
    if (level <= 1) {
      return capture(0, s, e);
    }
    LuaValue[] values = new LuaValue[level];
    for (int i = 0; i < values.length; i++) {
      values[i] = capture(i, s, e);
    }
    return LuaValue.varargsOf(values);
  }

  /** Returns where the match began and ended, and its captures if there are any. */
  Varargs positions(int s, int e) {
    LuaInteger first = LuaInteger.valueOf(s - srcInit + 1);
    LuaInteger last = LuaInteger.valueOf(e - srcInit);
    return level == 0
        ? LuaValue.varargsOf(first, last)
        : LuaValue.varargsOf(first, last, captures(s, e));
  }

  /** Returns one capture, or the whole match if there are none and the first is asked for. */
  LuaValue capture(int i, int s, int e) {
    if (i >= level) {
      if (i != 0) {
        throw failure(level53 ? "invalid capture index %" + (i + 1) : "invalid capture index");
      }
      return substring(s, e - s);
    }
    int length = captureLength[i];
    if (length == CAP_POSITION) {
      return LuaInteger.valueOf(captureInit[i] - srcInit + 1);
    }
    if (length == CAP_UNFINISHED) {
      throw failure("unfinished capture");
    }
    return substring(captureInit[i], length);
  }

  private LuaString substring(int from, int length) {
    if (length == 1) {
      return LuaStringBuffer.ofByte(src[from]);
    }
    return LuaText.part(src, from, length);
  }

  // ---- the matcher, in the order of lstrlib.c

  private LuaError failure(String message) {
    return lua.error(message, 1);
  }

  private int checkCapture(int digit) {
    int l = digit - '1';
    if (l < 0 || l >= level || captureLength[l] == CAP_UNFINISHED) {
      throw failure("invalid capture index %" + (l + 1));
    }
    return l;
  }

  private int captureToClose() {
    for (int l = level - 1; l >= 0; l--) {
      if (captureLength[l] == CAP_UNFINISHED) {
        return l;
      }
    }
    throw failure("invalid pattern capture");
  }

  /** Returns the end of the single-byte item at a position of the pattern. */
  private int classEnd(int start) {
    int p = start;
    byte first = pat[p++];
    if (first == '[') {
      return setEnd(p);
    }
    if (first != '%') {
      return p;
    }
    if (p == patEnd) {
      throw failure("malformed pattern (ends with '%')");
    }
    return p + 1;
  }

  private int setEnd(int start) {
    int p = start;
    if (pat[p] == '^') {
      p++;
    }
    do { // look for a ']'
      if (p == patEnd) {
        throw failure("malformed pattern (missing ']')");
      }
      Slices.step(p);
      if (pat[p++] == '%' && p < patEnd) {
        p++; // skip escapes (e.g. '%]')
      }
    } while (pat[p] != ']');
    step(p - start >> BYTES_PER_STEP);
    return p + 1;
  }

  private boolean matchesSingle(int s, int p, int ep) {
    if (s >= srcEnd) {
      return false;
    }
    int c = src[s] & 0xff;
    return switch (pat[p]) {
      case '.' -> true;
      case '%' -> PatternClass.matches(c, pat[p + 1]);
      case '[' -> PatternClass.contains(code.set(p, ep - 1), c);
      default -> (pat[p] & 0xff) == c;
    };
  }

  private int matchBalance(int start, int p) {
    if (p >= patEnd - 1) {
      throw failure("malformed pattern (missing arguments to '%b')");
    }
    byte opening = pat[p];
    byte closing = pat[p + 1];
    if (start >= srcEnd || src[start] != opening) {
      return NO_MATCH;
    }
    int open = 1;
    int paid = start;
    for (int s = start + 1; s < srcEnd; s++) {
      byte c = src[s];
      if (c == closing) {
        if (--open == 0) {
          step(s - paid);
          return s + 1;
        }
      } else if (c == opening) {
        open++;
      }
      if (s - paid == MUCH) {
        step(MUCH);
        paid = s;
      }
    }
    step(srcEnd - paid);
    return NO_MATCH; // string ends out of balance
  }

  private int maxExpand(int s, int p, int ep) {
    int most = countMatches(s, p, ep);
    for (int i = most; i >= 0; i--) { // keeps trying to match with the maximum repetitions
      int end = match(s + i, ep + 1);
      if (end >= 0) {
        return end;
      }
    }
    return NO_MATCH;
  }

  private int countMatches(int start, int p, int ep) {
    int s = start;
    if (pat[p] == '.') {
      step(srcEnd - s);
      return srcEnd - s;
    }
    long @Nullable [] set = null;
    if (pat[p] == '[') {
      set = code.set(p, ep - 1);
    } else if (pat[p] == '%') {
      set = PatternClass.named(pat[p + 1]);
    }
    int end;
    do {
      int from = s;
      end = srcEnd - s > MUCH ? s + MUCH : srcEnd;
      s = set == null ? runEnd(s, end, p, ep) : runEnd(s, end, set);
      step(s - from);
    } while (s == end && s < srcEnd);
    return s - start;
  }

  private int runEnd(int start, int end, int p, int ep) {
    int s = start;
    while (s < end && matchesSingle(s, p, ep)) {
      s++;
    }
    return s;
  }

  private int runEnd(int start, int end, long[] set) {
    int s = start;
    while (s < end && PatternClass.contains(set, src[s] & 0xff)) {
      s++;
    }
    return s;
  }

  private int minExpand(int start, int p, int ep) {
    for (int s = start; ; s++) {
      int end = match(s, ep + 1);
      if (end >= 0) {
        return end;
      }
      if (!matchesSingle(s, p, ep)) {
        return NO_MATCH;
      }
    }
  }

  private int startCapture(int s, int p, int what) {
    if (level >= MAX_CAPTURES) {
      throw failure("too many captures");
    }
    if (level >= captureInit.length) {
      captureInit = Arrays.copyOf(captureInit, level == 0 ? 4 : MAX_CAPTURES);
      captureLength = Arrays.copyOf(captureLength, captureInit.length);
    }
    captureInit[level] = s;
    captureLength[level] = what;
    level++;
    int end = match(s, p);
    if (end < 0) {
      level--; // undo capture
    }
    return end;
  }

  private int endCapture(int s, int p) {
    int l = captureToClose();
    captureLength[l] = s - captureInit[l];
    int end = match(s, p);
    if (end < 0) {
      captureLength[l] = CAP_UNFINISHED; // undo capture
    }
    return end;
  }

  private int matchCapture(int s, int digit) {
    int l = checkCapture(digit);
    int length = captureLength[l];
    int init = captureInit[l];
    step(Math.max(0, length) >> BYTES_PER_STEP);
    boolean same =
        length >= 0
            && srcEnd - s >= length
            && Arrays.equals(src, init, init + length, src, s, s + length);
    return same ? s + length : NO_MATCH;
  }

  private int matchFrontier(int s, int p) {
    if (pat[p] != '[') {
      throw failure("missing '[' after '%f' in pattern");
    }
    int ep = classEnd(p);
    int previous = s == srcInit ? 0 : src[s - 1] & 0xff;
    int current = s < srcEnd ? src[s] & 0xff : 0;
    long[] set = code.set(p, ep - 1);
    return !PatternClass.contains(set, previous) && PatternClass.contains(set, current)
        ? ep
        : NO_MATCH;
  }

  /** Matches the pattern from a position to its end. */
  private int match(int start, int from) {
    if (depth-- == 0) {
      throw failure("pattern too complex");
    }
    int s = start;
    int p = from;
    matching:
    while (p != patEnd) {
      step(1);
      switch (pat[p]) {
        case '(' -> {
          s =
              pat[p + 1] == ')'
                  ? startCapture(s, p + 2, CAP_POSITION)
                  : startCapture(s, p + 1, CAP_UNFINISHED);
          break matching;
        }
        case ')' -> {
          s = endCapture(s, p + 1);
          break matching;
        }
        case '$' -> {
          if (p + 1 == patEnd) {
            s = s == srcEnd ? s : NO_MATCH;
            break matching;
          }
        }
        case '%' -> {
          switch (pat[p + 1]) {
            case 'b' -> {
              s = matchBalance(s, p + 2);
              if (s < 0) {
                break matching;
              }
              p += 4;
              continue matching;
            }
            case 'f' -> {
              p = matchFrontier(s, p + 2);
              if (p < 0) {
                s = NO_MATCH;
                break matching;
              }
              continue matching;
            }
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
              s = matchCapture(s, pat[p + 1]);
              if (s < 0) {
                break matching;
              }
              p += 2;
              continue matching;
            }
            default -> {} // an item that matches one byte
          }
        }
        default -> {} // an item that matches one byte
      }
      int ep = classEnd(p);
      byte suffix = pat[ep];
      if (!matchesSingle(s, p, ep)) {
        if (suffix == '*' || suffix == '?' || suffix == '-') {
          p = ep + 1; // accept empty
          continue;
        }
        s = NO_MATCH;
        break;
      }
      switch (suffix) {
        case '?' -> {
          int end = match(s + 1, ep + 1);
          if (end >= 0) {
            s = end;
            break matching;
          }
          p = ep + 1;
        }
        case '+' -> {
          s = maxExpand(s + 1, p, ep); // 1 match already done
          break matching;
        }
        case '*' -> {
          s = maxExpand(s, p, ep);
          break matching;
        }
        case '-' -> {
          s = minExpand(s, p, ep);
          break matching;
        }
        default -> {
          s++;
          p = ep;
        }
      }
    }
    depth++;
    return s;
  }

  private void step(int count) {
    lua.charge(count);
  }
}
