/*
** The auxiliary library: arguments, metatables, modules, references, errors.
*/

#define LOADED "_LOADED"

/* Where the chain of free references of a table starts. */
#if LUA_LEVEL == 504
#define FREE_REFERENCES (LUA_RIDX_GLOBALS + 1)
#else
#define FREE_REFERENCES 0
#endif

/* Errors */

static void luaL_where(lua_State *L, int level) {
  lua_pushnil(L);
  cross(L, where, level, slot_number(L, -1));
}

static int luaL_error(lua_State *L, const char *fmt, ...) {
  va_list arguments;
  luaL_where(L, 1);
  va_start(arguments, fmt);
  lua_pushvfstring(L, fmt, arguments);
  va_end(arguments);
  lua_concat(L, 2);
  return lua_error(L);
}

static int luaL_argerror(lua_State *L, int arg, const char *extramsg) {
  lua_pushstring(L, extramsg);
  return cross(L, argError, arg, slot_number(L, -1));
}

static int luaL_getmetafield(lua_State *L, int obj, const char *event) {
  int type;
  if (!lua_getmetatable(L, obj)) return LUA_TNIL;
  lua_pushstring(L, event);
  lua_rawget(L, -2);
  type = lua_type(L, -1);
  if (type == LUA_TNIL) {
    lua_pop(L, 2);
    return LUA_TNIL;
  }
  lua_remove(L, -2);
#if LUA_LEVEL == 502
  return 1;
#else
  return type;
#endif
}

static int luaL_typeerror(lua_State *L, int arg, const char *tname) {
  const char *actual = lua_typename(L, lua_type(L, arg));
#if LUA_LEVEL >= 503
  if (luaL_getmetafield(L, arg, "__name") == LUA_TSTRING)
    actual = lua_tostring(L, -1);
  else if (lua_type(L, arg) == LUA_TLIGHTUSERDATA)
    actual = "light userdata";
#endif
  return luaL_argerror(L, arg, lua_pushfstring(L, "%s expected, got %s", tname, actual));
}

static _Noreturn void wrong_type(lua_State *L, int arg, int type) {
  luaL_typeerror(L, arg, lua_typename(L, type));
  __builtin_unreachable();
}

static void luaL_traceback(lua_State *L, lua_State *L1, const char *msg, int level) {
  if (msg != NULL) lua_pushstring(L, msg);
  else lua_pushnil(L);
  cross(L, traceback, L1->id, level, slot_number(L, -1));
}

/* Arguments */

static void luaL_checkstack(lua_State *L, int sz, const char *msg) {
#if LUA_LEVEL < 504
  sz += LUA_MINSTACK;           /* keeps some for the error itself */
#endif
  if (lua_checkstack(L, sz)) return;
  if (msg != NULL) luaL_error(L, "stack overflow (%s)", msg);
  else luaL_error(L, "stack overflow");
}

static void luaL_checktype(lua_State *L, int arg, int t) {
  if (lua_type(L, arg) != t) wrong_type(L, arg, t);
}

static void luaL_checkany(lua_State *L, int arg) {
  if (lua_type(L, arg) == LUA_TNONE) luaL_argerror(L, arg, "value expected");
}

static const char *luaL_checklstring(lua_State *L, int arg, size_t *len) {
  const char *text = lua_tolstring(L, arg, len);
  if (text == NULL) wrong_type(L, arg, LUA_TSTRING);
  return text;
}

static const char *luaL_optlstring(lua_State *L, int arg, const char *def, size_t *len) {
  if (!lua_isnoneornil(L, arg)) return luaL_checklstring(L, arg, len);
  if (len != NULL) *len = def != NULL ? strlen(def) : 0;
  return def;
}

static lua_Number luaL_checknumber(lua_State *L, int arg) {
  int ok;
  lua_Number number = lua_tonumberx(L, arg, &ok);
  if (!ok) wrong_type(L, arg, LUA_TNUMBER);
  return number;
}

static lua_Number luaL_optnumber(lua_State *L, int arg, lua_Number def) {
  return lua_isnoneornil(L, arg) ? def : luaL_checknumber(L, arg);
}

