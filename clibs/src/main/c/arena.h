/*
** The memory of a universe: its arena, states, stacks and entries. It is the same at each level.
*/
#ifndef ARENA_H
#define ARENA_H

#include "crossings.h"
#include "state.h"

/* What a C closure that Java has not seen has: its entry owns it (ENTRY_CLOSURE). */
typedef struct Closure {
  int (*function)(lua_State *L);
  int64_t count;                /* of the upvalues */
  Slot upvalues[];
} Closure;

/* Reserves an arena, and makes the universe at its start with the main state. NULL: no memory. */
Universe *arena_create(int version, size_t bytes);

/* Gives everything back, states that still live and what their entries own included. */
void arena_destroy(Universe *universe);

/* NULL: no memory. */
lua_State *state_create(Universe *universe, int id);

/* A state stays as long as strings whose bytes it has. */
void state_free(lua_State *L);

/* Makes room for slots above the top; the stack may move. 0: there is no memory for so many. */
int stack_grow(lua_State *L, int slots);

/* The string "not enough memory", for when there is none for a new one. */
Entry *memory_message(lua_State *L);

/* A new entry, all its fields but the number zero; never sweeps. NULL: no memory. */
Entry *entry_create(lua_State *L);

/* Drops the entries from a number on: a C function has returned that began with so many. */
void entries_drop(lua_State *L, int from);

/* Gives a string's entry the room for its bytes. 0: no memory. */
int entry_room(Entry *entry, size_t length);

/* Gives a string's entry its bytes; ENTRY_OWNED if they do not lie in the entry. 0: no memory. */
int entry_store(Entry *entry, const char *bytes, size_t length);

/*
** The string of an entry that was pinned is gone, and so is the function that has made the entry.
** Answers whether the state is still there: its entries are to be gathered then.
*/
int entry_unpin(lua_State *L, int number);

/* Cuts off the free entries at the end. */
void entries_gather(lua_State *L);

/* Finds the entries that no slot refers to. Those found twice running are free. */
void entries_sweep(lua_State *L);

/*
** A function's entries are its own: it neither sweeps nor takes those of the one that waits for it, so
** that all it has made can be dropped when it returns.
*/
typedef struct Entries { int32_t start, free, sweep, holds; } Entries;

#define LEAST_SWEEP 1024        /* so many entries are made before the first sweep */

static inline Entries entries_begin(lua_State *L) {
  Entries outer = { L->start, L->free, L->sweep, L->holds };
  L->start = L->used;
  if (L->free != 0) L->free = 0;
  L->sweep = L->used + LEAST_SWEEP;
  if (L->holds != 0) L->holds = 0;
  return outer;
}

static inline void entries_end(lua_State *L, Entries outer) {
  L->start = outer.start;
  if (L->free != outer.free) L->free = outer.free;
  L->sweep = outer.sweep;
  if (L->holds != outer.holds) L->holds = outer.holds;
}

/*
** The entries of functions that have ended are dropped when there are so many. Until then the bytes of
** a short string stay that C code may have put into memory of its own and use in its next call: in PUC's
** Lua they stay as long as the caller has the string. (Of a function that makes a userdata they stay
** just as long here, see hold_bytes.)
*/
#define SPARE 256

/* Lets go of the entries from a number on: a function has ended. What they own is freed at once. */
void entries_leave(lua_State *L, int from);

/* Whether that has anything to do. */
static inline int entries_held(const lua_State *L) {
  return L->used - L->floor >= SPARE || L->owned != L->pins;
}

/* Whether a sweep should come before the next entry is made. */
#define sweep_due(L) ((L)->used >= (L)->sweep && (L)->free == 0)

/* Strings that live too long take no more than this without a sweep. */
#define OWNED_BYTES ((int64_t)8 << 20)

/* What C has fetched in advance holds no longer: before a crossing, and between C functions. */
static inline void drop_windows(Universe *universe) {
  if (universe->window_state != 0) universe->window_state = 0;
  if (universe->run_state != 0) universe->run_state = 0;
  if (universe->kept_windows != 0) universe->kept_windows = 0;
}

#endif
