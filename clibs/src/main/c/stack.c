/*
** The stack: indices, and values that move on it.
*/

static _Noreturn void fail(lua_State *L, const char *message) {
  Entry *entry = message == no_memory ? NULL : entry_create(L);
  Slot *slot = L->top == L->limit ? L->top - 1 : L->top++;
  if (entry == NULL || !entry_store(entry, message, strlen(message))) entry = memory_message(L);
  if (entry->flags & ENTRY_OWNED) L->owned++;
  set_entry(slot, TAG_STRING, entry);
  cross(L, raise, number_of(L, slot));
  leave(LEFT_BY_ERROR);         /* it does not come here: raise never returns */
}

/* An upvalue of the running function, whose slot has been set, is set in the closure itself. */
static void write_upvalue(lua_State *L, int index) {
  *push_slot(L) = *slot_at(L, index);
  cross(L, setUpvalue, -1, LUA_REGISTRYINDEX - index, top_number(L));
  L->upvalues_age = L->universe->upvalues_age; /* the slot has it */
  L->top--;
}

static void set_slot(lua_State *L, int index, const Slot *value) {
  Slot *slot = slot_at(L, index);
  if (slot == &none || slot == L->stack) return;
  *slot = *value;
  if (index < LUA_REGISTRYINDEX) write_upvalue(L, index);
}

static int lua_absindex(lua_State *L, int idx) {
  return idx > 0 || idx <= LUA_REGISTRYINDEX ? idx : (int)(L->top - L->base) + idx + 1;
}

static int lua_gettop(lua_State *L) {
  return (int)(L->top - L->base);
}

#if LUA_LEVEL == 504
/* Closes the marked slots from a new top on. */
static void close_slots(lua_State *L, ptrdiff_t top) {
  int from = (int)(L->base - L->stack + top);
  if (from <= L->marked) L->marked = cross(L, closeSlots, from, (int)(L->top - L->stack));
}
#endif

static void lua_settop(lua_State *L, int idx) {
  ptrdiff_t by = idx >= 0 ? idx - (L->top - L->base) : (ptrdiff_t)idx + 1;
  if (by > 0) {
    push_nils(L, (int)by);
    return;
  }
#if LUA_LEVEL == 504
  if (unlikely(L->marked != 0)) close_slots(L, L->top - L->base + by);
#endif
  L->top += by;
}

static void lua_pushvalue(lua_State *L, int idx) {
  Slot value = *slot_at(L, idx);
  *push_slot(L) = value;
}

#if LUA_LEVEL == 502

static void lua_insert(lua_State *L, int idx) {
  Slot *slot = slot_at(L, idx), kept = L->top[-1];
  memmove(slot + 1, slot, (size_t)(L->top - 1 - slot) * sizeof(Slot));
  *slot = kept;
}

static void lua_remove(lua_State *L, int idx) {
  Slot *slot = slot_at(L, idx);
  memmove(slot, slot + 1, (size_t)(L->top - 1 - slot) * sizeof(Slot));
  L->top--;
}

static void lua_replace(lua_State *L, int idx) {
  Slot value = L->top[-1];
  set_slot(L, idx, &value);
  L->top--;
}

#else

static void reverse(Slot *from, Slot *to) {
  for (; from < to; from++, to--) {
    Slot kept = *from;
    *from = *to;
    *to = kept;
  }
}

/* Upwards by n: the last n slots change places with those before them. By one, this is a move. */
static void lua_rotate(lua_State *L, int idx, int n) {
  Slot *first = slot_at(L, idx), *last = L->top - 1;
  if (n == 1) {
    Slot kept = *last;
    memmove(first + 1, first, (size_t)(last - first) * sizeof(Slot));
    *first = kept;
  } else if (n == -1) {
    Slot kept = *first;
    memmove(first, first + 1, (size_t)(last - first) * sizeof(Slot));
    *last = kept;
  } else {
    Slot *middle = n >= 0 ? last - n : first - n - 1;
    reverse(first, middle);
    reverse(middle + 1, last);
    reverse(first, last);
  }
}

#endif

static void lua_copy(lua_State *L, int fromidx, int toidx) {
  Slot value = *slot_at(L, fromidx);
  set_slot(L, toidx, &value);
}

/* Its limit is PUC's. What is beyond is for what handles errors. */
static int lua_checkstack(lua_State *L, int n) {
  if (L->limit - L->top > n) return 1;
  if (n < 0 || L->top - L->stack > LUAI_MAXSTACK - n) return 0;
  return stack_grow(L, n);
}

static int has_references(const Slot *from, const Slot *to) {
  while (from < to && !is_reference(from)) from++;
  return from < to;
}

/* A reference has an entry in its own state's table only, so that Java moves those. */
static void lua_xmove(lua_State *from, lua_State *to, int n) {
  if (from == to || n <= 0) return;
  if (has_references(from->top - n, from->top)) {
    cross(from, transfer, to->id, top_number(from) + 1 - n, n);
  } else {
    make_room(to, n);
    memcpy(to->top, from->top - n, (size_t)n * sizeof(Slot));
    to->top += n;
  }
  from->top -= n;
}
