/*
** A host for the shim in plain C, in Java's place: values are objects that live until the universe is
** closed, errors are jumps. With it the shim runs under a sanitizer or valgrind, without a JVM.
*/
#include <assert.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../main/c/abi.h"
#include "../../../main/c/arena.h"
#include "../../../main/c/names.h"
#include "host.h"

typedef struct Object Object;

typedef struct Value {
  int tag;
  union { double number; int64_t integer; void *pointer; Object *object; } as;
} Value;

struct Object {
  Object *next;
  int tag;
  char *bytes;                  /* a string's, or a userdata's block */
  size_t length;
  Value *keys, *values;         /* a table's; of a closure its upvalues are `values` */
  int count, room;
  Object *metatable;
  CFunction function;
  Value user_value;
  lua_State *thread;
};

/* What a state has on Java's side: the objects of its entries. */
typedef struct Peer {
  lua_State *L;
  Object **objects;
  int room;
} Peer;

#define PEERS 64

typedef struct Guard {
  jmp_buf jump;
  Value error;
  struct Guard *outer;
} Guard;

Crossings crossings;

static Object *all, *registry, *type_names;
static Peer peers[PEERS];
static Guard *guard;
static lua_State *running;
static int crossed;

/* The entries that are pinned. */
static struct Pin { lua_State *L; int number; } pins[100];
static int pin_count;

static const Value nil;

/* -- values -------------------------------------------------------------------------------------- */

static Object *new_object(int tag) {
  Object *object = calloc(1, sizeof *object);
  object->tag = tag;
  object->next = all;
  all = object;
  return object;
}

static Value value_of(Object *object) {
  Value value = { .tag = object->tag, .as.object = object };
  return value;
}

static Value new_string(const char *bytes, size_t length) {
  Object *object = new_object(TAG_STRING);
  object->bytes = malloc(length + 1);
  memcpy(object->bytes, bytes, length);
  object->bytes[length] = '\0';
  object->length = length;
  return value_of(object);
}

static Value new_integer(lua_State *L, int64_t integer) {
  Value value = { .tag = TAG_INTEGER, .as.integer = integer };
  if (L->universe->version == 502) {
    value.tag = TAG_NUMBER;
    value.as.number = (double)integer;
  }
  return value;
}

static double as_number(Value value) {
  return value.tag == TAG_INTEGER ? (double)value.as.integer : value.as.number;
}

static int equal(Value a, Value b) {
  if ((a.tag & 15) != (b.tag & 15)) return 0;
  switch (a.tag & 15) {
    case TAG_NIL: return 1;
    case TAG_NUMBER: return as_number(a) == as_number(b);
    case TAG_STRING:
      return a.as.object->length == b.as.object->length
          && memcmp(a.as.object->bytes, b.as.object->bytes, a.as.object->length) == 0;
    default: return a.as.integer == b.as.integer;
  }
}

static _Noreturn void throw_value(Value error) {
  if (guard == NULL) abort();
  guard->error = error;
  longjmp(guard->jump, 1);
}

static _Noreturn void throw_text(const char *text) {
  throw_value(new_string(text, strlen(text)));
}

/* -- tables -------------------------------------------------------------------------------------- */

static int find(Object *table, Value key) {
  for (int i = 0; i < table->count; i++)
    if (equal(table->keys[i], key)) return i;
  return -1;
}

static Value table_get(Object *table, Value key) {
  int i = find(table, key);
  return i < 0 ? nil : table->values[i];
}

static void table_set(Object *table, Value key, Value value) {
  int i = find(table, key);
  if (i < 0 && value.tag == TAG_NIL) return;
  if (i < 0) {
    if (table->count == table->room) {
      table->room = 2 * table->room + 4;
      table->keys = realloc(table->keys, (size_t)table->room * sizeof(Value));
      table->values = realloc(table->values, (size_t)table->room * sizeof(Value));
    }
    i = table->count++;
    table->keys[i] = key;
  }
  table->values[i] = value;
}

static int64_t border(lua_State *L, Object *table) {
  int64_t n = 0;
  while (table_get(table, new_integer(L, n + 1)).tag != TAG_NIL) n++;
  return n;
}

/* -- slots --------------------------------------------------------------------------------------- */

static Peer *peer_of(lua_State *L) {
  return &peers[L->id];
}

