/* Values: pushing, asking, converting, comparing, arithmetic. */
#include "apitest.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

static int a_function(lua_State *L) {
  (void)L;
  return 0;
}

/* One value of each kind, the stack's indices 1 to 14. */
static void kinds(lua_State *L) {
  static int target;
  lua_settop(L, 0);
  lua_pushnil(L);
  lua_pushboolean(L, 0);
  lua_pushboolean(L, 17);
  lua_pushinteger(L, -7);
  lua_pushnumber(L, 2.5);
  lua_pushnumber(L, 3.0);
  lua_pushliteral(L, "text");
  lua_pushliteral(L, "0x10");
  lua_pushliteral(L, " 12.5 ");
  lua_newtable(L);
  lua_pushcfunction(L, a_function);
  run(L, "return function() end", 0, 1);
  lua_pushlightuserdata(L, &target);
  lua_newuserdata(L, 8);
  lua_pushthread(L);
}

static int asking(lua_State *L) {
  kinds(L);
  int top = lua_gettop(L);
  for (int i = 1; i <= top + 1; i++) {
    say("kinds", "%d %s: number %d string %d cfunction %d userdata %d light %d function %d thread %d"
        " nil %d none %d boolean %d table %d", lua_type(L, i), luaL_typename(L, i),
        lua_isnumber(L, i), lua_isstring(L, i), lua_iscfunction(L, i), lua_isuserdata(L, i),
        lua_islightuserdata(L, i), lua_isfunction(L, i), lua_isthread(L, i), lua_isnil(L, i),
        lua_isnone(L, i), lua_isboolean(L, i), lua_istable(L, i));
#if AT_LEAST(503)
    say("isinteger", "%d", lua_isinteger(L, i));
#endif
  }
  say("typenames", "%s %s %s %s %s %s %s %s %s %s", lua_typename(L, -1), lua_typename(L, 0),
      lua_typename(L, 1), lua_typename(L, 2), lua_typename(L, 3), lua_typename(L, 4),
      lua_typename(L, 5), lua_typename(L, 6), lua_typename(L, 7), lua_typename(L, 8));
  return 0;
}

static int library_functions(lua_State *L) {
  lua_settop(L, 0);
  lua_getglobal(L, "tostring");
  lua_CFunction function = lua_tocfunction(L, 1);
  say("a function of a standard library", "%d %d", lua_iscfunction(L, 1), function != NULL);
  if (function == NULL) return 0;
  lua_pushcfunction(L, function);
  lua_pushinteger(L, 12);
  lua_call(L, 1, 1);
  say("a function of a standard library, pushed again", "%s", show(L, -1));
  return 0;
}

static int converting(lua_State *L) {
  kinds(L);
  int top = lua_gettop(L);
  for (int i = 1; i <= top + 1; i++) {
    int isnumber, isinteger;
    lua_Number number = lua_tonumberx(L, i, &isnumber);
    lua_Integer integer = lua_tointegerx(L, i, &isinteger);
    say("to", "boolean %d, number %g %d, integer %lld %d, function %d, thread %d, userdata %d, "
        "pointer %d, rawlen %d", lua_toboolean(L, i), number, isnumber, (long long)integer,
        isinteger, lua_tocfunction(L, i) == a_function, lua_tothread(L, i) == L,
        lua_touserdata(L, i) != NULL, lua_topointer(L, i) != NULL,
        (int)lua_rawlen(L, i));
  }
  say("tonumber, tointeger", "%g %lld", lua_tonumber(L, 5), (long long)lua_tointeger(L, 4));
  return 0;
}

