/*
** Random calls of the C API. Each seed gives one series, whose every step says what the top of the
** stack is then: on the engine the same as on the real interpreter.
**
** What the versions leave open is not asked for: the order of traversal, the border of a list with
** holes, addresses.
*/
#include <stdio.h>
#include <string.h>

#include <lua.h>
#include <lauxlib.h>

#define STEPS 400
#define MOST_VALUES 60

static unsigned long long seed;

static int draw(int n) {
  seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
  return (int)((seed >> 33) % (unsigned)n);
}

/* The report is outside the stack that the steps work on. */
static char lines[1 << 17];
static size_t length;

static void say(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  if (length < sizeof lines - 200)
    length += (size_t)vsnprintf(lines + length, 200, format, arguments);
  va_end(arguments);
}

static void say_string(lua_State *L, int index) {
  size_t bytes;
  const char *text = lua_tolstring(L, index, &bytes);
  unsigned hash = 0;
  for (size_t i = 0; i < bytes; i++) hash = hash * 31 + (unsigned char)text[i];
  say(" \"%.12s\" %zu %u", text, bytes, hash);
}

static void say_value(lua_State *L, int index) {
  switch (lua_type(L, index)) {
    case LUA_TSTRING: say_string(L, index); break;
    case LUA_TBOOLEAN: say(" %s", lua_toboolean(L, index) ? "true" : "false"); break;
    case LUA_TUSERDATA: say(" userdata %d", (int)lua_rawlen(L, index)); break;
    case LUA_TNUMBER:
#if LUA_VERSION_NUM >= 503
      if (lua_isinteger(L, index)) say(" integer");
#endif
      say(" %.14g", lua_tonumber(L, index));
      break;
    default: say(" %s", luaL_typename(L, index));
  }
}

/* -- values -------------------------------------------------------------------------------------- */

static int closure(lua_State *L) {
  say(" (called with %d,", lua_gettop(L));
  say_value(L, lua_upvalueindex(1));
  say(")");
  switch (draw(4)) {
    case 0:
      lua_pushvalue(L, lua_upvalueindex(2));
      lua_pushinteger(L, draw(100));
      lua_replace(L, lua_upvalueindex(1));
      return 1;
    case 1: return lua_gettop(L);
    case 2:
      if (lua_gettop(L) == 0) return 0;
      lua_settop(L, 1);
      return lua_error(L);
    default:
      lua_pushvalue(L, lua_upvalueindex(1));
      lua_pushfstring(L, "result %d", draw(1000));
      return 2;
  }
}

static int on_index(lua_State *L) {
  lua_pushfstring(L, "index %s", lua_isstring(L, 2) ? lua_tostring(L, 2) : luaL_typename(L, 2));
  return 1;
}

static int on_newindex(lua_State *L) {
  lua_settop(L, 3);
  lua_rawset(L, 1);
  return 0;
}

static int on_two(lua_State *L) {
  lua_pushfstring(L, "event %s %s", luaL_typename(L, 1), luaL_typename(L, 2));
  return 1;
}

static int on_len(lua_State *L) {
  lua_pushinteger(L, 1234);
  return 1;
}

static int on_compare(lua_State *L) {
  lua_pushboolean(L, lua_type(L, 1) == lua_type(L, 2));
  return 1;
}

static const luaL_Reg events[] = {
  { "__index", on_index }, { "__newindex", on_newindex }, { "__concat", on_two },
  { "__add", on_two }, { "__len", on_len }, { "__eq", on_compare }, { "__lt", on_compare },
  { "__le", on_compare }, { NULL, NULL }
};

static void push_metatable(lua_State *L) {
  lua_newtable(L);
  luaL_setfuncs(L, events, 0);
}

static void push_closure(lua_State *L) {
  lua_pushinteger(L, draw(50));
  lua_pushnil(L);
  lua_pushcclosure(L, closure, 2);
}

static void push_long(lua_State *L) {
  char text[300];
  memset(text, 'a' + draw(5), sizeof text);
  lua_pushlstring(L, text, (size_t)draw(sizeof text));
}