static Object **place_of(lua_State *L, int number) {
  Peer *peer = peer_of(L);
  if (number >= peer->room) {
    int room = 2 * number + 64;
    peer->objects = realloc(peer->objects, (size_t)room * sizeof(Object *));
    memset(peer->objects + peer->room, 0, (size_t)(room - peer->room) * sizeof(Object *));
    peer->room = room;
  }
  return &peer->objects[number];
}

static Value read_slot(lua_State *L, const Slot *slot);

static Object *closure_of(lua_State *L, Closure *closure) {
  Object *object = new_object(TAG_FUNCTION);
  object->function = closure->function;
  object->count = (int)closure->count;
  object->values = malloc((size_t)object->count * sizeof(Value));
  for (int i = 0; i < object->count; i++)
    object->values[i] = read_slot(L, &closure->upvalues[i]);
  return object;
}

/* The object of what C has made. Of a userdata it takes the block over. */
static Object *object_of(lua_State *L, int tag, Entry *entry) {
  Object *object;
  if (tag == TAG_STRING) return new_string(entry->pointer, (size_t)entry->length).as.object;
  if (entry->flags & ENTRY_CLOSURE) return closure_of(L, entry->pointer);
  if (entry->flags & ENTRY_TYPE)
    return table_get(registry, type_names->keys[entry->length - 1]).as.object;
  object = new_object(tag);
  object->function = (CFunction)entry->pointer;
  if (tag == TAG_USERDATA) {
    object->function = NULL;
    object->bytes = entry->pointer;
    object->length = (size_t)entry->length;
    L->universe->block_bytes -= entry->length;
    entry->flags &= ~(ENTRY_OWNED | ENTRY_BLOCK);
    L->owned--;
  }
  return object;
}

static Value read_slot(lua_State *L, const Slot *slot) {
  Value value = { .tag = slot->tag, .as.integer = slot->as.integer };
  Object **place;
  Entry *entry = slot->as.entry;
  if (!is_reference(slot)) return value;
  place = place_of(L, slot->handle);
  if (entry->flags & (ENTRY_FREE | ENTRY_MARKED)) abort();
  if (!(entry->flags & ENTRY_JAVA)) {
    *place = object_of(L, slot->tag, entry);
    entry->flags |= ENTRY_JAVA;
  }
  if (*place == NULL) abort();
  value.as.object = *place;
  return value;
}

static void fill_entry(Entry *entry, Object *object) {
  entry->flags = ENTRY_JAVA;
  entry->length = (int64_t)object->length;
  if (object->tag == TAG_USERDATA) {
    entry->pointer = object->bytes;
    memset(entry->bytes, 0, 16);
  }
  if (object->tag == TAG_FUNCTION) entry->pointer = (void *)object->function;
  if (object->tag == TAG_STRING && object->length < ENTRY_BYTES)
    entry_store(entry, object->bytes, object->length);
}

static void write_slot(lua_State *L, Slot *slot, Value value) {
  slot->tag = value.tag;
  slot->handle = 0;
  slot->as.integer = value.as.integer;
  if (!is_reference(slot)) return;
  slot->as.entry = entry_create(L);
  if (slot->as.entry == NULL) abort();
  slot->handle = slot->as.entry->number;
  fill_entry(slot->as.entry, value.as.object);
  *place_of(L, slot->handle) = value.as.object;
}

static Value get_at(lua_State *L, int at) {
  return read_slot(L, L->stack + (at < 0 ? 0 : at));
}

static void set_at(lua_State *L, int at, Value value) {
  write_slot(L, L->stack + at, value);
}

static void push(lua_State *L, Value value) {
  if (!stack_grow(L, 1)) throw_text("stack overflow");
  write_slot(L, L->top, value);
  L->top++;
}

static Object *table_at(lua_State *L, int at) {
  Value value = get_at(L, at);
  if (value.tag != TAG_TABLE) throw_text("attempt to index a value that is no table");
  return value.as.object;
}

/* -- crossings ----------------------------------------------------------------------------------- */

static void flush(Universe *universe) {
  int count = universe->puts;
  universe->puts = 0;
  for (int i = 0; i < count; i++) {
    lua_State *L = peers[universe->puts_state].L;
    Put *put = &universe->put[i];
    table_set(read_slot(L, &put->table).as.object, read_slot(L, &put->key),
              read_slot(L, &put->value));
  }
}

static void enter(lua_State *L) {
  crossed++;
  flush(L->universe);
}