static int to_strings(lua_State *L) {
  size_t length = 99;
  lua_settop(L, 0);
  lua_pushinteger(L, 42);
  const char *text = lua_tolstring(L, 1, &length);
  say("tolstring converts in place", "%s %d, now %s", text, (int)length, show_all(L));
  lua_settop(L, 0);
  lua_pushnumber(L, 1e100);
  lua_pushnumber(L, -0.0);
  lua_pushnumber(L, 0.1);
  lua_pushnumber(L, 3.0);
  lua_pushnumber(L, HUGE_VAL);
  lua_pushnumber(L, -HUGE_VAL);
  lua_pushnumber(L, 123456789012345.0);
  say("tostring of numbers", "%s %s %s %s %s %s %s", lua_tostring(L, 1), lua_tostring(L, 2),
      lua_tostring(L, 3), lua_tostring(L, 4), lua_tostring(L, 5), lua_tostring(L, 6),
      lua_tostring(L, 7));
  lua_settop(L, 0);
  lua_newtable(L);
  say("tolstring of a table", "%d, length %d", lua_tolstring(L, 1, &length) == NULL, (int)length);
  say("tolstring beyond the top", "%d", lua_tolstring(L, 5, NULL) == NULL);
  return 0;
}

static int pushing_strings(lua_State *L) {
  char big[3000];
  memset(big, 'x', sizeof big);
  lua_settop(L, 0);
  lua_pushlstring(L, "a\0b", 3);
  lua_pushlstring(L, NULL, 0);
  lua_pushstring(L, "");
  lua_pushstring(L, NULL);
  lua_pushlstring(L, big, sizeof big);
  lua_pushlstring(L, big, 39);
  lua_pushlstring(L, big, 40);
  lua_pushlstring(L, big, 41);
  say("strings", "%s", show_all(L));
  say("pushlstring answers a copy", "%d %s", lua_pushlstring(L, big, 5) != big,
      lua_pushlstring(L, "copied", 6));
  say("pushstring of NULL answers NULL", "%d", lua_pushstring(L, NULL) == NULL);
  say("rawlen of strings", "%d %d %d", (int)lua_rawlen(L, 1), (int)lua_rawlen(L, 2),
      (int)lua_rawlen(L, 5));
  return 0;
}

static int kept_pointers(lua_State *L) {
  lua_settop(L, 0);
  run(L, "return {name = 'short', long = ('long '):rep(100)}", 0, 1);
  lua_getfield(L, 1, "name");
  lua_getfield(L, 1, "long");
  const char *name = lua_tostring(L, 2), *text = lua_tostring(L, 3);
  lua_settop(L, 1);
  for (int i = 0; i < 100; i++) {
    lua_pushfstring(L, "another string %d", i);
    lua_pop(L, 1);
  }
  say("pointers of strings that a table keeps", "%s %.9s %d", name, text, (int)strlen(text));
  return 0;
}

static const char *pushed(lua_State *L, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const char *text = lua_pushvfstring(L, format, arguments);
  va_end(arguments);
  return text;
}

static int a_bad_format(lua_State *L) {
  lua_pushfstring(L, "%y", 1);
  return 1;
}

static int formats(lua_State *L) {
  lua_settop(L, 0);
  say("pushfstring %s", "%s", lua_pushfstring(L, "<%s|%s>", "one", (char *)NULL));
  say("pushfstring %d %c %%", "%s", lua_pushfstring(L, "%d %d %c%c %%", 12, -2147483647, 'L', 'u'));
  say("pushfstring %f", "%s", lua_pushfstring(L, "%f %f %f %f", 1.5, 3.0, 1e100, -0.25));
  say("pushfstring %p", "%s", lua_pushfstring(L, "%p", (void *)L));
  say("pushfstring without conversions", "%s", lua_pushfstring(L, "nothing"));
  say("pushfstring of nothing", "%s", lua_pushfstring(L, ""));
  say("pushvfstring", "%s", pushed(L, "%s=%d;%s", "key", 5, "a longer text that goes on and on"));
#if AT_LEAST(503)
  say("pushfstring %I %U", "%s", lua_pushfstring(L, "%I %I %U%U", (LUAI_UACINT)-1,
      (LUAI_UACINT)INT64_MIN, 0x20acL, 0x10ffffL));
#endif
  char big[1000];
  memset(big, 'y', sizeof big);
  big[999] = '\0';
  lua_settop(L, 0);
  lua_pushfstring(L, "%s-%s-%d", big, big, 7);
  say("pushfstring of long texts", "%s", show_all(L));
  attempt(L, "pushfstring of an unknown conversion", a_bad_format, 0);
  return 0;
}

