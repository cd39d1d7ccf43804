/*
** Values: what they are, what C makes of them, and how C makes them.
*/
#include <math.h>

/* -- types ---------------------------------------------------------------------------------- */

static int lua_type(lua_State *L, int idx) {
  return type_of(slot_at(L, idx));
}

static const char *lua_typename(lua_State *L, int tp) {
  static const char *const names[] = {
    "no value", "nil", "boolean", "userdata", "number", "string", "table", "function", "userdata",
    "thread"
  };
  (void)L;
  return names[tp + 1];
}

static int lua_iscfunction(lua_State *L, int idx) {
  Slot *slot = slot_at(L, idx);
  return slot->tag == TAG_FUNCTION
      && ((slot->as.entry->flags & (ENTRY_LIGHT | ENTRY_CLOSURE)) || slot->as.entry->length == 0);
}

static int lua_isuserdata(lua_State *L, int idx) {
  int tag = slot_at(L, idx)->tag;
  return tag == TAG_USERDATA || tag == TAG_LIGHTUSERDATA;
}

static int lua_isstring(lua_State *L, int idx) {
  int type = type_of(slot_at(L, idx));
  return type == TAG_STRING || type == TAG_NUMBER;
}

#if LUA_LEVEL >= 503
static int lua_isinteger(lua_State *L, int idx) {
  return slot_at(L, idx)->tag == TAG_INTEGER;
}
#endif

/* -- numbers -------------------------------------------------------------------------------- */

/* Makes a number of a slot that is one, or is a string that denotes one. */
static int to_number(lua_State *L, Slot *slot, Slot *number) {
  if (slot_type(slot) == TAG_NUMBER) {
    *number = *slot;
    return 1;
  }
  if (slot->tag != TAG_STRING) return 0;
  number->tag = ask(L, number, number_of(L, slot));
  number->handle = 0;
  number->as.integer = L->universe->result;
  return number->tag != 0;
}

static int lua_isnumber(lua_State *L, int idx) {
  Slot number;
  return to_number(L, slot_at(L, idx), &number);
}

static double as_double(const Slot *number) {
  return number->tag == TAG_INTEGER ? (double)number->as.integer : number->as.number;
}

static lua_Number lua_tonumberx(lua_State *L, int idx, int *isnum) {
  Slot *slot = slot_at(L, idx), number;
  int is = 1;
  double answer;
  if (likely(slot->tag == TAG_NUMBER)) {
    answer = slot->as.number;
  } else {
    is = to_number(L, slot, &number);
    answer = is ? as_double(&number) : 0;
  }
  if (isnum != NULL) *isnum = is;
  return answer;
}

/* The range of doubles that have an int64: 2^63 has none. */
#define fits_integer(number) ((number) >= -0x1p63 && (number) < 0x1p63)

#if LUA_LEVEL == 502

/* What is out of range becomes what the processor's conversion makes of it. */
static int as_integer(const Slot *number, lua_Integer *integer) {
  double value = number->as.number;
  *integer = fits_integer(value) ? (lua_Integer)value : INT64_MIN;
  return 1;
}

#else

static int as_integer(const Slot *number, lua_Integer *integer) {
  double value = number->as.number;
  if (number->tag == TAG_INTEGER) {
    *integer = number->as.integer;
    return 1;
  }
  if (!fits_integer(value) || (double)(lua_Integer)value != value) return 0;
  *integer = (lua_Integer)value;
  return 1;
}

#endif

static lua_Integer lua_tointegerx(lua_State *L, int idx, int *isnum) {
  Slot *slot = slot_at(L, idx), number;
  lua_Integer answer = 0;
  int is = 1;
  if (likely(slot->tag == TAG_INTEGER)) answer = slot->as.integer;
  else is = to_number(L, slot, &number) && as_integer(&number, &answer);
  if (isnum != NULL) *isnum = is;
  return answer;
}

#if LUA_LEVEL == 502

/* PUC rounds here, by the trick of adding 2^52 + 2^51, and takes the lower half. */
static lua_Unsigned lua_tounsignedx(lua_State *L, int idx, int *isnum) {
  Slot number;
  lua_Unsigned answer = 0;
  int is = to_number(L, slot_at(L, idx), &number);
  if (is) {
    union { double number; uint64_t bits; } sum = { number.as.number + 0x1.8p52 };
    answer = (lua_Unsigned)sum.bits;
  }
  if (isnum != NULL) *isnum = is;
  return answer;
}

#endif

#define NUMBER_BYTES 40