static int answer(lua_State *L, int at, Value value) {
  set_at(L, at, value);
  return value.tag & 15;
}

static int host_get(lua_State *L, int index, int at) {
  enter(L);
  return answer(L, at, table_get(table_at(L, index), get_at(L, at)));
}

static int host_rawGetInteger(lua_State *L, int index, int at) {
  Universe *universe = L->universe;
  Object *table;
  int64_t n = universe->argument;
  enter(L);
  table = table_at(L, index);
  for (int i = 0; i < WINDOW; i++)
    write_slot(L, &universe->run[i], table_get(table, new_integer(L, n + 1 + i)));
  universe->run_state = L->id;
  universe->run_table = L->stack[index < 0 ? 0 : index].handle;
  universe->run_first = n + 1;
  universe->run_count = WINDOW;
  return answer(L, at, table_get(table, new_integer(L, n)));
}

static int host_set(lua_State *L, int index, int key, int value) {
  Value k;
  enter(L);
  k = get_at(L, key);
  if (k.tag == TAG_NIL) throw_text("index is nil");
  if (k.tag == TAG_NUMBER && isnan(k.as.number)) throw_text("index is NaN");
  table_set(table_at(L, index), k, get_at(L, value));
  if (table_at(L, index) == registry) L->universe->types_age++;
  return 0;
}

static int host_rawSetInteger(lua_State *L, int index, int value) {
  int64_t n = L->universe->argument;
  enter(L);
  table_set(table_at(L, index), new_integer(L, n), get_at(L, value));
  return 0;
}

static int next_from(Object *table, int i) {
  while (i < table->count && table->values[i].tag == TAG_NIL) i++;
  return i;
}

static int host_next(lua_State *L, int index, int key) {
  Universe *universe = L->universe;
  Object *table;
  int i;
  enter(L);
  table = table_at(L, index);
  i = get_at(L, key).tag == TAG_NIL ? 0 : find(table, get_at(L, key)) + 1;
  if ((i = next_from(table, i)) == table->count) return 0;
  set_at(L, key, table->keys[i]);
  set_at(L, key + 1, table->values[i]);
  universe->window_count = universe->window_at = 0;
  while ((i = next_from(table, i + 1)) < table->count && universe->window_count < WINDOW) {
    Slot *to = &universe->window[2 * universe->window_count++];
    write_slot(L, to, table->keys[i]);
    write_slot(L, to + 1, table->values[i]);
  }
  universe->window_state = L->id;
  universe->window_table = L->stack[index < 0 ? 0 : index].handle;
  return 1;
}

static int host_length(lua_State *L, int index, int at) {
  Value value;
  enter(L);
  value = get_at(L, index);
  set_at(L, at, new_integer(L, value.tag == TAG_STRING ? (int64_t)value.as.object->length
                                                       : border(L, table_at(L, index))));
  return 0;
}

static int host_rawLength(lua_State *L, int index) {
  enter(L);
  L->universe->result = border(L, table_at(L, index));
  return 0;
}

static int host_metatable(lua_State *L, int index, int at) {
  Value value;
  enter(L);
  value = get_at(L, index);
  if (value.tag < TAG_TABLE || value.as.object->metatable == NULL) return 0;
  set_at(L, at, value_of(value.as.object->metatable));
  return 1;
}

static int host_setMetatable(lua_State *L, int index, int at) {
  Value metatable;
  enter(L);
  metatable = get_at(L, at);
  get_at(L, index).as.object->metatable = metatable.tag == TAG_NIL ? NULL : metatable.as.object;
  L->universe->types_age++;
  return 0;
}

/* Names are numbered from 1 on by their place in a table. */
static int host_typeName(lua_State *L, int at) {
  enter(L);
  table_set(type_names, get_at(L, at), new_integer(L, 1));
  L->universe->result = table_get(registry, get_at(L, at)).tag == TAG_TABLE;
  return find(type_names, get_at(L, at)) + 1;
}

static int host_isType(lua_State *L, int at, int type) {
  Object *metatable;
  enter(L);
  metatable = get_at(L, at).as.object->metatable;
  if (metatable == NULL) return 0;
  if (!equal(value_of(metatable), table_get(registry, type_names->keys[type - 1]))) return 0;
  memcpy(L->stack[at].as.entry->bytes + 8, &type, sizeof type);
  memcpy(L->stack[at].as.entry->bytes + 12, &L->universe->types_age, sizeof type);
  return 1;
}

