/*
** Arenas, states, slot stacks and entries.
**
** An arena is one range of reserved memory: Java sees all of it through one buffer. Blocks are
** powers of two; one that is freed serves the next of its size. What has no bound of its own (long
** strings, userdata) is malloc'ed.
*/
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "abi.h"
#include "arena.h"

#define FIRST_SLOTS 64
#define SPARE_SLOTS 200         /* beyond the most that lua_checkstack gives, for error handling */
#define LARGE_BLOCK ((size_t)64 << 10)
#define PAGE 4096
#define EXTRA_SPACE 16          /* before a state; the library's are the last eight bytes */
#define REGISTRY_ENTRY 1
#define MESSAGE_ENTRY 2
#define FIRST_ENTRY 3

/* -- blocks --------------------------------------------------------------------------------- */

static int logarithm(size_t bytes) {
  int k = 6;
  while (((size_t)1 << k) < bytes) k++;
  return k;
}

/* A block of at least so many bytes, not cleared; NULL if the arena is full. */
static void *block_take(Universe *universe, size_t bytes) {
  int k = logarithm(bytes);
  void *block = universe->arena_free[k];
  if (block != NULL) {
    universe->arena_free[k] = *(void **)block;
    return block;
  }
  if ((size_t)(universe->arena_end - universe->arena_at) < (size_t)1 << k) return NULL;
  block = universe->arena_at;
  universe->arena_at += (size_t)1 << k;
  return block;
}

/* The system gets a large block's memory back, but for the page with the link. */
static void block_give(Universe *universe, void *block, size_t bytes) {
  int k = logarithm(bytes);
  size_t size = (size_t)1 << k;
  if (size >= LARGE_BLOCK) {
    char *from = (char *)(((uintptr_t)block + 2 * PAGE - 1) & ~(uintptr_t)(PAGE - 1));
    char *to = (char *)(((uintptr_t)block + size) & ~(uintptr_t)(PAGE - 1));
    madvise(from, (size_t)(to - from), MADV_DONTNEED);
  }
  *(void **)block = universe->arena_free[k];
  universe->arena_free[k] = block;
}

/* -- universes ------------------------------------------------------------------------------ */

Universe *arena_create(int version, size_t bytes) {
  Universe *universe = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (universe == MAP_FAILED) return NULL;
  universe->version = version;
  universe->arena_end = (char *)universe + bytes;
  universe->arena_at = (char *)universe + ((sizeof(Universe) + 63) & ~(size_t)63);
  universe->block_limit = INT64_MAX;
  universe->owned_limit = OWNED_BYTES;
  universe->main = state_create(universe, 1);
  if (universe->main == NULL) {
    munmap(universe, bytes);
    return NULL;
  }
  return universe;
}

void arena_destroy(Universe *universe) {
  while (universe->states != NULL) {
    universe->states->pins = 0;
    state_free(universe->states);
  }
  for (int i = 0; i < LIMBO; i++) free(universe->limbo[i]);
  munmap(universe, (size_t)(universe->arena_end - (char *)universe));
}

/* -- states --------------------------------------------------------------------------------- */

static const void *const *functions(int version) {
  return version == 502 ? api52 : version == 503 ? api53 : api54;
}

#define slots_of(L) ((size_t)((L)->limit - (L)->stack))

/* Slot 0 is the registry, which Java's table has from the start. */
static int first_entries(lua_State *L) {
  Entry *registry = entry_create(L), *message = entry_create(L);
  if (registry == NULL || message == NULL) return 0;
  entry_store(message, "not enough memory", 17);
  registry->flags = ENTRY_JAVA;
  L->stack[0].tag = TAG_TABLE;
  L->stack[0].handle = registry->number;
  L->stack[0].as.entry = registry;
  L->base = L->top = L->upvalues = L->stack + 1;
  return 1;
}

static void link_state(Universe *universe, lua_State *L) {
  L->next = universe->states;
  if (L->next != NULL) L->next->previous = L;
  universe->states = L;
}

/* A new thread's extra space is a copy of the main thread's. */
lua_State *state_create(Universe *universe, int id) {
  char *block = block_take(universe, EXTRA_SPACE + sizeof(lua_State));
  lua_State *L;
  if (block == NULL) return NULL;
  memset(block, 0, EXTRA_SPACE + sizeof(lua_State));
  L = (lua_State *)(block + EXTRA_SPACE);
  if (universe->main != NULL) memcpy((char *)L - 8, (char *)universe->main - 8, 8);
  L->api = functions(universe->version);
  L->universe = universe;
  L->id = id;
  L->used = REGISTRY_ENTRY;
  L->start = FIRST_ENTRY;
  L->sweep = LEAST_SWEEP;
  link_state(universe, L);
  L->stack = block_take(universe, FIRST_SLOTS * sizeof(Slot));
  if (L->stack != NULL) {
    L->limit = L->stack + FIRST_SLOTS;
    if (first_entries(L)) return L;
  }
  state_free(L);
  return NULL;
}