/* What C prints for "%.14g", but with a point in every locale. */
static int print_double(char *to, double number) {
  int length = snprintf(to, NUMBER_BYTES, "%.14g", number), kept = 0;
  for (int i = 0; i < length; i++) {
    unsigned char byte = (unsigned char)to[i];
    int of_number = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
    if (of_number || byte == '-' || byte == '+') to[kept++] = (char)byte;
    else if (kept > 0 && to[kept - 1] != '.') to[kept++] = '.'; /* it may have many bytes */
  }
  to[kept] = '\0';
  return kept;
}

static int print_integer(char *to, int64_t integer) {
  return snprintf(to, NUMBER_BYTES, "%lld", (long long)integer);
}

/* From 5.3 on a float shows that it is one. */
static int print_float(char *to, double number) {
  int length = print_double(to, number);
#if LUA_LEVEL >= 503
  if (to[strspn(to, "-0123456789")] == '\0') {
    memcpy(to + length, ".0", 3);
    length += 2;
  }
#endif
  return length;
}

static int print_number(char *to, const Slot *number) {
  return number->tag == TAG_INTEGER ? print_integer(to, number->as.integer)
                                    : print_float(to, number->as.number);
}

/* -- strings -------------------------------------------------------------------------------- */

static void count_owned(lua_State *L, Entry *entry) {
  L->owned++;
  L->universe->owned_bytes += entry->length;
}

static void tidy_bytes(lua_State *L) {
  if (unlikely(L->universe->owned_bytes > L->universe->owned_limit)) sweep(L);
}

static const char *push_bytes(lua_State *L, const char *s, size_t len) {
  Entry *entry;
  if (len >= ENTRY_BYTES) tidy_bytes(L);
  entry = push_entry(L, TAG_STRING);
  if (unlikely(!entry_store(entry, s, len))) {
    L->top--;
    fail(L, no_memory);
  }
  if (entry->flags & ENTRY_OWNED) count_owned(L, entry);
  return entry->pointer;
}

static const char *lua_pushlstring(lua_State *L, const char *s, size_t len) {
  return push_bytes(L, len == 0 ? "" : s, len);
}

static const char *lua_pushstring(lua_State *L, const char *s) {
  if (s != NULL) return push_bytes(L, s, strlen(s));
  set_nil(push_slot(L));
  return NULL;
}

/* A number in the slot becomes a string. */
static void convert_to_string(lua_State *L, int idx) {
  char text[NUMBER_BYTES];
  int length = print_number(text, slot_at(L, idx));
  Slot kept;
  push_bytes(L, text, (size_t)length);
  kept = *--L->top;
  set_slot(L, idx, &kept);
}

/* Long strings of Java's come when they are asked for. */
static __attribute__((noinline)) void fetch_bytes(lua_State *L, Slot *slot) {
  Entry *entry = slot->as.entry;
  int owned = entry->flags & ENTRY_OWNED;
  tidy_bytes(L);
  ask(L, bytes, number_of(L, slot));
  if (!owned && (entry->flags & ENTRY_OWNED)) count_owned(L, entry);
}

/* Whether C may go on using the bytes of a string that it stores. */
static inline int is_read(const Slot *value) {
  return value->tag == TAG_STRING && (value->as.entry->flags & ENTRY_READ);
}

/* The bytes of the string in the slot stay as long as the string. */
static __attribute__((noinline)) void keep_bytes(lua_State *L, const Slot *slot) {
  Entry *entry = slot->as.entry;
  if (entry->flags & (ENTRY_PINNED | ENTRY_KEPT)) return;
  ask(L, keep, number_of(L, slot));
  if (entry->flags & ENTRY_OWNED) {
    entry->flags = (entry->flags & ~ENTRY_OWNED) | ENTRY_KEPT;
    L->owned--;
  } else {
    entry->flags |= ENTRY_PINNED;
    L->owned++;
    L->pins++;
  }
}

/*
** A function that makes a userdata may put addresses of strings' bytes into it, and have nothing but
** its caller keep the strings: lyaml's parser does. So the bytes of strings on its stack that it has
** been given stay, and so do those that it still asks for.
*/
static __attribute__((noinline)) void hold_bytes(lua_State *L) {
  L->holds = 1;
  for (int i = 0; i < L->top - L->upvalues; i++)
    if (is_read(L->upvalues + i)) keep_bytes(L, L->upvalues + i);
}