static int host_userValue(lua_State *L, int index, int n, int at) {
  enter(L);
  if (n != 1) {
    set_at(L, at, nil);
    return -1;
  }
  return answer(L, at, get_at(L, index).as.object->user_value);
}

static int host_setUserValue(lua_State *L, int index, int n, int at) {
  enter(L);
  if (n != 1) return 0;
  get_at(L, index).as.object->user_value = get_at(L, at);
  return 1;
}

static int host_rawEqual(lua_State *L, int a, int b) {
  enter(L);
  return equal(get_at(L, a), get_at(L, b));
}

static int host_compare(lua_State *L, int op, int a, int b) {
  double x, y;
  enter(L);
  if (op == 0) return equal(get_at(L, a), get_at(L, b));
  x = as_number(get_at(L, a));
  y = as_number(get_at(L, b));
  return op == 1 ? x < y : x <= y;
}

static int host_concat(lua_State *L, int at, int n) {
  Value result = new_string("", 0);
  Object *object = result.as.object;
  enter(L);
  for (int i = 0; i < n; i++) {
    Value value = get_at(L, at + i);
    if (value.tag != TAG_STRING) throw_text("attempt to concatenate a value");
    object->bytes = realloc(object->bytes, object->length + value.as.object->length + 1);
    memcpy(object->bytes + object->length, value.as.object->bytes, value.as.object->length + 1);
    object->length += value.as.object->length;
  }
  set_at(L, at, result);
  return 0;
}

static int host_number(lua_State *L, int at) {
  const char *text;
  char *end;
  double number;
  enter(L);
  text = get_at(L, at).as.object->bytes;
  number = strtod(text, &end);
  if (end == text || *end != '\0') return 0;
  if (L->universe->version > 502 && strpbrk(text, ".eE") == NULL) {
    L->universe->result = strtoll(text, NULL, 10);
    return TAG_INTEGER;
  }
  memcpy(&L->universe->result, &number, sizeof number);
  return TAG_NUMBER;
}

static int host_bytes(lua_State *L, int at) {
  Object *object;
  enter(L);
  object = get_at(L, at).as.object;
  if (!entry_store(L->stack[at].as.entry, object->bytes, object->length))
    throw_text("not enough memory");
  return 0;
}

/* Objects live on, and so do bytes that have been allocated; an entry is unpinned by the checks. */
static int host_keep(lua_State *L, int at) {
  Entry *entry = L->stack[at].as.entry;
  Object *object;
  enter(L);
  object = get_at(L, at).as.object;
  if (entry->flags & ENTRY_OWNED) {
    free(object->bytes);
    object->bytes = entry->pointer;
  } else {
    assert(pin_count < (int)(sizeof pins / sizeof *pins));
    pins[pin_count++] = (struct Pin) { L, entry->number };
  }
  return 0;
}

static int host_pointer(lua_State *L, int at) {
  enter(L);
  L->universe->result = (int64_t)(intptr_t)get_at(L, at).as.object;
  return 0;
}

/* -- calls --------------------------------------------------------------------------------------- */

/* A frame of a C function, as numbers, for the stack may move. */
typedef struct Frame {
  ptrdiff_t upvalues, base, top;
  int used;
  Entries entries;
  Object *function;
} Frame;

static Object *current;

static Frame keep_frame(lua_State *L, int top) {
  Frame frame = { L->upvalues - L->stack, L->base - L->stack, top, L->used,
                  { L->start, L->free, L->sweep, L->holds }, current };
  return frame;
}

static void restore_frame(lua_State *L, Frame frame) {
  L->upvalues = L->stack + frame.upvalues;
  L->base = L->stack + frame.base;
  L->top = L->stack + frame.top;
  current = frame.function;
  drop_windows(L->universe);
  entries_end(L, frame.entries);
  entries_drop(L, frame.used);
}

/* Tables that have been seen are fresh no more. */
static void end_fresh(lua_State *L) {
  for (int k = 0, number = 0; k < ENTRY_CHUNKS && L->chunks[k] != NULL; k++)
    for (int i = 0; i < FIRST_CHUNK << k && number < L->used; i++, number++)
      if (number > 0) L->chunks[k][i].flags &= ~ENTRY_FRESH;
}

