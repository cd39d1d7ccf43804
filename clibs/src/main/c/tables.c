/*
** Tables, metatables and user values.
**
** Raw sets of a table that C has just made are put off: nobody sees it before the next crossing.
*/

/* Pushes a slot for what a crossing answers, and gives its number. */
static int push_answer(lua_State *L) {
  tidy(L);
  set_nil(push_slot(L));
  return top_number(L);
}

/* -- raw sets that are put off -------------------------------------------------------------- */

static int is_plain_key(const Slot *key) {
  switch (key->tag) {
    case TAG_NUMBER: return key->as.number == key->as.number;
    case TAG_STRING: case TAG_BOOLEAN: case TAG_INTEGER: return 1;
    default: return 0;
  }
}

/* Whether a set with a plain key can be put off. */
static inline int can_put(lua_State *L, const Slot *table) {
  Universe *universe = L->universe;
  if (table->tag != TAG_TABLE || !(table->as.entry->flags & ENTRY_FRESH)) return 0;
  if (universe->puts == 0) universe->puts_state = L->id;
  return universe->puts < PUTS && universe->puts_state == L->id;
}

static inline void put(lua_State *L, const Slot *table, const Slot *key, const Slot *value) {
  Universe *universe = L->universe;
  Put *next = &universe->put[universe->puts++];
  next->table = *table;
  next->key = *key;
  next->value = *value;
  drop_windows(universe);       /* they may be of this table */
}

/* What C stores, it may rely on afterwards. */
static inline void keep_if_read(lua_State *L) {
  if (unlikely(is_read(L->top - 1))) keep_bytes(L, L->top - 1);
}

static void raw_set(lua_State *L, int idx) {
  Slot *table, *key;
  keep_if_read(L);
  table = slot_at(L, idx);
  key = L->top - 2;
  if (is_plain_key(key) && can_put(L, table)) {
    put(L, table, key, key + 1);
  } else {
    int of = slot_number(L, idx);
    cross(L, rawSet, of, top_number(L) - 1, top_number(L));
  }
  L->top -= 2;
}

static void raw_set_integer(lua_State *L, int idx, lua_Integer n) {
  Slot *table;
  keep_if_read(L);
  table = slot_at(L, idx);
  if (can_put(L, table)) {
    Slot key;
    set_integer(&key, n);
    put(L, table, &key, L->top - 1);
  } else {
    int of = slot_number(L, idx);
    L->universe->argument = n;
    cross(L, rawSetInteger, of, top_number(L));
  }
  L->top--;
}

static void lua_rawset(lua_State *L, int idx) {
  raw_set(L, idx);
}

static void lua_rawseti(lua_State *L, int idx, RawIndex n) {
  raw_set_integer(L, idx, n);
}

/* The value on the top goes above the key. */
static void push_key_below(lua_State *L) {
  Slot key = L->top[-1];
  L->top[-1] = L->top[-2];
  L->top[-2] = key;
}

static void lua_rawsetp(lua_State *L, int idx, const void *p) {
  idx = lua_absindex(L, idx);
  set_pointer(push_slot(L), p);
  push_key_below(L);
  raw_set(L, idx);
}

/* -- sets with metamethods ------------------------------------------------------------------ */

static void lua_settable(lua_State *L, int idx) {
  Slot *table, *key;
  keep_if_read(L);
  table = slot_at(L, idx);
  key = L->top - 2;
  if (is_plain_key(key) && can_put(L, table)) {
    put(L, table, key, key + 1);
  } else {
    int of = slot_number(L, idx);
    cross(L, set, of, top_number(L) - 1, top_number(L));
  }
  L->top -= 2;
}

static void lua_setfield(lua_State *L, int idx, const char *k) {
  idx = lua_absindex(L, idx);
  push_bytes(L, k, strlen(k));
  push_key_below(L);
  lua_settable(L, idx);
}

#if LUA_LEVEL >= 503
static void lua_seti(lua_State *L, int idx, lua_Integer n) {
  idx = lua_absindex(L, idx);
  set_integer(push_slot(L), n);
  push_key_below(L);
  lua_settable(L, idx);
}
#endif

/* -- gets ----------------------------------------------------------------------------------- */

/* The key is on the top, and its slot gets the value. */
static int get(lua_State *L, int of) {
  tidy(L);
  return cross(L, get, of, top_number(L));
}

static PushedType lua_gettable(lua_State *L, int idx) {
  pushed_type(get(L, slot_number(L, idx)));
}

/* -- tables of types ------------------------------------------------------------------------ */

/* Where a type is if it is known. */
static inline Type *type_at(lua_State *L, const char *name) {
  return &L->universe->types[((uintptr_t)name ^ (uintptr_t)name >> 6) % TYPES];
}

static inline int is_type(const Type *type, const char *name) {
  return type->name == name && strcmp(type->text, name) == 0;
}

/* Pushes the table of a type if the registry is known to have one. Java looks for it when it needs it. */
static int push_known_type(lua_State *L, const Type *type) {
  Entry *entry;
  if (type->age != L->universe->types_age) return 0;
  entry = push_entry(L, TAG_TABLE);
  entry->length = type->number;
  entry->flags = ENTRY_TYPE;
  return 1;
}