static _Noreturn void no_integer(lua_State *L, int arg) {
#if LUA_LEVEL >= 503
  if (lua_isnumber(L, arg)) luaL_argerror(L, arg, "number has no integer representation");
#endif
  wrong_type(L, arg, LUA_TNUMBER);
}

static lua_Integer luaL_checkinteger(lua_State *L, int arg) {
  int ok;
  lua_Integer integer = lua_tointegerx(L, arg, &ok);
  if (!ok) no_integer(L, arg);
  return integer;
}

static lua_Integer luaL_optinteger(lua_State *L, int arg, lua_Integer def) {
  return lua_isnoneornil(L, arg) ? def : luaL_checkinteger(L, arg);
}

#if LUA_LEVEL == 502

static lua_Unsigned luaL_checkunsigned(lua_State *L, int arg) {
  int ok;
  lua_Unsigned number = lua_tounsignedx(L, arg, &ok);
  if (!ok) wrong_type(L, arg, LUA_TNUMBER);
  return number;
}

static lua_Unsigned luaL_optunsigned(lua_State *L, int arg, lua_Unsigned def) {
  return lua_isnoneornil(L, arg) ? def : luaL_checkunsigned(L, arg);
}

#endif

static int luaL_checkoption(lua_State *L, int arg, const char *def, const char *const lst[]) {
  const char *name = def != NULL ? luaL_optlstring(L, arg, def, NULL)
                                 : luaL_checklstring(L, arg, NULL);
  for (int i = 0; lst[i] != NULL; i++)
    if (strcmp(lst[i], name) == 0) return i;
  return luaL_argerror(L, arg, lua_pushfstring(L, "invalid option '%s'", name));
}

/* Userdata and their metatables */

/* Asks what Java knows of a type. */
static __attribute__((noinline)) void ask_type(lua_State *L, Type *type) {
  Universe *universe = L->universe;
  lua_pushstring(L, type->text);
  type->number = cross(L, typeName, slot_number(L, -1));
  type->age = universe->result ? universe->types_age : universe->types_age - 1;
  lua_pop(L, 1);
}

static __attribute__((noinline)) int find_type(lua_State *L, Type *type, const char *name) {
  size_t length = strlen(name);
  if (length >= TYPE_NAME) return 0;
  type->name = NULL;
  memcpy(type->text, name, length + 1);
  ask_type(L, type);
  type->name = name;
  return 1;
}

/* What is known of a type; NULL if its name is too long for that. */
static inline Type *type_named(lua_State *L, const char *name) {
  Type *type = type_at(L, name);
  return is_type(type, name) || find_type(L, type, name) ? type : NULL;
}

/* Pushes the metatable of a type if there is one, and that can be told without a look at it. */
static int push_type(lua_State *L, const char *name) {
  Type *type = type_named(L, name);
  if (type == NULL) return 0;
  if (type->age != L->universe->types_age) ask_type(L, type);
  return push_known_type(L, type);
}

static int luaL_newmetatable(lua_State *L, const char *tname) {
  if (push_type(L, tname)) return 0;
  lua_getfield(L, LUA_REGISTRYINDEX, tname);
  if (!lua_isnil(L, -1)) return 0;
  lua_pop(L, 1);
  lua_createtable(L, 0, 2);
#if LUA_LEVEL >= 503
  lua_pushstring(L, tname);
  lua_setfield(L, -2, "__name");
#endif
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, tname);
  return 1;
}

static void luaL_setmetatable(lua_State *L, const char *tname) {
  if (!push_type(L, tname)) lua_getfield(L, LUA_REGISTRYINDEX, tname);
  lua_setmetatable(L, -2);
}

static void *test_slowly(lua_State *L, int ud, const char *tname) {
  void *block = lua_touserdata(L, ud);
  if (block == NULL || !lua_getmetatable(L, ud)) return NULL;
  lua_getfield(L, LUA_REGISTRYINDEX, tname);
  if (!lua_rawequal(L, -1, -2)) block = NULL;
  lua_pop(L, 2);
  return block;
}

