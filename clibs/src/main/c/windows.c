/*
** What lua_next and lua_rawgeti have fetched in advance: entries of a table (the window), or
** elements of a list (the run). They hold until something may have changed a table.
*/

/* -- windows -------------------------------------------------------------------------------- */

static int same_key(const Slot *a, const Slot *b) {
  return a->tag == b->tag && a->as.integer == b->as.integer;
}

static int has_window(lua_State *L, const Slot *table) {
  Universe *universe = L->universe;
  return universe->window_state == L->id && universe->window_table == table->handle;
}

static int answer_entry(lua_State *L, const Slot *entry) {
  Slot *value = push_slot(L);
  value[-1] = entry[0];
  value[0] = entry[1];
  L->universe->window_key = entry[0];
  return 1;
}

/* The next entry, or the end; -1 if the window does not know. One that is not full has the last. */
static int next_of_window(lua_State *L) {
  Universe *universe = L->universe;
  Slot *key = L->top - 1;
  if (key->tag == TAG_NIL) {
    if (!universe->window_whole) return -1;
    universe->window_at = 0;
    return answer_entry(L, universe->window_first);
  }
  if (!same_key(&universe->window_key, key)) return -1;
  if (universe->window_at < universe->window_count)
    return answer_entry(L, &universe->window[2 * universe->window_at++]);
  if (universe->window_count == WINDOW) return -1;
  L->top--;
  return 0;
}

/* Notes what the crossing has answered, for the window it has filled. */
static void begin_window(lua_State *L, int from_start) {
  Universe *universe = L->universe;
  universe->window_key = universe->window_first[0] = L->top[-2];
  universe->window_first[1] = L->top[-1];
  universe->window_whole = from_start;
}

/* -- windows of the tables around ----------------------------------------------------------- */

/* Puts the window aside if it is another table's. The outermost goes if there are many. */
static void keep_window(lua_State *L, const Slot *table) {
  Universe *universe = L->universe;
  KeptWindow *kept;
  if (universe->window_state == 0 || has_window(L, table)) return;
  if (universe->kept_windows == KEPT) {
    universe->kept_windows--;
    memmove(universe->kept, universe->kept + 1, (KEPT - 1) * sizeof *kept);
  }
  kept = &universe->kept[universe->kept_windows++];
  kept->state = universe->window_state;
  kept->table = universe->window_table;
  kept->count = universe->window_count;
  kept->at = universe->window_at;
  kept->whole = universe->window_whole;
  kept->key = universe->window_key;
  memcpy(kept->first, universe->window_first, sizeof kept->first);
  memcpy(kept->slots, universe->window, 2 * (size_t)kept->count * sizeof(Slot));
}

static void restore_window(Universe *universe, const KeptWindow *kept) {
  universe->window_state = kept->state;
  universe->window_table = kept->table;
  universe->window_count = kept->count;
  universe->window_at = kept->at;
  universe->window_whole = kept->whole;
  universe->window_key = kept->key;
  memcpy(universe->window_first, kept->first, sizeof kept->first);
  memcpy(universe->window, kept->slots, 2 * (size_t)kept->count * sizeof(Slot));
}

/* Finds a table's window among those put aside; those of the tables inside it are done with. */
static int find_window(lua_State *L, const Slot *table) {
  Universe *universe = L->universe;
  for (int i = universe->kept_windows - 1; i >= 0; i--) {
    KeptWindow *kept = &universe->kept[i];
    if (kept->state != L->id || kept->table != table->handle) continue;
    restore_window(universe, kept);
    universe->kept_windows = i;
    return 1;
  }
  return 0;
}

static inline int next_in_window(lua_State *L, const Slot *table) {
  return has_window(L, table) || find_window(L, table) ? next_of_window(L) : -1;
}

/* -- elements ------------------------------------------------------------------------------- */

static int is_key(const Slot *key, lua_Integer n) {
  Slot wanted;
  set_integer(&wanted, n);
  return same_key(key, &wanted);
}

/* An element that was fetched with the entries of a table, where a list has it. */
static Slot *element_in_window(lua_State *L, const Slot *table, lua_Integer n) {
  Universe *universe = L->universe;
  Slot *entry;
  if (!has_window(L, table) || !universe->window_whole) return NULL;
  if (n < 1 || n - 1 > universe->window_count) return NULL;
  entry = n == 1 ? universe->window_first : &universe->window[2 * (n - 2)];
  return is_key(entry, n) ? entry + 1 : NULL;
}

/* An element that was fetched with one before it, whose slot it is then. */
static inline Slot *fetched_element(lua_State *L, const Slot *table, lua_Integer n) {
  Universe *universe = L->universe;
  uint64_t at = (uint64_t)n - (uint64_t)universe->run_first;
  if (universe->run_state == L->id && universe->run_table == table->handle
      && at < (uint64_t)universe->run_count)
    return &universe->run[at];
  return element_in_window(L, table, n);
}