static inline int push_if_type(lua_State *L, const char *name) {
  const Type *type = type_at(L, name);
  return is_type(type, name) && push_known_type(L, type);
}

static PushedType lua_getfield(lua_State *L, int idx, const char *k) {
  int type = LUA_TTABLE;
  if (idx != LUA_REGISTRYINDEX || !push_if_type(L, k)) {
    int of = slot_number(L, idx);
    push_bytes(L, k, strlen(k));
    type = get(L, of);
  }
  pushed_type(type);
}

#if LUA_LEVEL >= 503
static int lua_geti(lua_State *L, int idx, lua_Integer n) {
  int of = slot_number(L, idx);
  set_integer(push_slot(L), n);
  return get(L, of);
}
#endif

static int raw_get(lua_State *L, int of) {
  tidy(L);
  return ask(L, rawGet, of, top_number(L));
}

static PushedType lua_rawget(lua_State *L, int idx) {
  pushed_type(raw_get(L, slot_number(L, idx)));
}

static PushedType lua_rawgetp(lua_State *L, int idx, const void *p) {
  int of = slot_number(L, idx);
  set_pointer(push_slot(L), p);
  pushed_type(raw_get(L, of));
}

static int raw_get_integer(lua_State *L, int idx, lua_Integer n) {
  Slot *table = slot_at(L, idx), *element = fetched_element(L, table, n);
  int of, at;
  if (element != NULL) {
    Slot *slot = push_slot(L);
    *slot = *element;
    return slot_type(slot);
  }
  of = slot_number(L, idx);
  at = push_answer(L);
  L->universe->run_state = 0;
  L->universe->argument = n;
  return ask(L, rawGetInteger, of, at);
}

static PushedType lua_rawgeti(lua_State *L, int idx, RawIndex n) {
  pushed_type(raw_get_integer(L, idx, n));
}

/* -- globals -------------------------------------------------------------------------------- */

static PushedType lua_getglobal(lua_State *L, const char *name) {
  int type, of;
  raw_get_integer(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  of = top_number(L);
  push_bytes(L, name, strlen(name));
  type = get(L, of);
  L->top[-2] = L->top[-1];
  L->top--;
  pushed_type(type);
}

static void lua_setglobal(lua_State *L, const char *name) {
  raw_get_integer(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  push_key_below(L);
  push_bytes(L, name, strlen(name));
  push_key_below(L);
  lua_settable(L, -3);
  L->top--;
}

/* -- new tables, traversal ------------------------------------------------------------------ */

static void lua_createtable(lua_State *L, int narray, int nrec) {
  Entry *entry = push_entry(L, TAG_TABLE);
  entry->length = (int64_t)((uint64_t)(uint32_t)nrec << 32 | (uint32_t)narray);
  entry->flags = ENTRY_FRESH;
}

static int lua_next(lua_State *L, int idx) {
  Slot *table = slot_at(L, idx);
  int answer = next_in_window(L, table), from_start, of, at;
  if (answer >= 0) return answer;
  keep_window(L, table);
  L->universe->window_state = 0;
  from_start = L->top[-1].tag == TAG_NIL;
  of = slot_number(L, idx);
  at = push_answer(L);
  answer = ask(L, next, of, at - 1);
  if (answer) begin_window(L, from_start);
  else L->top -= 2;
  return answer;
}

/* -- metatables ----------------------------------------------------------------------------- */

/* A table that is fresh has none. */
static int lua_getmetatable(lua_State *L, int objindex) {
  Slot *slot = slot_at(L, objindex);
  int of;
  if (slot == &none) return 0;
  if (slot->tag == TAG_TABLE && (slot->as.entry->flags & ENTRY_FRESH)) return 0;
  of = number_of(L, slot);
  if (ask(L, metatable, of, push_answer(L))) return 1;
  L->top--;
  return 0;
}

static int lua_setmetatable(lua_State *L, int objindex) {
  Slot *slot = slot_at(L, objindex);
  if (slot->tag == TAG_TABLE) slot->as.entry->flags &= ~ENTRY_FRESH;
  cross(L, setMetatable, slot_number(L, objindex), top_number(L));
  L->top--;
  return 1;
}

/* -- user values ---------------------------------------------------------------------------- */

static int get_user_value(lua_State *L, int idx, int n) {
  int of = slot_number(L, idx);
  return ask(L, userValue, of, n, push_answer(L));
}

static int set_user_value(lua_State *L, int idx, int n) {
  int answer;
  keep_if_read(L);
  answer = cross(L, setUserValue, slot_number(L, idx), n, top_number(L));
  L->top--;
  return answer;
}

#if LUA_LEVEL == 504

static int lua_getiuservalue(lua_State *L, int idx, int n) {
  return get_user_value(L, idx, n);
}

static int lua_setiuservalue(lua_State *L, int idx, int n) {
  return set_user_value(L, idx, n);
}

#else

static PushedType lua_getuservalue(lua_State *L, int idx) {
  pushed_type(get_user_value(L, idx, 1));
}

static void lua_setuservalue(lua_State *L, int idx) {
  set_user_value(L, idx, 1);
}

#endif