/* An entry tells what the last test has found, so that most need no crossing. */
static void *luaL_testudata(lua_State *L, int ud, const char *tname) {
  Slot *slot = slot_at(L, ud);
  int32_t type[2];
  Type *wanted;
  int number;
  if (slot->tag != TAG_USERDATA || (wanted = type_named(L, tname)) == NULL)
    return test_slowly(L, ud, tname);
  number = wanted->number;
  slot = slot_at(L, ud);
  memcpy(type, slot->as.entry->bytes + 8, sizeof type);
  if (likely(type[0] == number && type[1] == L->universe->types_age && slot->as.entry->pointer))
    return slot->as.entry->pointer;
  return cross(L, isType, slot_number(L, ud), number) ? lua_touserdata(L, ud) : NULL;
}

static void *luaL_checkudata(lua_State *L, int ud, const char *tname) {
  void *block = luaL_testudata(L, ud, tname);
  if (block == NULL) luaL_typeerror(L, ud, tname);
  return block;
}

static int luaL_callmeta(lua_State *L, int obj, const char *event) {
  obj = lua_absindex(L, obj);
  if (luaL_getmetafield(L, obj, event) == LUA_TNIL) return 0;
  lua_pushvalue(L, obj);
  lua_call(L, 1, 1);
  return 1;
}

static LengthInteger luaL_len(lua_State *L, int idx) {
  lua_Integer length;
  int ok;
  lua_len(L, idx);
  length = lua_tointegerx(L, -1, &ok);
#if LUA_LEVEL == 502
  if (!ok) luaL_error(L, "object length is not a number");
#else
  if (!ok) luaL_error(L, "object length is not an integer");
#endif
  lua_pop(L, 1);
  return (LengthInteger)length;
}

static const char *luaL_tolstring(lua_State *L, int idx, size_t *len) {
  lua_pushvalue(L, idx);
  cross(L, toString, slot_number(L, -1));
  lua_remove(L, -2);
  return lua_tolstring(L, -1, len);
}

/* Tables and modules */

static void luaL_setfuncs(lua_State *L, const luaL_Reg *l, int nup) {
  luaL_checkstack(L, nup, "too many upvalues");
  for (; l->name != NULL; l++) {
#if LUA_LEVEL == 504
    if (l->func == NULL) {      /* keeps a place for what comes later */
      lua_pushboolean(L, 0);
      lua_setfield(L, -(nup + 2), l->name);
      continue;
    }
#endif
    for (int i = 0; i < nup; i++) lua_pushvalue(L, -nup);
    lua_pushcclosure(L, l->func, nup);
    lua_setfield(L, -(nup + 2), l->name);
  }
  lua_pop(L, nup);
}

static int luaL_getsubtable(lua_State *L, int idx, const char *fname) {
  lua_getfield(L, idx, fname);
  if (lua_istable(L, -1)) return 1;
  lua_pop(L, 1);
  idx = lua_absindex(L, idx);
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_setfield(L, idx, fname);
  return 0;
}

static void open_module(lua_State *L, const char *modname, lua_CFunction openf) {
  lua_pushcfunction(L, openf);
  lua_pushstring(L, modname);
  lua_call(L, 1, 1);
}

/* 5.2 opens a module each time, the later ones only if it is not loaded. */
static void luaL_requiref(lua_State *L, const char *modname, lua_CFunction openf, int glb) {
#if LUA_LEVEL == 502
  open_module(L, modname, openf);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LOADED);
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, modname);
  lua_pop(L, 1);
#else
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LOADED);
  lua_getfield(L, -1, modname);
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    open_module(L, modname, openf);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, modname);
  }
  lua_remove(L, -2);
#endif
  if (glb) {
    lua_pushvalue(L, -1);
    lua_setglobal(L, modname);
  }
}

#if LUA_LEVEL == 502

/*
** Pushes the table that a dotted name stands for under the global table, and makes those that are
** missing. Answers the part of the name that is something else, with nothing pushed.
*/
static const char *find_table(lua_State *L, const char *name, int size) {
  const char *end;
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  do {
    end = strchr(name, '.');
    if (end == NULL) end = name + strlen(name);
    lua_pushlstring(L, name, (size_t)(end - name));
    lua_rawget(L, -2);
    if (lua_isnil(L, -1)) {
      lua_pop(L, 1);
      lua_createtable(L, 0, *end == '.' ? 1 : size);
      lua_pushlstring(L, name, (size_t)(end - name));
      lua_pushvalue(L, -2);
      lua_settable(L, -4);
    } else if (!lua_istable(L, -1)) {
      lua_pop(L, 2);
      return name;
    }
    lua_remove(L, -2);
    name = end + 1;
  } while (*end == '.');
  return NULL;
}