static int compare_faulty(lua_State *L) {
  lua_compare(L, 1, 2, LUA_OPLT);
  return 0;
}

static int comparing(lua_State *L) {
  lua_settop(L, 0);
  lua_pushinteger(L, 1);
  lua_pushnumber(L, 1.0);
  lua_pushnumber(L, 1.5);
  lua_pushliteral(L, "a");
  lua_pushliteral(L, "b");
  say("compare numbers", "%d %d %d %d", lua_compare(L, 1, 2, LUA_OPEQ),
      lua_compare(L, 1, 3, LUA_OPLT), lua_compare(L, 3, 1, LUA_OPLE), lua_compare(L, 2, 1, LUA_OPLE));
  say("compare strings", "%d %d %d", lua_compare(L, 4, 5, LUA_OPEQ), lua_compare(L, 4, 5, LUA_OPLT),
      lua_compare(L, 5, 4, LUA_OPLE));
  say("compare with nothing", "%d %d", lua_compare(L, 1, 50, LUA_OPEQ),
      lua_compare(L, 50, 51, LUA_OPEQ));
  say("rawequal", "%d %d %d %d", lua_rawequal(L, 1, 2), lua_rawequal(L, 4, 5),
      lua_rawequal(L, 4, 4), lua_rawequal(L, 1, 50));
  run(L, "local mt = {__eq = function() return true end, __lt = function(a, b) return 'yes' end,"
      "__le = function() return nil end}"
      "return setmetatable({}, mt), setmetatable({}, mt)", 0, 2);
  say("compare with metamethods", "%d %d %d, raw %d", lua_compare(L, -1, -2, LUA_OPEQ),
      lua_compare(L, -1, -2, LUA_OPLT), lua_compare(L, -1, -2, LUA_OPLE), lua_rawequal(L, -1, -2));
  lua_newtable(L);
  lua_pushinteger(L, 1);
  attempt(L, "compare of a table with a number", compare_faulty, 2);
  lua_pushinteger(L, 1);
  lua_pushliteral(L, "1");
  attempt(L, "compare of a number with a string", compare_faulty, 2);
  return 0;
}

static void calculate(lua_State *L, const char *name, int operation, double a, double b) {
  lua_pushnumber(L, a);
  lua_pushnumber(L, b);
  lua_arith(L, operation);
  say(name, "%s", show(L, -1));
  lua_pop(L, 1);
}

static int divide(lua_State *L) {
  lua_arith(L, LUA_OPMOD);
  return 1;
}

static int arithmetic(lua_State *L) {
  lua_settop(L, 0);
  calculate(L, "arith add", LUA_OPADD, 1, 2.5);
  calculate(L, "arith sub", LUA_OPSUB, 1, 2.5);
  calculate(L, "arith mul", LUA_OPMUL, 3, 2.5);
  calculate(L, "arith div", LUA_OPDIV, 1, 4);
  calculate(L, "arith mod", LUA_OPMOD, -5, 3);
  calculate(L, "arith pow", LUA_OPPOW, 2, 10);
  lua_pushliteral(L, "10");
  lua_arith(L, LUA_OPUNM);
  say("arith unm of a string", "%s", show_all(L));
  lua_pushliteral(L, "2");
  lua_arith(L, LUA_OPADD);
  say("arith add of a string", "%s", show_all(L));
  run(L, "return setmetatable({}, {__add = function(a, b) return 'sum' end, "
      "__unm = function(a, b) return rawequal(a, b) end})", 0, 1);
  lua_pushvalue(L, -1);
  lua_arith(L, LUA_OPUNM);
  say("arith unm with a metamethod", "%s", show(L, -1));
  lua_pop(L, 1);
  lua_pushinteger(L, 1);
  lua_arith(L, LUA_OPADD);
  say("arith add with a metamethod", "%s", show_all(L));
  lua_newtable(L);
  lua_pushinteger(L, 1);
  attempt(L, "arith of a table", divide, 2);
  return 0;
}

