/*
** Threads: coroutines, as C sees them.
*/

/* A new thread has the hook of the one that makes it. */
static lua_State *lua_newthread(lua_State *L) {
  lua_State *thread;
  cross(L, newThread, push_answer(L));
  thread = (lua_State *)(intptr_t)L->universe->result;
  if (L->hook != NULL) {        /* it may have been taken away since */
    int mask = ask(L, hook), count = (int)L->universe->result;
    if (mask != 0 && L->hook != HOOK_OF_LUA) {
      thread->hook = L->hook;
      cross(thread, setHook, mask, count);
    }
  }
  return thread;
}

static int lua_pushthread(lua_State *L) {
  return cross(L, pushThread, push_answer(L));
}

#if LUA_LEVEL == 504
static int lua_resume(lua_State *L, lua_State *from, int narg, int *nres) {
  int status = cross(L, resume, from == NULL ? 0 : from->id, narg);
  *nres = (int)L->universe->result;
  return status;
}
#else
static int lua_resume(lua_State *L, lua_State *from, int narg) {
  return cross(L, resume, from == NULL ? 0 : from->id, narg);
}
#endif

/* Leaves the function, which returns to Java: what it yields is on the top. */
static int lua_yieldk(lua_State *L, int nresults, lua_KContext ctx, lua_KFunction k) {
  if (!cross(L, isYieldable)) {
    fail(L, L == L->universe->main ? "attempt to yield from outside a coroutine"
                                   : "attempt to yield across a C-call boundary");
  }
  L->yielded = nresults;
  continue_with(L, ctx, k);
  leave(LEFT_BY_YIELD);
}

static int lua_status(lua_State *L) {
  return cross(L, threadStatus);
}

#if LUA_LEVEL >= 503
static int lua_isyieldable(lua_State *L) {
  return cross(L, isYieldable);
}
#endif

#if LUA_LEVEL == 504

static int lua_resetthread(lua_State *L) {
  L->marked = 0;
  return cross(L, resetThread);
}

/* What 5.4.6 and later have for it. */
static int lua_closethread(lua_State *L, lua_State *from) {
  (void)from;
  return lua_resetthread(L);
}

/* PUC has no such limit any more either. */
static int lua_setcstacklimit(lua_State *L, unsigned int limit) {
  (void)L;
  (void)limit;
  return 200;
}

static void lua_toclose(lua_State *L, int idx) {
  int at = slot_number(L, idx);
  cross(L, toClose, at);
  L->marked = at;
}

static void lua_closeslot(lua_State *L, int idx) {
  L->marked = cross(L, closeSlot, slot_number(L, idx));
}

#endif