static const char *lua_tolstring(lua_State *L, int idx, size_t *len) {
  Slot *slot = slot_at(L, idx);
  Entry *entry;
  if (unlikely(slot->tag != TAG_STRING)) {
    if (slot_type(slot) != TAG_NUMBER) {
      if (len != NULL) *len = 0;
      return NULL;
    }
    idx = lua_absindex(L, idx);
    convert_to_string(L, idx);
    slot = slot_at(L, idx);
  }
  entry = slot->as.entry;
  if (unlikely(entry->pointer == NULL)) fetch_bytes(L, slot);
  entry->flags |= ENTRY_READ;
  if (unlikely(L->holds)) keep_bytes(L, slot_at(L, idx));
  if (len != NULL) *len = (size_t)entry->length;
  return entry->pointer;
}

#if LUA_LEVEL >= 503
static size_t lua_stringtonumber(lua_State *L, const char *s) {
  Slot number;
  size_t length = strlen(s);
  push_bytes(L, s, length);
  if (!to_number(L, L->top - 1, &number)) {
    L->top--;
    return 0;
  }
  L->top[-1] = number;
  return length + 1;
}
#endif

/* -- what else C makes of values ------------------------------------------------------------ */

static int lua_toboolean(lua_State *L, int idx) {
  Slot *slot = slot_at(L, idx);
  return slot->tag == TAG_BOOLEAN ? slot->as.boolean != 0 : slot->tag != TAG_NIL;
}

static RawLength lua_rawlen(lua_State *L, int idx) {
  Slot *slot = slot_at(L, idx);
  switch (slot->tag) {
    case TAG_STRING: case TAG_USERDATA: return (RawLength)slot->as.entry->length;
    case TAG_TABLE: ask(L, rawLength, number_of(L, slot)); return (RawLength)L->universe->result;
    default: return 0;
  }
}

static lua_CFunction lua_tocfunction(lua_State *L, int idx) {
  Slot *slot = slot_at(L, idx);
  Entry *entry = slot->as.entry;
  if (slot->tag != TAG_FUNCTION) return NULL;
  if (entry->flags & ENTRY_CLOSURE) return ((Closure *)entry->pointer)->function;
  if (entry->pointer == NULL && entry->length == 0) cross(L, cFunction, number_of(L, slot));
  return (lua_CFunction)entry->pointer;
}

static void *lua_touserdata(lua_State *L, int idx) {
  Slot *slot = slot_at(L, idx);
  Entry *entry;
  if (slot->tag == TAG_LIGHTUSERDATA) return slot->as.pointer;
  if (slot->tag != TAG_USERDATA) return NULL;
  entry = slot->as.entry;
  if (unlikely(entry->pointer == NULL)) ask(L, block, number_of(L, slot));
  return entry->pointer;
}

static lua_State *lua_tothread(lua_State *L, int idx) {
  Slot *slot = slot_at(L, idx);
  if (slot->tag != TAG_THREAD) return NULL;
  ask(L, toThread, number_of(L, slot));
  return (lua_State *)(intptr_t)L->universe->result;
}

/* Strings have an address from 5.4 on. */
static const void *lua_topointer(lua_State *L, int idx) {
  Slot *slot = slot_at(L, idx);
  switch (slot->tag) {
    case TAG_LIGHTUSERDATA: case TAG_USERDATA: return lua_touserdata(L, idx);
    case TAG_THREAD: return lua_tothread(L, idx);
#if LUA_LEVEL == 504
    case TAG_STRING:
#endif
    case TAG_TABLE: case TAG_FUNCTION:
      ask(L, pointer, number_of(L, slot));
      return (const void *)(intptr_t)L->universe->result;
    default: return NULL;
  }
}

/* -- comparing and computing ---------------------------------------------------------------- */

/* Slots alike in all their bits are the same value, but for NaN; a nil's bits do not count. */
static int same_bits(const Slot *a, const Slot *b) {
  if (a->tag != b->tag || a->tag == TAG_NUMBER) return 0;
  return a->tag == TAG_NIL || a->as.integer == b->as.integer;
}

static int lua_rawequal(lua_State *L, int idx1, int idx2) {
  Slot *a = slot_at(L, idx1), *b = slot_at(L, idx2);
  if (a == &none || b == &none) return 0;
  if (same_bits(a, b)) return 1;
  if (slot_type(a) != slot_type(b)) return 0;
  if (a->tag == TAG_NUMBER && b->tag == TAG_NUMBER) return a->as.number == b->as.number;
  if (!is_reference(a) && slot_type(a) != TAG_NUMBER) return 0;
  return ask(L, rawEqual, number_of(L, a), number_of(L, b));
}