static void unlink_state(lua_State *L) {
  if (L->next != NULL) L->next->previous = L->previous;
  if (L->previous != NULL) L->previous->next = L->next;
  else L->universe->states = L->next;
}

static void release_from(lua_State *L, int from);

void state_free(lua_State *L) {
  Universe *universe = L->universe;
  L->gone = 1;
  if (L->pins > 0) return;
  release_from(L, REGISTRY_ENTRY);
  for (int k = 0; k < ENTRY_CHUNKS && L->chunks[k] != NULL; k++)
    block_give(universe, L->chunks[k], ((size_t)FIRST_CHUNK << k) * sizeof(Entry));
  if (L->stack != NULL) block_give(universe, L->stack, slots_of(L) * sizeof(Slot));
  unlink_state(L);
  if (universe->main == L) universe->main = NULL;
  block_give(universe, (char *)L - EXTRA_SPACE, EXTRA_SPACE + sizeof(lua_State));
}

int stack_grow(lua_State *L, int slots) {
  Universe *universe = L->universe;
  size_t used = (size_t)(L->top - L->stack), size = slots_of(L);
  Slot *old = L->stack, *stack;
  if (slots < 0 || used + (size_t)slots > LUAI_MAXSTACK + SPARE_SLOTS) return 0;
  if (used + (size_t)slots <= size) return 1;
  while (size < used + (size_t)slots) size *= 2;
  stack = block_take(universe, size * sizeof(Slot));
  if (stack == NULL) return 0;
  memcpy(stack, old, used * sizeof(Slot));
  block_give(universe, old, slots_of(L) * sizeof(Slot));
  L->base = stack + (L->base - old);
  L->top = stack + (L->top - old);
  L->upvalues = stack + (L->upvalues - old);
  L->stack = stack;
  L->limit = stack + size;
  return 1;
}

/* -- entries -------------------------------------------------------------------------------- */

/* Chunk k begins with number FIRST_CHUNK * (2^k - 1). */
static Entry *entry_numbered(lua_State *L, int number) {
  unsigned place = (unsigned)number / FIRST_CHUNK + 1;
  int k = 31 - __builtin_clz(place);
  return L->chunks[k] + (number - (int)(((1u << k) - 1) * FIRST_CHUNK));
}

Entry *memory_message(lua_State *L) {
  return entry_numbered(L, MESSAGE_ENTRY);
}

static int add_chunk(lua_State *L) {
  int k = 0;
  while (k < ENTRY_CHUNKS && L->chunks[k] != NULL) k++;
  if (k == ENTRY_CHUNKS) return 0;
  L->chunks[k] = block_take(L->universe, ((size_t)FIRST_CHUNK << k) * sizeof(Entry));
  if (L->chunks[k] == NULL) return 0;
  L->capacity += FIRST_CHUNK << k;
  return 1;
}

Entry *entry_create(lua_State *L) {
  Entry *entry;
  int number = L->free;
  if (number != 0) {
    entry = entry_numbered(L, number);
    L->free = (int32_t)entry->length;
  } else {
    if (L->used >= L->capacity && !add_chunk(L)) return NULL;
    number = L->used++;
    entry = entry_numbered(L, number);
  }
  entry->pointer = NULL;
  entry->length = 0;
  entry->number = number;
  entry->flags = 0;
  return entry;
}

int entry_room(Entry *entry, size_t length) {
  char *at = entry->bytes;
  if (length >= ENTRY_BYTES) {
    at = malloc(length + 1);
    if (at == NULL) return 0;
    entry->flags |= ENTRY_OWNED;
  }
  at[length] = '\0';
  entry->pointer = at;
  entry->length = (int64_t)length;
  return 1;
}

int entry_store(Entry *entry, const char *bytes, size_t length) {
  if (!entry_room(entry, length)) return 0;
  memcpy(entry->pointer, bytes, length);
  return 1;
}

/*
** C code may still read the bytes of a string that it has just let go; of those not too long
** the last few stay.
*/
static void free_later(Universe *universe, void *bytes, int64_t length) {
  if (length < (int64_t)LARGE_BLOCK) {
    void **place = &universe->limbo[universe->limbo_at++ % LIMBO];
    void *before = *place;
    *place = bytes;
    bytes = before;
    universe->limbo_at %= LIMBO;
  }
  free(bytes);
}

/* Frees what an entry owns. */
static void release(lua_State *L, Entry *entry) {
  Universe *universe = L->universe;
  if (entry->flags & (ENTRY_OWNED | ENTRY_PINNED)) L->owned--;
  if (!(entry->flags & ENTRY_OWNED)) return;
  if (entry->flags & ENTRY_CLOSURE) {
    free(entry->pointer);
  } else if (entry->flags & ENTRY_BLOCK) {
    universe->block_bytes -= entry->length;
    free(entry->pointer);
  } else {
    free_later(universe, entry->pointer, entry->length);
  }
}

static void release_from(lua_State *L, int from) {
  for (int i = from; i < L->used; i++) release(L, entry_numbered(L, i));
}

static void make_free(lua_State *L, Entry *entry) {
  entry->flags = ENTRY_FREE;
  entry->length = L->free;
  L->free = entry->number;
}

