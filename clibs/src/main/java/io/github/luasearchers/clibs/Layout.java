package io.github.luasearchers.clibs;

/** Where things lie in an arena, and what numbers mean in it: {@code state.h}. */
final class Layout {

  private Layout() {}

  // ---- slots

  static final int SLOT = 16;

  /** Where a slot's value is. At 0 is its tag, at 4 the number of its entry. */
  static final int VALUE = 8;

  static final int NIL = 0;
  static final int BOOLEAN = 1;
  static final int LIGHT_USERDATA = 2;
  static final int NUMBER = 3;
  static final int STRING = 4;
  static final int TABLE = 5;
  static final int FUNCTION = 6;
  static final int USERDATA = 7;
  static final int THREAD = 8;
  static final int INTEGER = NUMBER | 16;

  static final int NO_TYPE = -1;

  // ---- entries

  static final int ENTRY = 64;
  static final int POINTER = 0;
  static final int LENGTH = 8;
  static final int HANDLE = 16;
  static final int FLAGS = 20;
  static final int BYTES = 24;

  /** Where a userdata's entry has its type's number and, above it, the age at which it was that. */
  static final int TYPE = BYTES + 8;

  /** The most bytes that a string in its entry has, one for the zero behind them excepted. */
  static final int SHORT = 39;

  static final int KNOWN = 1;
  static final int OWNED = 2;
  static final int FRESH = 4;
  static final int FREE = 32;
  static final int BLOCK = 256;
  static final int CLOSURE = 512;
  static final int KEPT = 2048;
  static final int OF_TYPE = 4096;

  static final int CHUNKS = 20;
  static final int FIRST_CHUNK = 64;

  // ---- states

  static final int BASE = 8;
  static final int TOP = 16;
  static final int STACK = 32;
  static final int LIMIT = 40;
  static final int YIELDED = 60;
  static final int CONTINUATION = 64;
  static final int CONTEXT = 72;
  static final int USED = 84;
  static final int FREE_ENTRY = 88;
  static final int CAPACITY = 92;
  static final int OWNED_ENTRIES = 100;
  static final int HOOK = 104;
  static final int CHUNK = 112;

  // ---- the universe

  static final int PUTS = 4;
  static final int PUTS_STATE = 8;
  static final int WINDOW_STATE = 12;
  static final int WINDOW_TABLE = 16;
  static final int WINDOW_COUNT = 20;
  static final int WINDOW_AT = 24;
  static final int RUN_STATE = 28;
  static final int RUN_TABLE = 32;
  static final int RUN_COUNT = 36;
  static final int RUN_FIRST = 40;
  static final int ARGUMENT = 48;
  static final int RESULT = 56;
  static final int BLOCK_BYTES = 64;
  static final int BLOCK_LIMIT = 72;
  static final int WINDOW_SLOTS = 80;
  static final int RUN_SLOTS = 592;
  static final int PUT_SLOTS = 848;
  static final int TYPES_AGE = 25424;
  static final int UPVALUES_AGE = 25428;

  /** How many entries or elements are fetched in advance. */
  static final int WINDOW = 16;

  // ---- pseudo-indices and statuses

  static final int REGISTRY = -1001000;

  static final int OK = 0;
  static final int YIELD = 1;
  static final int ERROR_RUN = 2;
  static final int ERROR_SYNTAX = 3;
  static final int ERROR_MEMORY = 4;
}