#if AT_LEAST(503)
static void calculate_integers(lua_State *L, const char *name, int operation, lua_Integer a,
    lua_Integer b) {
  lua_pushinteger(L, a);
  lua_pushinteger(L, b);
  lua_arith(L, operation);
  say(name, "%s integer %d", show(L, -1), lua_isinteger(L, -1));
  lua_pop(L, 1);
}

static int integers(lua_State *L) {
  int is;
  lua_settop(L, 0);
  lua_pushinteger(L, LUA_MAXINTEGER);
  lua_pushinteger(L, LUA_MININTEGER);
  lua_pushinteger(L, (LUA_INTEGER)1 << 53);
  lua_pushinteger(L, ((LUA_INTEGER)1 << 53) + 1);
  say("integers' edges", "%s", show_all(L));
  say("integers' edges exactly", "%lld %lld %lld", lua_tointeger(L, 1), lua_tointeger(L, 2),
      lua_tointeger(L, 4));
  say("2^53 and 2^53 + 1 differ", "%d %d", lua_rawequal(L, 3, 4), lua_compare(L, 3, 4, LUA_OPLT));
  calculate_integers(L, "arith add wraps around", LUA_OPADD, LUA_MAXINTEGER, 1);
  calculate_integers(L, "arith mul wraps around", LUA_OPMUL, LUA_MAXINTEGER, 2);
  calculate_integers(L, "arith div of integers", LUA_OPDIV, 7, 2);
  calculate_integers(L, "arith idiv", LUA_OPIDIV, -7, 2);
  calculate_integers(L, "arith idiv by -1", LUA_OPIDIV, LUA_MININTEGER, -1);
  calculate_integers(L, "arith mod of integers", LUA_OPMOD, -7, 3);
  calculate_integers(L, "arith pow of integers", LUA_OPPOW, 2, 3);
  calculate_integers(L, "arith band", LUA_OPBAND, 12, 10);
  calculate_integers(L, "arith bor", LUA_OPBOR, 12, 10);
  calculate_integers(L, "arith bxor", LUA_OPBXOR, 12, 10);
  calculate_integers(L, "arith shl", LUA_OPSHL, 1, 63);
  calculate_integers(L, "arith shr", LUA_OPSHR, -1, 60);
  lua_pushinteger(L, 5);
  lua_arith(L, LUA_OPBNOT);
  lua_pushinteger(L, LUA_MININTEGER);
  lua_arith(L, LUA_OPUNM);
  say("arith bnot, unm", "%s %s", show(L, -2), show(L, -1));
  lua_pushinteger(L, 1);
  lua_pushinteger(L, 0);
  attempt(L, "arith mod by zero", divide, 2);
  lua_settop(L, 0);
  lua_pushnumber(L, 9007199254740992.0);
  lua_pushnumber(L, 9223372036854775808.0);
  lua_pushnumber(L, -9223372036854775808.0);
  lua_pushnumber(L, 0.0 / 0.0);
  lua_pushliteral(L, "9223372036854775807");
  lua_pushliteral(L, "9223372036854775808");
  lua_pushliteral(L, "1e1");
  for (int i = 1; i <= 7; i++) {
    lua_Integer n = lua_tointegerx(L, i, &is);
    say("tointegerx", "%d: %lld %d", i, is ? n : 0, is);
  }
  return 0;
}