static void luaL_pushmodule(lua_State *L, const char *modname, int sizehint) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LOADED);
  lua_getfield(L, -1, modname);
  if (!lua_istable(L, -1)) {
    lua_pop(L, 1);
    if (find_table(L, modname, sizehint) != NULL)
      luaL_error(L, "name conflict for module '%s'", modname);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, modname);
  }
  lua_remove(L, -2);
}

static void luaL_checkversion_(lua_State *L, lua_Number ver);

static void luaL_openlib(lua_State *L, const char *libname, const luaL_Reg *l, int nup) {
  luaL_checkversion_(L, LUA_LEVEL);
  if (libname != NULL) {
    int size = 0;
    while (l != NULL && l[size].name != NULL) size++;
    luaL_pushmodule(L, libname, size);
    lua_insert(L, -(nup + 1));
  }
  if (l != NULL) luaL_setfuncs(L, l, nup);
  else lua_pop(L, nup);
}

#endif

/* References */

static int luaL_ref(lua_State *L, int t) {
  int ref;
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    return LUA_REFNIL;
  }
  t = lua_absindex(L, t);
  lua_rawgeti(L, t, FREE_REFERENCES);
  ref = (int)lua_tointeger(L, -1);
#if LUA_LEVEL == 504
  if (lua_isnil(L, -1)) {
    lua_pushinteger(L, 0);
    lua_rawseti(L, t, FREE_REFERENCES);
  }
#endif
  lua_pop(L, 1);
  if (ref != 0) {
    lua_rawgeti(L, t, ref);
    lua_rawseti(L, t, FREE_REFERENCES);
  } else
    ref = (int)lua_rawlen(L, t) + 1;
  lua_rawseti(L, t, ref);
  return ref;
}

static void luaL_unref(lua_State *L, int t, int ref) {
  if (ref < 0) return;
  t = lua_absindex(L, t);
  lua_rawgeti(L, t, FREE_REFERENCES);
  lua_rawseti(L, t, ref);
  lua_pushinteger(L, ref);
  lua_rawseti(L, t, FREE_REFERENCES);
}

/* The system's answers */

static int luaL_fileresult(lua_State *L, int stat, const char *fname) {
  int error = errno;            /* what follows may change it */
  if (stat) {
    lua_pushboolean(L, 1);
    return 1;
  }
  lua_pushnil(L);
  if (fname != NULL) lua_pushfstring(L, "%s: %s", fname, strerror(error));
  else lua_pushstring(L, strerror(error));
  lua_pushinteger(L, error);
  return 3;
}

static int luaL_execresult(lua_State *L, int stat) {
  const char *what = "exit";
#if LUA_LEVEL == 504
  if (stat != 0 && errno != 0) return luaL_fileresult(L, 0, NULL);
#else
  if (stat == -1) return luaL_fileresult(L, 0, NULL);
#endif
  if (WIFEXITED(stat))
    stat = WEXITSTATUS(stat);
  else if (WIFSIGNALED(stat)) {
    stat = WTERMSIG(stat);
    what = "signal";
  }
  if (*what == 'e' && stat == 0) lua_pushboolean(L, 1);
  else lua_pushnil(L);
  lua_pushstring(L, what);
  lua_pushinteger(L, stat);
  return 3;
}

/* Versions */

#if LUA_LEVEL == 502
static void luaL_checkversion_(lua_State *L, lua_Number ver) {
#else
static void luaL_checkversion_(lua_State *L, lua_Number ver, size_t sz) {
  if (sz != LUAL_NUMSIZES)
    luaL_error(L, "core and library have incompatible numeric types");
#endif
  if (ver != LUA_LEVEL)
    luaL_error(L, "version mismatch: app. needs %f, Lua core provides %f", ver,
               (lua_Number)LUA_LEVEL);
}
