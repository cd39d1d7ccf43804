/*
** What runs, and what is in it. A call is known by its number, counted from the stack's bottom.
*/

/* The text of a slot, kept for the engine's life; NULL for nil. */
static const char *kept_text(lua_State *L, int idx) {
  size_t length;
  const char *text = lua_tolstring(L, idx, &length);
  return text == NULL ? NULL : name_keep(L->universe, text, length);
}

static void push_room(lua_State *L, int n) {
  make_room(L, n);
  while (n-- > 0) set_nil(L->top++);
}

static int lua_getstack(lua_State *L, int level, lua_Debug *ar) {
  int call = level < 0 ? -1 : cross(L, getStack, level);
  if (call < 0) return 0;
  ar->call = call;
  return 1;
}

/* The slots that the crossing fills begin at `first`. */

static void fill_source(lua_State *L, int first, lua_Debug *ar) {
  const char *text = lua_tostring(L, first + INFO_SHORT_SRC);
  ar->source = kept_text(L, first + INFO_SOURCE);
  ar->what = kept_text(L, first + INFO_WHAT);
  ar->linedefined = (int)lua_tointeger(L, first + INFO_LINEDEFINED);
  ar->lastlinedefined = (int)lua_tointeger(L, first + INFO_LASTLINEDEFINED);
  snprintf(ar->short_src, sizeof ar->short_src, "%s", text != NULL ? text : "?");
#if LUA_LEVEL == 504
  lua_tolstring(L, first + INFO_SOURCE, &ar->srclen);
#endif
}

static void fill_counts(lua_State *L, int first, lua_Debug *ar) {
  ar->nups = (unsigned char)lua_tointeger(L, first + INFO_NUPS);
  ar->nparams = (unsigned char)lua_tointeger(L, first + INFO_NPARAMS);
  ar->isvararg = (char)lua_toboolean(L, first + INFO_ISVARARG);
}

static void fill_name(lua_State *L, int first, lua_Debug *ar) {
  ar->name = kept_text(L, first + INFO_NAME);
  ar->namewhat = ar->name == NULL ? "" : kept_text(L, first + INFO_NAMEWHAT);
}

/* PUC answers the bit of its call's flags. */
#if LUA_LEVEL == 502
#define TAIL_CALL 64
#else
#define TAIL_CALL 32
#endif

/* Answers whether there is such an option. */
static int fill(lua_State *L, int first, char option, lua_Debug *ar) {
  switch (option) {
    case 'S': fill_source(L, first, ar); break;
    case 'l': ar->currentline = (int)lua_tointeger(L, first + INFO_CURRENTLINE); break;
    case 'u': fill_counts(L, first, ar); break;
    case 'n': fill_name(L, first, ar); break;
    case 't': ar->istailcall = lua_toboolean(L, first + INFO_ISTAILCALL) ? TAIL_CALL : 0; break;
#if LUA_LEVEL == 504
    case 'r':
      ar->ftransfer = (unsigned short)lua_tointeger(L, first + INFO_FTRANSFER);
      ar->ntransfer = (unsigned short)lua_tointeger(L, first + INFO_NTRANSFER);
      break;
#endif
    case 'f': case 'L': break;  /* these are pushed */
    default: return 0;
  }
  return 1;
}

static int lua_getinfo(lua_State *L, const char *what, lua_Debug *ar) {
  int of_function = *what == '>', all = 1, wanted = 0, first;
  if (of_function) what++;
  if (strchr(what, 'f') != NULL) wanted |= INFO_FUNCTION;
  if (strchr(what, 'L') != NULL) wanted |= INFO_LINES;
  push_room(L, INFO_SLOTS - of_function); /* the function is the first slot */
  first = lua_gettop(L) - INFO_SLOTS + 1;
  cross(L, getInfo, of_function ? -1 : (int)ar->call, slot_number(L, -INFO_SLOTS), wanted);
  for (; *what != '\0'; what++) all &= fill(L, first, *what, ar);
  if (wanted & INFO_FUNCTION) lua_pushvalue(L, first + INFO_FUNC);
  if (wanted & INFO_LINES) lua_pushvalue(L, first + INFO_ACTIVELINES);
  for (int i = 0; i < INFO_SLOTS; i++) lua_remove(L, first);
  return all;
}

/* Local variables. Without a lua_Debug it is the function on top whose parameters are meant. */

#if LUA_LEVEL == 504
#define TEMPORARY "(C temporary)"
#else
#define TEMPORARY "(*temporary)"
#endif

