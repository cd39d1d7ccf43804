/*
** What the files of a level share: slots of indices, pushing, crossings.
**
** A pointer to a slot is good until something is pushed or crosses, for the stack may move then.
*/
#ifndef CORE_H
#define CORE_H

#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "arena.h"

#define likely(condition) __builtin_expect(!!(condition), 1)
#define unlikely(condition) __builtin_expect(!!(condition), 0)

/*
** Crosses to Java. All that the top must be moved for is moved before: slots above it may be
** overwritten by what runs meanwhile.
*/
#define cross(L, name, ...) (drop_windows((L)->universe), crossings.name(L, ##__VA_ARGS__))

/* A crossing that runs no code and changes no table: what was fetched in advance still holds. */
#define ask(L, name, ...) crossings.name(L, ##__VA_ARGS__)

static const char no_memory[] = "not enough memory";

static _Noreturn void fail(lua_State *L, const char *message);

/* -- slots ---------------------------------------------------------------------------------- */

/* The slot of an index that is not acceptable: nil, of type LUA_TNONE. Nobody writes to it. */
static Slot none;

/*
** Another call of the running function, in the same thread or another, or lua_setupvalue, may have set
** its upvalues, of which the slots have copies.
*/
static __attribute__((noinline)) void renew_upvalues(lua_State *L) {
  L->upvalues_age = L->universe->upvalues_age;
  if (L->upvalues < L->base) ask(L, upvalues);
}

static Slot *pseudo_slot(lua_State *L, int index) {
  Slot *slot;
  if (index == LUA_REGISTRYINDEX) return L->stack;
  if (unlikely(L->upvalues_age != L->universe->upvalues_age)) renew_upvalues(L);
  slot = L->upvalues + (LUA_REGISTRYINDEX - index - 1);
  return slot < L->base ? slot : &none;
}

static inline Slot *slot_at(lua_State *L, int index) {
  if (likely(index > LUA_REGISTRYINDEX)) {
    Slot *slot = index > 0 ? L->base + (index - 1) : L->top + index;
    return likely(slot < L->top) ? slot : &none;
  }
  return pseudo_slot(L, index);
}

static inline int type_of(const Slot *slot) {
  return unlikely(slot == &none) ? LUA_TNONE : slot_type(slot);
}

static inline void set_nil(Slot *slot) {
  slot->tag = TAG_NIL;
  slot->handle = 0;
  slot->as.integer = 0;
}

static inline void set_number(Slot *slot, double number) {
  slot->tag = TAG_NUMBER;
  slot->handle = 0;
  slot->as.number = number;
}

/* 5.2 has no integers: all are doubles. */
static inline void set_integer(Slot *slot, int64_t integer) {
#if LUA_LEVEL == 502
  set_number(slot, (double)integer);
#else
  slot->tag = TAG_INTEGER;
  slot->handle = 0;
  slot->as.integer = integer;
#endif
}

static inline void set_boolean(Slot *slot, int boolean) {
  slot->tag = TAG_BOOLEAN;
  slot->handle = 0;
  slot->as.boolean = boolean != 0;
}

static inline void set_pointer(Slot *slot, const void *pointer) {
  slot->tag = TAG_LIGHTUSERDATA;
  slot->handle = 0;
  slot->as.pointer = (void *)pointer;
}

static inline void set_entry(Slot *slot, int tag, Entry *entry) {
  slot->tag = tag;
  slot->handle = entry->number;
  slot->as.entry = entry;
}

/* -- pushing -------------------------------------------------------------------------------- */

static void make_room(lua_State *L, int slots) {
  if (unlikely(L->limit - L->top < slots) && !stack_grow(L, slots)) {
    int many = L->top - L->stack + slots > LUAI_MAXSTACK;
    L->top--;                   /* the message needs a slot */
    fail(L, many ? "stack overflow" : no_memory);
  }
}

/* A slot on the top, which the caller fills at once. */
static inline Slot *push_slot(lua_State *L) {
  if (unlikely(L->top == L->limit)) make_room(L, 1);
  return L->top++;
}

static inline void push_nils(lua_State *L, int n) {
  make_room(L, n);
  while (n-- > 0) set_nil(L->top++);
}

static __attribute__((noinline)) void sweep(lua_State *L) {
  entries_sweep(L);
  cross(L, sweep);
}

/* Comes before all that makes entries, here or in Java. */
static inline void tidy(lua_State *L) {
  if (unlikely(sweep_due(L))) sweep(L);
}

/* Pushes a new reference. Its entry is to be filled before anything else. */
static inline Entry *push_entry(lua_State *L, int tag) {
  Entry *entry;
  tidy(L);
  entry = entry_create(L);
  if (unlikely(entry == NULL)) fail(L, no_memory);
  set_entry(push_slot(L), tag, entry);
  return entry;
}

/* -- operands of crossings ------------------------------------------------------------------ */

/* The registry's slot has number 0; crossings know it by its index. */
static inline int number_of(lua_State *L, const Slot *slot) {
  return slot == L->stack ? LUA_REGISTRYINDEX : (int)(slot - L->stack);
}

/* The number of an index's slot; of a nil above the top if there is none. */
static inline int slot_number(lua_State *L, int index) {
  Slot *slot = slot_at(L, index);
  if (unlikely(slot == &none)) {
    make_room(L, 4);
    slot = L->top + 3;
    set_nil(slot);
  }
  return number_of(L, slot);
}

#define top_number(L) ((int)((L)->top - (L)->stack) - 1)

#endif