static int from_strings(lua_State *L) {
  static const char *const texts[] = {"10", "0x1p4", " 7 ", "1e1", "abc", "", "10x", "0xA",
      "9223372036854775808", "-0x8000000000000000", "inf", "1 2"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    lua_settop(L, 0);
    size_t size = lua_stringtonumber(L, texts[i]);
    say("stringtonumber", "'%s' %d %s", texts[i], (int)size, show_all(L));
  }
  return 0;
}
#else
static int integers(lua_State *L) {
  int is = 9;
  lua_settop(L, 0);
  lua_pushinteger(L, 123456789012LL);
  lua_pushunsigned(L, 4294967295u);
  lua_pushnumber(L, 3.7);
  lua_pushnumber(L, -1);
  say("integers of 5.2", "%s", show_all(L));
  say("tointeger truncates", "%lld %d", (long long)lua_tointegerx(L, 3, &is), is);
  say("tounsigned", "%u %d %u", lua_tounsignedx(L, 2, &is), is, lua_tounsigned(L, 4));
  lua_pushliteral(L, "x");
  say("tounsigned of a text", "%u %d", lua_tounsignedx(L, -1, &is), is);
  return 0;
}
#endif

static int concatenate(lua_State *L) {
  lua_concat(L, lua_gettop(L));
  return 1;
}

static int concatenating(lua_State *L) {
  lua_settop(L, 0);
  lua_concat(L, 0);
  say("concat of none", "%s", show_all(L));
  lua_settop(L, 0);
  lua_pushinteger(L, 5);
  lua_concat(L, 1);
  say("concat of one", "%s", show_all(L));
  lua_pushliteral(L, "-");
  lua_pushnumber(L, 2.5);
  lua_pushliteral(L, "end");
  lua_concat(L, 4);
  say("concat of four", "%s", show_all(L));
  lua_pushliteral(L, "x");
  run(L, "return setmetatable({}, {__concat = function(a, b) return type(a) .. type(b) end})", 0, 1);
  lua_concat(L, 2);
  say("concat with a metamethod", "%s", show_all(L));
  lua_pushliteral(L, "x");
  lua_newtable(L);
  attempt(L, "concat of a table", concatenate, 2);
  lua_pushliteral(L, "x");
  lua_pushnil(L);
  attempt(L, "concat of nil", concatenate, 2);
  return 0;
}

static int length_of(lua_State *L) {
  lua_len(L, 1);
  return 1;
}

static int aux_length_of(lua_State *L) {
  lua_pushinteger(L, luaL_len(L, 1));
  return 1;
}

static int lengths(lua_State *L) {
  lua_settop(L, 0);
  run(L, "return 'text', {1, 2, 3}, setmetatable({}, {__len = function() return 42 end}),"
      "setmetatable({}, {__len = function() return 'odd' end}), 5", 0, 5);
  lua_len(L, 1);
  lua_len(L, 2);
  lua_len(L, 3);
  lua_len(L, 4);
  say("len", "%s", show_all(L));
  say("luaL_len", "%d %d %d", (int)luaL_len(L, 1), (int)luaL_len(L, 2), (int)luaL_len(L, 3));
  say("rawlen passes __len", "%d", (int)lua_rawlen(L, 3));
  lua_pushvalue(L, 5);
  attempt(L, "len of a number", length_of, 1);
  lua_pushvalue(L, 4);
  attempt(L, "luaL_len of no number", aux_length_of, 1);
  return 0;
}