static void begin_frame(lua_State *L, Object *function, const Value *values, int count) {
  ptrdiff_t start = L->top - L->stack;
  for (int i = 0; i < function->count; i++) push(L, function->values[i]);
  L->upvalues = L->stack + start;
  L->base = L->top;
  for (int i = 0; i < count; i++) push(L, values[i]);
  L->base = L->stack + start + function->count;
  L->upvalues = L->stack + start;
  current = function;
}

static void run(lua_State *L, Object *function, const Value *values, int count, int results) {
  Frame frame = keep_frame(L, (int)(L->top - L->stack));
  Value *answers;
  int n;
  begin_frame(L, function, values, count);
  entries_begin(L);
  n = function->function(L);
  flush(L->universe);
  answers = calloc((size_t)n + 1, sizeof(Value));
  for (int i = 0; i < n; i++) answers[i] = read_slot(L, L->top - n + i);
  end_fresh(L);
  restore_frame(L, frame);
  if (results < 0) results = n;
  for (int i = 0; i < results; i++) push(L, i < n ? answers[i] : nil);
  free(answers);
}

static int host_call(lua_State *L, int function, int arguments, int results) {
  Value called, *values;
  enter(L);
  called = get_at(L, function);
  if (called.tag != TAG_FUNCTION) throw_text("attempt to call a value");
  values = alloca((size_t)(arguments + 1) * sizeof(Value));
  for (int i = 0; i < arguments; i++) values[i] = get_at(L, function + 1 + i);
  end_fresh(L);
  L->top = L->stack + function;
  run(L, called.as.object, values, arguments, results);
  return 0;
}

static int host_pcall(lua_State *L, int function, int arguments, int results, int handler) {
  Guard inner = { .outer = guard };
  Frame frame = keep_frame(L, function);
  (void)handler;
  guard = &inner;
  if (setjmp(inner.jump) == 0) {
    host_call(L, function, arguments, results);
    guard = inner.outer;
    return 0;
  }
  guard = inner.outer;
  flush(L->universe);
  restore_frame(L, frame);
  push(L, inner.error);
  return 2;
}

static int host_raise(lua_State *L, int at) {
  enter(L);
  throw_value(get_at(L, at));
}

static int host_argError(lua_State *L, int argument, int at) {
  char text[200];
  enter(L);
  snprintf(text, sizeof text, "bad argument #%d (%.100s)", argument, get_at(L, at).as.object->bytes);
  throw_text(text);
}

static int host_where(lua_State *L, int level, int at) {
  (void)level;
  enter(L);
  set_at(L, at, new_string("", 0));
  return 0;
}

/* -- threads, upvalues, the universe ------------------------------------------------------------- */

static lua_State *add_peer(lua_State *L) {
  peers[L->id].L = L;
  *place_of(L, 1) = registry;
  return L;
}

static int host_newThread(lua_State *L, int at) {
  Object *thread = new_object(TAG_THREAD);
  int id = 1;
  enter(L);
  while (peers[id].L != NULL) id++;
  thread->thread = add_peer(state_create(L->universe, id));
  set_at(L, at, value_of(thread));
  L->universe->result = (int64_t)(intptr_t)thread->thread;
  return 0;
}

static int host_toThread(lua_State *L, int at) {
  enter(L);
  L->universe->result = (int64_t)(intptr_t)get_at(L, at).as.object->thread;
  return 0;
}

static int host_transfer(lua_State *L, int to, int at, int n) {
  enter(L);
  for (int i = 0; i < n; i++) push(peers[to].L, get_at(L, at + i));
  return 0;
}

static int host_setUpvalue(lua_State *L, int function, int n, int at) {
  enter(L);
  if (function != -1 || n > current->count) abort();
  current->values[n - 1] = get_at(L, at);
  return 1;
}

static int host_sweep(lua_State *L) {
  enter(L);
  for (int k = 0, number = 0; k < ENTRY_CHUNKS && L->chunks[k] != NULL; k++)
    for (int i = 0; i < FIRST_CHUNK << k && number < L->used; i++, number++)
      if (number > 0 && (L->chunks[k][i].flags & (ENTRY_LIMBO | ENTRY_FREE)))
        *place_of(L, number) = NULL;
  return 0;
}

static int host_pressure(lua_State *L) {
  enter(L);
  return 0;
}

/* What no check needs. */
#define MISSING0(name) static int missing_##name(lua_State *L) { (void)L; abort(); }
#define MISSING1(name, a) \
  static int missing_##name(lua_State *L, int a) { (void)L; (void)a; abort(); }