/* Forgets the free entries from a number on; the list has the highest first. */
static void shorten_free(lua_State *L, int from) {
  while (L->free >= from) L->free = (int32_t)entry_numbered(L, L->free)->length;
}

int entry_unpin(lua_State *L, int number) {
  L->owned--;
  L->pins--;
  entry_numbered(L, number)->flags = ENTRY_FREE;
  if (!L->gone) return 1;
  state_free(L);
  return 0;
}

void entries_gather(lua_State *L) {
  while (L->used > L->start && (entry_numbered(L, L->used - 1)->flags & ENTRY_FREE)) L->used--;
  shorten_free(L, L->used);
  L->left = -1;
}

/* Those that are pinned stay. The others below them are free, which a sweep will find. */
static void drop_around_pinned(lua_State *L, int from) {
  int used = from;
  for (int i = from; i < L->used; i++) {
    Entry *entry = entry_numbered(L, i);
    if (entry->flags & ENTRY_PINNED) {
      used = i + 1;
    } else {
      if (!(entry->flags & ENTRY_FREE)) release(L, entry);
      entry->flags = ENTRY_FREE;
    }
  }
  L->used = used;
  shorten_free(L, used);
}

void entries_drop(lua_State *L, int from) {
  if (from >= L->used) return;
  shorten_free(L, from);
  if (L->owned == 0) L->used = from;
  else drop_around_pinned(L, from);
}

void entries_leave(lua_State *L, int from) {
  if (from < L->floor) L->floor = from;
  if (L->used - L->floor >= SPARE) {
    entries_drop(L, L->floor);
    L->floor = L->used;         /* else all around the pinned would be looked at again and again */
  } else {
    for (int i = from; i < L->used; i++) {
      Entry *entry = entry_numbered(L, i);
      if (!(entry->flags & ENTRY_OWNED)) continue;
      release(L, entry);
      entry->flags &= ~(ENTRY_OWNED | ENTRY_BLOCK | ENTRY_CLOSURE);
      entry->pointer = NULL;
    }
  }
  L->left = L->used;
}

/* -- sweeps --------------------------------------------------------------------------------- */

/* The closures whose upvalues are still to be marked are chained through their bytes. */
static Entry *chain(Entry *entry, Entry *rest) {
  memcpy(entry->bytes, &rest, sizeof rest);
  return entry;
}

static Entry *mark_slots(int start, const Slot *from, const Slot *to, Entry *closures) {
  for (; from < to; from++) {
    Entry *entry;
    if (!is_reference(from)) continue;
    entry = from->as.entry;
    if (entry->number < start || (entry->flags & ENTRY_MARKED)) continue;
    entry->flags |= ENTRY_MARKED;
    if ((entry->flags & (ENTRY_CLOSURE | ENTRY_JAVA)) == ENTRY_CLOSURE)
      closures = chain(entry, closures);
  }
  return closures;
}

static void mark(lua_State *L) {
  Universe *universe = L->universe;
  Entry *closures = mark_slots(L->start, L->upvalues, L->top, NULL);
  if (universe->puts_state == L->id)
    closures = mark_slots(L->start, (Slot *)universe->put, (Slot *)(universe->put + universe->puts),
                          closures);
  while (closures != NULL) {
    Closure *closure = closures->pointer;
    Slot *upvalues = closure->upvalues;
    Entry *rest;
    memcpy(&rest, closures->bytes, sizeof rest);
    closures = mark_slots(L->start, upvalues, upvalues + closure->count, rest);
  }
}

#define owns_string(entry) \
  (((entry)->flags & (ENTRY_OWNED | ENTRY_BLOCK | ENTRY_CLOSURE)) == ENTRY_OWNED)

/* Returns how many entries are free. */
static int sort_out(lua_State *L) {
  Universe *universe = L->universe;
  int free_ones = 0;
  L->free = 0;
  universe->owned_bytes = 0;
  universe->owned_limit = OWNED_BYTES;
  for (int i = L->start; i < L->used; i++) {
    Entry *entry = entry_numbered(L, i);
    if (entry->flags & (ENTRY_MARKED | ENTRY_PINNED)) {
      entry->flags &= ~(ENTRY_MARKED | ENTRY_LIMBO);
      if (owns_string(entry)) universe->owned_limit += entry->length;
    } else if (entry->flags & (ENTRY_LIMBO | ENTRY_FREE)) {
      if (!(entry->flags & ENTRY_FREE)) release(L, entry);
      make_free(L, entry);
      free_ones++;
    } else {
      entry->flags |= ENTRY_LIMBO;
    }
  }
  return free_ones;
}

/* The next sweep comes when the free ones are used up, or as many more if they are few. */
void entries_sweep(lua_State *L) {
  int made = L->used - L->start, free_ones;
  drop_windows(L->universe);
  mark(L);
  free_ones = sort_out(L);
  L->left = -1;                 /* the running function may use again what ended ones have left */
  if (made < LEAST_SWEEP) made = LEAST_SWEEP;
  L->sweep = free_ones >= made / 4 ? L->used : L->used + made;
}