static void push_value(lua_State *L) {
  static const char *const words[] = {
    "", "a", "10", "0x1F", "1e2", "  3 ", "hello", "first", "second",
    "a string that is too long to lie in an entry"
  };
  switch (draw(14)) {
    case 0: lua_pushnil(L); break;
    case 1: lua_pushboolean(L, draw(2)); break;
    case 2: case 3: lua_pushinteger(L, draw(20) - 5); break;
    case 4: lua_pushnumber(L, draw(100) / 4.0); break;
    case 5: lua_pushnumber(L, 1e15 * draw(1000)); break;
    case 6: case 7: case 8: lua_pushstring(L, words[draw(10)]); break;
    case 9: lua_newtable(L); break;
    case 10: push_long(L); break;
    case 11: push_closure(L); break;
    case 12: lua_newuserdata(L, (size_t)draw(64)); break;
    default:
      lua_newtable(L);
      push_metatable(L);
      lua_setmetatable(L, -2);
  }
}

/* A random index that has a value; of a table, or 0 if none was found. */
static int any(lua_State *L) {
  int top = lua_gettop(L), index = 1 + draw(top);
  return draw(2) ? index : index - top - 1;
}

static int any_table(lua_State *L) {
  for (int i = 0; i < 8; i++) {
    int index = any(L);
    if (lua_istable(L, index)) return lua_absindex(L, index);
  }
  return 0;
}

/* An operation that fails ends the series, and so is rare. */
static int rarely(void) {
  return draw(30) == 0;
}

/* -- steps --------------------------------------------------------------------------------------- */

static void move(lua_State *L) {
  int top = lua_gettop(L), index = any(L), other = any(L);
  switch (draw(6)) {
    case 0: lua_pushvalue(L, index); break;
    case 1: lua_insert(L, index); break;
    case 2: lua_remove(L, index); break;
    case 3: if (lua_absindex(L, index) < top) lua_replace(L, index); break;
    case 4: lua_copy(L, index, other); break;
    default: lua_settop(L, 1 + draw(top + 3));
  }
}

static void rotate(lua_State *L) {
#if LUA_VERSION_NUM >= 503
  int index = lua_absindex(L, any(L)), n = lua_gettop(L) - index + 1;
  lua_rotate(L, index, draw(2 * n + 1) - n);
#else
  move(L);
#endif
}

static void push_key(lua_State *L) {
  push_value(L);
  if (!lua_isnil(L, -1)) return;
  lua_pop(L, 1);
  lua_pushliteral(L, "no nil");
}

static void set(lua_State *L) {
  int table = any_table(L), n = 1 + draw(20);
  if (table == 0) return;
  switch (draw(5)) {
    case 0: push_key(L); push_value(L); lua_rawset(L, table); break;
    case 1: push_value(L); lua_rawseti(L, table, n); break;
    case 2: push_value(L); lua_setfield(L, table, n % 2 ? "first" : "second"); break;
    case 3: push_key(L); push_value(L); lua_settable(L, table); break;
    default:
      push_value(L);
#if LUA_VERSION_NUM >= 503
      lua_seti(L, table, n);
#else
      lua_rawseti(L, table, n);
#endif
  }
}

static void get(lua_State *L) {
  int table = any_table(L), n = 1 + draw(20);
  if (table == 0) return;
  switch (draw(5)) {
    case 0: push_value(L); lua_rawget(L, table); break;
    case 1: lua_rawgeti(L, table, n); break;
    case 2: lua_getfield(L, table, n % 2 ? "first" : "second"); break;
    case 3: push_value(L); lua_gettable(L, table); break;
    default:
#if LUA_VERSION_NUM >= 503
      say(" type %d", lua_geti(L, table, n));
#else
      lua_rawgeti(L, table, n);
#endif
  }
}

/* Sets fields while it traverses, as is allowed. */
static void traverse(lua_State *L) {
  int table = any_table(L), count = 0;
  if (table == 0) return;
  lua_pushnil(L);
  while (lua_next(L, table)) {
    count++;
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TNUMBER) continue;
    lua_pushvalue(L, -1);
    lua_pushinteger(L, 5);
    lua_rawset(L, table);
  }
  say(" entries %d", count);
}

static void metatable(lua_State *L) {
  int table = any_table(L), index = any(L);
  if (lua_getmetatable(L, index)) say(" has one");
  if (table == 0) return;
  if (draw(2)) push_metatable(L);
  else lua_pushnil(L);
  lua_setmetatable(L, table);
}

static void concat(lua_State *L) {
  int n = 1 + draw(3), texts = 1;
  for (int i = 1; i <= n; i++) texts &= lua_isstring(L, -i);
  if (texts || rarely()) lua_concat(L, n);
}