#define MISSING2(name, a, b) \
  static int missing_##name(lua_State *L, int a, int b) { (void)L; (void)a; (void)b; abort(); }
#define MISSING3(name, a, b, c) \
  static int missing_##name(lua_State *L, int a, int b, int c) { \
    (void)L; (void)a; (void)b; (void)c; abort(); \
  }
#define MISSING4(name, a, b, c, d) \
  static int missing_##name(lua_State *L, int a, int b, int c, int d) { \
    (void)L; (void)a; (void)b; (void)c; (void)d; abort(); \
  }
CROSSINGS(MISSING0, MISSING1, MISSING2, MISSING3, MISSING4)

#define FILL0(name) crossings.name = missing_##name;
#define FILL1(name, a) FILL0(name)
#define FILL2(name, a, b) FILL0(name)
#define FILL3(name, a, b, c) FILL0(name)
#define FILL4(name, a, b, c, d) FILL0(name)

static void fill_crossings(void) {
  CROSSINGS(FILL0, FILL1, FILL2, FILL3, FILL4)
  crossings.get = crossings.rawGet = host_get;
  crossings.rawGetInteger = host_rawGetInteger;
  crossings.set = crossings.rawSet = host_set;
  crossings.rawSetInteger = host_rawSetInteger;
  crossings.next = host_next;
  crossings.length = host_length;
  crossings.rawLength = host_rawLength;
  crossings.metatable = host_metatable;
  crossings.setMetatable = host_setMetatable;
  crossings.typeName = host_typeName;
  crossings.isType = host_isType;
  crossings.userValue = host_userValue;
  crossings.setUserValue = host_setUserValue;
  crossings.rawEqual = host_rawEqual;
  crossings.compare = host_compare;
  crossings.concat = host_concat;
  crossings.number = host_number;
  crossings.bytes = host_bytes;
  crossings.keep = host_keep;
  crossings.pointer = host_pointer;
  crossings.call = host_call;
  crossings.pcall = host_pcall;
  crossings.raise = host_raise;
  crossings.argError = host_argError;
  crossings.where = host_where;
  crossings.newThread = host_newThread;
  crossings.toThread = host_toThread;
  crossings.transfer = host_transfer;
  crossings.setUpvalue = host_setUpvalue;
  crossings.sweep = host_sweep;
  crossings.pressure = host_pressure;
}

_Noreturn void leave(int how) {
  (void)how;
  abort();
}

lua_State *running_state(const void *code) {
  (void)code;
  return running;
}

lua_State *state_of(int version) {
  (void)version;
  return running;
}

lua_State *new_engine(lua_State *L) {
  (void)L;
  return NULL;
}

int hook_runs(void) {
  return 0;
}

/* -- what the checks ask for --------------------------------------------------------------------- */

lua_State *host_open(int version, size_t bytes) {
  Universe *universe = arena_create(version, bytes);
  if (universe == NULL) return NULL;
  fill_crossings();
  registry = new_object(TAG_TABLE);
  type_names = new_object(TAG_TABLE);
  running = add_peer(universe->main);
  table_set(registry, new_integer(running, 2), value_of(new_object(TAG_TABLE)));
  return running;
}

static void free_object(Object *object) {
  free(object->bytes);
  free(object->keys);
  free(object->values);
  free(object);
}

void host_close(lua_State *L) {
  names_free(L->universe);
  arena_destroy(L->universe);
  while (all != NULL) {
    Object *next = all->next;
    free_object(all);
    all = next;
  }
  for (int i = 0; i < PEERS; i++) free(peers[i].objects);
  memset(peers, 0, sizeof peers);
  running = NULL;
}

void host_free(lua_State *L) {
  Peer *peer = peer_of(L);
  free(peer->objects);
  memset(peer, 0, sizeof *peer);
  state_free(L);
}

int host_entries(lua_State *L) {
  return L->used;
}

int host_owned(lua_State *L) {
  return L->owned;
}

int64_t host_block_bytes(lua_State *L) {
  return L->universe->block_bytes;
}

void host_unpin(void) {
  while (pin_count > 0) {
    struct Pin pin = pins[--pin_count];
    if (entry_unpin(pin.L, pin.number)) entries_gather(pin.L);
  }
}

int host_crossings(void) {
  return crossed;
}