static int light_userdata(lua_State *L) {
  static int one, two;
  lua_settop(L, 0);
  lua_pushlightuserdata(L, &one);
  lua_pushlightuserdata(L, &one);
  lua_pushlightuserdata(L, &two);
  lua_pushlightuserdata(L, NULL);
  say("light userdata are equal by address", "%d %d %d", lua_rawequal(L, 1, 2),
      lua_rawequal(L, 1, 3), lua_compare(L, 1, 2, LUA_OPEQ));
  say("light userdata's address", "%d %d", lua_touserdata(L, 1) == &one,
      lua_touserdata(L, 4) == NULL);
  lua_newtable(L);
  lua_pushvalue(L, 1);
  lua_pushliteral(L, "by address");
  lua_rawset(L, 5);
  lua_pushvalue(L, 2);
  lua_rawget(L, 5);
  say("a light userdata as a key", "%s", show(L, -1));
  lua_settop(L, 4);
  run(L, "local a, b, c = ... return a == b, a == c, type(a), tostring(a) == tostring(b)", 4, 4);
  say("light userdata in Lua", "%s", show_all(L));
  return 0;
}

static int identities(lua_State *L) {
  lua_settop(L, 0);
  lua_newtable(L);
  lua_pushvalue(L, 1);
  lua_newtable(L);
  lua_pushcfunction(L, a_function);
  lua_pushcfunction(L, a_function);
  say("topointer", "%d %d %d", lua_topointer(L, 1) == lua_topointer(L, 2),
      lua_topointer(L, 1) == lua_topointer(L, 3), lua_topointer(L, 4) == lua_topointer(L, 5));
  say("C functions are equal by address", "%d", lua_rawequal(L, 4, 5));
  lua_pushfstring(L, "table: %p", lua_topointer(L, 1));
  luaL_tolstring(L, 1, NULL);
  say("topointer is what tostring prints", "%d", lua_rawequal(L, -1, -2));
  lua_pop(L, 2);
  run(L, "local _, _, _, a, b = ... local t = {[a] = 'found'} return a == b, t[b]", 5, 2);
  say("C functions in Lua", "%s", show_all(L));
  return 0;
}

static int an_upvalue(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  return 1;
}

/* What lua_topointer answers is what Lua shows. (Of a thread it is the state; Lua shows a number.) */
static int addresses(lua_State *L) {
  char shown[100];
  lua_settop(L, 0);
  lua_newuserdata(L, 1);
  lua_newtable(L);
  run(L, "return function() end", 0, 1);
  lua_pushcfunction(L, a_function);
  lua_pushinteger(L, 1);
  lua_pushcclosure(L, an_upvalue, 1);
  lua_pushlightuserdata(L, shown);
  for (int i = 1; i <= 6; i++) {
    snprintf(shown, sizeof shown, "%s: %p", luaL_typename(L, i), lua_topointer(L, i));
    say("tostring shows what topointer answers", "%d %s %d", i, luaL_typename(L, i),
        strcmp(luaL_tolstring(L, i, NULL), shown) == 0);
    lua_pop(L, 1);
#if AT_LEAST(504)
    snprintf(shown, sizeof shown, "%p", lua_topointer(L, i));
    lua_pushvalue(L, i);
    run(L, "return string.format('%p', (...))", 1, 1);
    say("and so does %p", "%d", strcmp(lua_tostring(L, -1), shown) == 0);
    lua_pop(L, 1);
#endif
  }
  say("of a C function", "its address %d, of a closure another %d",
      lua_topointer(L, 4) == (const void *)(size_t)a_function,
      lua_topointer(L, 5) != (const void *)(size_t)an_upvalue);
  return 0;
}

const luaL_Reg value_tests[] = {{"asking", asking}, {"converting", converting},
    {"library_functions", library_functions},
    {"to_strings", to_strings}, {"pushing_strings", pushing_strings},
    {"kept_pointers", kept_pointers}, {"formats", formats}, {"comparing", comparing},
    {"arithmetic", arithmetic}, {"integers", integers},
#if AT_LEAST(503)
    {"from_strings", from_strings},
#endif
    {"concatenating", concatenating}, {"lengths", lengths}, {"light_userdata", light_userdata},
    {"identities", identities}, {"addresses", addresses}, {NULL, NULL}};