static int comparable(lua_State *L, int a, int b) {
  int type = lua_type(L, a);
  return type == lua_type(L, b) && (type == LUA_TNUMBER || type == LUA_TSTRING);
}

static void compare(lua_State *L) {
  int a = any(L), b = any(L), op = draw(3);
  say(" raw %d", lua_rawequal(L, a, b));
  if (op == LUA_OPEQ || comparable(L, a, b) || rarely()) say(" %d", lua_compare(L, a, b, op));
}

static void compute(lua_State *L) {
  static const int ops[] = {
    LUA_OPADD, LUA_OPSUB, LUA_OPMUL, LUA_OPDIV, LUA_OPMOD, LUA_OPPOW, LUA_OPUNM
  };
  int op = ops[draw(sizeof ops / sizeof *ops)];
  int numbers = lua_isnumber(L, -1) && (op == LUA_OPUNM || lua_isnumber(L, -2));
  if (numbers || rarely()) lua_arith(L, op);
}

static void measure(lua_State *L) {
  int index = any(L), known = lua_type(L, index) == LUA_TSTRING;
  if (luaL_getmetafield(L, index, "__len")) {
    known = lua_istable(L, lua_absindex(L, index < 0 ? index - 1 : index));
    lua_pop(L, 1);
  }
  if (known) lua_len(L, index);
}

static void convert(lua_State *L) {
  int index = any(L), is_number, is_integer;
  double number = lua_tonumberx(L, index, &is_number);
  long long integer = lua_tointegerx(L, index, &is_integer);
  say(" %d %.14g %d %lld", is_number, number, is_integer, integer);
  say(" %d%d%d%d%d", lua_isnumber(L, index), lua_isstring(L, index), lua_iscfunction(L, index),
      lua_isuserdata(L, index), lua_toboolean(L, index));
  if (draw(2)) lua_tostring(L, index);
  say_value(L, index);
}

static void call(lua_State *L) {
  int count = draw(3), results = draw(3) ? LUA_MULTRET : draw(4);
  lua_pushvalue(L, any(L));
  for (int i = 0; i < count; i++) push_value(L);
  say(" status %d", lua_pcall(L, count, results, 0));
}

static void buffer(lua_State *L) {
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  for (int i = draw(300); i > 0; i--)
    luaL_addlstring(&text, "0123456789012345678901234567890123456789", (size_t)draw(40));
  luaL_pushresult(&text);
}

static void transfer(lua_State *L) {
  lua_State *thread = lua_newthread(L);
  int count = draw(3);
  for (int i = 0; i < count; i++) push_value(L);
  lua_xmove(L, thread, count);
  say(" has %d", lua_gettop(thread));
  if (count > 0 && draw(2)) lua_xmove(thread, L, 1);
}

static void format(lua_State *L) {
  lua_pushfstring(L, "%d|%s|%f|%c", draw(100), "text", draw(100) / 8.0, 'a' + draw(26));
}

static void (*const operations[])(lua_State *) = {
  push_value, push_value, push_value, push_value, move, move, move, rotate, set, set, set, get, get,
  get, traverse, metatable, concat, compare, compute, measure, convert, convert, call, call, buffer,
  transfer, format
};

static int steps(lua_State *L) {
  for (int i = 0; i < STEPS; i++) {
    int operation = draw(sizeof operations / sizeof *operations);
    luaL_checkstack(L, 30, NULL);
    if (lua_gettop(L) > MOST_VALUES) lua_settop(L, MOST_VALUES / 3);
    say("%d: %d", i, operation);
    if (lua_gettop(L) < 3) push_value(L);
    else operations[operation](L);
    say(", %d values:", lua_gettop(L));
    for (int k = 1; k <= 3 && k <= lua_gettop(L); k++) say_value(L, -k);
    say("\n");
  }
  return 0;
}

/* Returns what a series says, and whether it ended by an error. */
static int series(lua_State *L) {
  seed = (unsigned long long)luaL_checkinteger(L, 1) * 7919;
  length = 0;
  draw(2);
  lua_settop(L, 0);
  lua_pushcfunction(L, steps);
  if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
    say("\nerror:");
    say_value(L, -1);
  }
  lua_pushlstring(L, lines, length);
  return 1;
}

int luaopen_random(lua_State *L) {
  lua_pushcfunction(L, series);
  return 1;
}