static int lua_compare(lua_State *L, int idx1, int idx2, int op) {
  Slot *a = slot_at(L, idx1), *b = slot_at(L, idx2);
  if (a == &none || b == &none) return 0;
  if (a->tag == TAG_NUMBER && b->tag == TAG_NUMBER) {
    double x = a->as.number, y = b->as.number;
    return op == LUA_OPEQ ? x == y : op == LUA_OPLT ? x < y : x <= y;
  }
  if (op == LUA_OPEQ && (same_bits(a, b) || slot_type(a) != slot_type(b)))
    return same_bits(a, b);
  return cross(L, compare, op, number_of(L, a), number_of(L, b));
}

#if LUA_LEVEL == 502
/* The crossing's operators are those of 5.3. */
static int common_operator(int op) {
  static const int common[] = { 0, 1, 2, 5, 3, 4, 12 };
  return common[op];
}
#define is_unary(op) ((op) == LUA_OPUNM)
#else
#define common_operator(op) (op)
#define is_unary(op) ((op) == LUA_OPUNM || (op) == LUA_OPBNOT)
#endif

static void lua_arith(lua_State *L, int op) {
  if (is_unary(op)) lua_pushvalue(L, -1);
  tidy(L);
  cross(L, arith, common_operator(op), top_number(L) - 1);
  L->top--;
}

static void lua_concat(lua_State *L, int n) {
  if (n == 0) {
    push_bytes(L, "", 0);
  } else if (n > 1) {
    tidy(L);
    cross(L, concat, top_number(L) + 1 - n, n);
    L->top -= n - 1;
  }
}

static void lua_len(lua_State *L, int idx) {
  int of = slot_number(L, idx);
  tidy(L);
  set_nil(push_slot(L));
  cross(L, length, of, top_number(L));
}

/* -- pushing -------------------------------------------------------------------------------- */

static void lua_pushnil(lua_State *L) {
  set_nil(push_slot(L));
}

static void lua_pushnumber(lua_State *L, lua_Number n) {
  set_number(push_slot(L), n);
}

static void lua_pushinteger(lua_State *L, lua_Integer n) {
  set_integer(push_slot(L), n);
}

#if LUA_LEVEL == 502
static void lua_pushunsigned(lua_State *L, lua_Unsigned n) {
  set_number(push_slot(L), n);
}
#endif

static void lua_pushboolean(lua_State *L, int b) {
  set_boolean(push_slot(L), b);
}

static void lua_pushlightuserdata(lua_State *L, void *p) {
  set_pointer(push_slot(L), p);
}

/* The entry comes above the upvalues and takes the place of the first. */
static void lua_pushcclosure(lua_State *L, lua_CFunction fn, int n) {
  Entry *entry = push_entry(L, TAG_FUNCTION);
  if (n == 0) {
    entry->pointer = (void *)fn;
    entry->flags = ENTRY_LIGHT;
  } else {
    Closure *closure = malloc(sizeof(Closure) + (size_t)n * sizeof(Slot));
    if (closure == NULL) fail(L, no_memory);
    closure->function = fn;
    closure->count = n;
    memcpy(closure->upvalues, L->top - 1 - n, (size_t)n * sizeof(Slot));
    entry->pointer = closure;
    entry->flags = ENTRY_OWNED | ENTRY_CLOSURE;
    L->owned++;
    L->top[-1 - n] = L->top[-1];
    L->top -= n;
  }
}

/* -- userdata ------------------------------------------------------------------------------- */

static void *push_userdata(lua_State *L, size_t size, int32_t values) {
  Universe *universe = L->universe;
  Entry *entry;
  void *block;
  if (unlikely(universe->block_bytes >= universe->block_limit)) {
    sweep(L);                   /* what nothing refers to any more may be enough */
    if (universe->block_bytes >= universe->block_limit) cross(L, pressure);
  }
  entry = push_entry(L, TAG_USERDATA);
  block = size < (size_t)1 << 40 ? malloc(size + (size == 0)) : NULL;
  if (block == NULL) {
    L->top--;
    fail(L, no_memory);
  }
  entry->pointer = block;
  entry->length = (int64_t)size;
  entry->flags = ENTRY_OWNED | ENTRY_BLOCK;
  memset(entry->bytes, 0, 16);
  memcpy(entry->bytes, &values, sizeof values);
  L->owned++;
  universe->block_bytes += (int64_t)size;
  return block;
}

#if LUA_LEVEL == 504
static void *lua_newuserdatauv(lua_State *L, size_t sz, int nuvalue) {
  if (!L->holds) hold_bytes(L);
  return push_userdata(L, sz, nuvalue);
}
#else
static void *lua_newuserdata(lua_State *L, size_t sz) {
  if (!L->holds) hold_bytes(L);
  return push_userdata(L, sz, 1);
}
#endif