/* The slots of the C function that runs are its variables. Two above them are lua_getlocal's. */
static const char *temporary(lua_State *L, const lua_Debug *ar, int n) {
  if (n < 1 || n > L->top - 2 - L->base || hook_runs()) return NULL;
  if (ar->call != cross(L, getStack, 0)) return NULL;
  L->top[-1] = L->base[n - 1];
  return TEMPORARY;
}

static const char *lua_getlocal(lua_State *L, const lua_Debug *ar, int n) {
  const char *name = NULL;
  if (ar == NULL) lua_pushvalue(L, -1);
  else lua_pushnil(L);
  lua_pushnil(L);
  if (cross(L, getLocal, ar == NULL ? -1 : (int)ar->call, n, slot_number(L, -2)))
    name = kept_text(L, -2);
  else if (ar != NULL)
    name = temporary(L, ar, n);
  lua_remove(L, -2);
  if (ar == NULL || name == NULL) lua_pop(L, 1);
  return name;
}

static const char *lua_setlocal(lua_State *L, const lua_Debug *ar, int n) {
  const char *name = NULL;
  if (cross(L, setLocal, (int)ar->call, n, slot_number(L, -1))) name = kept_text(L, -1);
  if (name != NULL || LUA_LEVEL == 502) lua_pop(L, 1); /* later versions leave the value */
  return name;
}

/* Upvalues */

static const char *lua_getupvalue(lua_State *L, int funcindex, int n) {
  const char *name;
  lua_pushvalue(L, funcindex);
  push_room(L, 2);
  if (!cross(L, getUpvalue, slot_number(L, -3), n, slot_number(L, -2))) {
    lua_pop(L, 3);
    return NULL;
  }
  name = kept_text(L, -2);
  lua_replace(L, -3);
  lua_pop(L, 1);
  return name;
}

static const char *lua_setupvalue(lua_State *L, int funcindex, int n) {
  const char *name = NULL;
  lua_pushvalue(L, funcindex);
  lua_insert(L, -2);            /* function, value */
  if (cross(L, setUpvalue, slot_number(L, -2), n, slot_number(L, -1))) {
    name = kept_text(L, -1);
    lua_pop(L, 1);
  } else
    lua_insert(L, -2);          /* the value stays */
  lua_pop(L, 1);
  return name;
}

static void *lua_upvalueid(lua_State *L, int fidx, int n) {
  lua_pushvalue(L, fidx);
  cross(L, upvalueId, slot_number(L, -1), n);
  lua_pop(L, 1);
  return (void *)(intptr_t)L->universe->result;
}

static void lua_upvaluejoin(lua_State *L, int fidx1, int n1, int fidx2, int n2) {
  lua_pushvalue(L, fidx1);
  fidx1 = slot_number(L, -1);
  lua_pushvalue(L, fidx2 < 0 && fidx2 > LUA_REGISTRYINDEX ? fidx2 - 1 : fidx2);
  cross(L, upvalueJoin, fidx1, n1, slot_number(L, -1), n2);
  lua_pop(L, 2);
}

/* Hooks */

/* A function of Lua's that is the hook, for C to call, or to set again. */
static void hook_of_lua(lua_State *L, lua_Debug *ar) {
  cross(L, callHook, ar->event, ar->currentline);
}

static void set_hook(lua_State *L, lua_Hook func, int mask, int count) {
  if (func == NULL || mask == 0) {
    func = NULL;
    mask = 0;
  }
  L->hook = func == hook_of_lua ? HOOK_OF_LUA : (void *)(intptr_t)func;
  cross(L, setHook, mask, count);
}

#if LUA_LEVEL == 504
static void lua_sethook(lua_State *L, lua_Hook func, int mask, int count) {
  set_hook(L, func, mask, count);
}
#else
static int lua_sethook(lua_State *L, lua_Hook func, int mask, int count) {
  set_hook(L, func, mask, count);
  return 1;
}
#endif

static lua_Hook lua_gethook(lua_State *L) {
  ask(L, hook);
  return L->hook == HOOK_OF_LUA ? hook_of_lua : (lua_Hook)(intptr_t)L->hook;
}

static int lua_gethookmask(lua_State *L) {
  return ask(L, hook);
}

static int lua_gethookcount(lua_State *L) {
  ask(L, hook);
  return (int)L->universe->result;
}

void HOOK(lua_State *L, void *hook, int event, int line, int call) {
  lua_Debug ar;
  memset(&ar, 0, sizeof ar);
  ar.event = event;
  ar.currentline = line;
  ar.call = call;
  ((lua_Hook)(intptr_t)hook)(L, &ar);
}
