/*
** Checks of the shim under the plain host: what the API test can't see of it. Stacks that move,
** entries, sweeps, sets that are put off, what is fetched in advance, strings, memory.
*/
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lua.h>
#include <lauxlib.h>

#include "host.h"

#define ARENA ((size_t)1 << 30)

static int checks, failures;

#define CHECK(condition) check(condition, #condition, __LINE__)

static void check(int ok, const char *text, int line) {
  checks++;
  if (ok) return;
  failures++;
  fprintf(stderr, "checks.c:%d: %s is false at %d\n", line, text, LUA_VERSION_NUM);
}

static int is_text(lua_State *L, int index, const char *text) {
  const char *found = lua_tostring(L, index);
  return found != NULL && strcmp(found, text) == 0;
}

/* -- the stack ----------------------------------------------------------------------------------- */

static void push_three(lua_State *L) {
  lua_settop(L, 0);
  for (int i = 1; i <= 3; i++) lua_pushinteger(L, i);
}

static int is_three(lua_State *L, int a, int b, int c) {
  return lua_gettop(L) == 3 && lua_tointeger(L, 1) == a && lua_tointeger(L, 2) == b
      && lua_tointeger(L, 3) == c;
}

static int check_moves(lua_State *L) {
  push_three(L);
  lua_insert(L, 1);
  CHECK(is_three(L, 3, 1, 2));
  push_three(L);
  lua_pushvalue(L, 1);
  lua_remove(L, 1);
  CHECK(is_three(L, 2, 3, 1));
  push_three(L);
  lua_pushinteger(L, 9);
  lua_replace(L, -3);
  CHECK(is_three(L, 1, 9, 3));
  push_three(L);
  lua_copy(L, 1, 3);
  CHECK(is_three(L, 1, 2, 1));
#if LUA_VERSION_NUM >= 503
  push_three(L);
  lua_rotate(L, 1, 2);
  CHECK(is_three(L, 2, 3, 1));
  lua_rotate(L, -3, -2);
  CHECK(is_three(L, 1, 2, 3));
  lua_rotate(L, 1, 3);
  CHECK(is_three(L, 1, 2, 3));
#endif
  lua_settop(L, 5);
  CHECK(lua_isnil(L, 5) && lua_type(L, 6) == LUA_TNONE);
  lua_settop(L, -3);
  CHECK(lua_gettop(L) == 3 && lua_absindex(L, -1) == 3);
  CHECK(lua_absindex(L, LUA_REGISTRYINDEX) == LUA_REGISTRYINDEX);
  CHECK(lua_type(L, LUA_REGISTRYINDEX) == LUA_TTABLE);
  CHECK(lua_type(L, lua_upvalueindex(1)) == LUA_TNONE);
  return 0;
}

static int check_growth(lua_State *L) {
  int right = 1;
  lua_settop(L, 0);
  CHECK(!lua_checkstack(L, LUAI_MAXSTACK + 1));
  for (int i = 1; i <= 200000; i++) {
    if (i % 3 == 0) lua_pushfstring(L, "%d", i);
    else lua_pushinteger(L, i);
  }
  for (int i = 1; i <= 200000; i++) right &= lua_tointeger(L, i) == i;
  CHECK(right && lua_gettop(L) == 200000);
  return 0;
}

/* -- strings and numbers ------------------------------------------------------------------------- */

static int check_strings(lua_State *L) {
  static const size_t lengths[] = { 0, 1, 38, 39, 40, 41, 5000, 100000 };
  static char text[100001];
  memset(text, 'x', sizeof text);
  text[1] = '\0';
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    size_t length;
    const char *found;
    lua_pushlstring(L, text, lengths[i]);
    found = lua_tolstring(L, -1, &length);
    CHECK(length == lengths[i] && memcmp(found, text, length) == 0 && found[length] == '\0');
    CHECK(lua_rawlen(L, -1) == lengths[i]);
    lua_pushlstring(L, text, lengths[i]);
    CHECK(lua_rawequal(L, -1, -2));
    lua_settop(L, 0);
  }
  CHECK(lua_pushstring(L, NULL) == NULL && lua_isnil(L, -1));
  return 0;
}

static void check_number(lua_State *L, double number, const char *text) {
  lua_pushnumber(L, number);
  lua_pushvalue(L, -1);
  CHECK(is_text(L, -1, text) && lua_type(L, -1) == LUA_TSTRING && lua_type(L, -2) == LUA_TNUMBER);
  lua_settop(L, 0);
}

#if LUA_VERSION_NUM >= 503
#define FLOAT(text) text ".0"
#else
#define FLOAT(text) text
#endif

static int check_numbers(lua_State *L) {
  int is;
  check_number(L, 1, FLOAT("1"));
  check_number(L, -0.0, FLOAT("-0"));
  check_number(L, 1.5, "1.5");
  check_number(L, 1e100, "1e+100");
  check_number(L, 0.1, "0.1");
  check_number(L, HUGE_VAL, "inf");
  check_number(L, DBL_MAX, "1.7976931348623e+308");
  lua_pushnumber(L, 3.7);
  lua_tointegerx(L, -1, &is);
  CHECK(is == (LUA_VERSION_NUM == 502));
  lua_pushnumber(L, 1e300);
  CHECK(lua_tointegerx(L, -1, &is) == (LUA_VERSION_NUM == 502 ? INT64_MIN : 0));
  lua_pushstring(L, "0x");
  CHECK(!lua_isnumber(L, -1) && lua_isstring(L, -1));
  lua_pushstring(L, "12.5");
  CHECK(lua_tonumberx(L, -1, &is) == 12.5 && is);
  lua_pushnumber(L, NAN);
  CHECK(!lua_rawequal(L, -1, -1) && !lua_compare(L, -1, -1, LUA_OPEQ));
#if LUA_VERSION_NUM >= 503
  CHECK(lua_stringtonumber(L, "42") == 3 && lua_isinteger(L, -1));
  CHECK(lua_stringtonumber(L, "no") == 0);
  lua_pushinteger(L, INT64_MIN);
  CHECK(is_text(L, -1, "-9223372036854775808"));
#endif
  return 0;
}

static int check_format(lua_State *L) {
  static char text[3000];
  memset(text, 'y', sizeof text - 1);
  lua_pushfstring(L, "%s|%d|%c|%%|%s", "a", -5, 'b', (char *)NULL);
  CHECK(is_text(L, -1, "a|-5|b|%|(null)"));
  lua_pushfstring(L, "%f %f", 2.0, 0.5);
  CHECK(is_text(L, -1, FLOAT("2") " 0.5"));
#if LUA_VERSION_NUM >= 503
  lua_pushfstring(L, "%I %U %U", (LUAI_UACINT)1 << 40, 0xe9L, 0x20acL);
  CHECK(is_text(L, -1, "1099511627776 \xc3\xa9 \xe2\x82\xac"));
#endif
  lua_pushfstring(L, "%s-%s-%s", text, "m", text);
  CHECK(lua_rawlen(L, -1) == 2 * (sizeof text - 1) + 3);
  CHECK(lua_tostring(L, -1)[sizeof text] == 'm');
  return 0;
}

/* -- tables -------------------------------------------------------------------------------------- */

static int check_puts(lua_State *L) {
  int crossed = host_crossings(), right = 1;
  lua_createtable(L, 0, 0);
  for (int i = 1; i <= 100; i++) {
    lua_pushfstring(L, "value %d", i);
    lua_rawseti(L, 1, i);
  }
  CHECK(host_crossings() == crossed);
  for (int i = 101; i <= 2000; i++) {
    lua_pushinteger(L, i);
    lua_pushfstring(L, "value %d", i);
    lua_rawset(L, 1);
  }
  CHECK(host_crossings() - crossed <= 8);
  CHECK(lua_rawlen(L, 1) == 2000);
  for (int i = 1; i <= 2000; i++) {
    char text[20];
    snprintf(text, sizeof text, "value %d", i);
    lua_rawgeti(L, 1, i);
    right &= is_text(L, -1, text);
    lua_pop(L, 1);
  }
  CHECK(right);
  return 0;
}

/* A table in a table, and a set of what has been read before. */
static int check_nested(lua_State *L) {
  lua_newtable(L);
  lua_newtable(L);
  lua_pushliteral(L, "deep");
  lua_setfield(L, -2, "name");
  lua_setfield(L, -2, "inner");
  lua_getfield(L, -1, "inner");
  lua_getfield(L, -1, "name");
  CHECK(is_text(L, -1, "deep"));
  lua_pop(L, 1);
  lua_pushinteger(L, 1);
  lua_rawseti(L, -2, 1);
  lua_rawgeti(L, -1, 1);
  lua_pushinteger(L, 2);
  lua_rawseti(L, -3, 1);
  lua_rawgeti(L, -2, 1);
  CHECK(lua_tointeger(L, -2) == 1 && lua_tointeger(L, -1) == 2);
  return 0;
}

static int sum_of(lua_State *L, int index, int setting) {
  int sum = 0;
  index = lua_absindex(L, index);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    sum += (int)lua_tointeger(L, -1);
    if (setting) {
      lua_pushvalue(L, -2);
      lua_pushinteger(L, 1);
      lua_rawset(L, index);
    }
    lua_pop(L, 1);
  }
  return sum;
}

static int check_next(lua_State *L) {
  int crossed;
  lua_newtable(L);
  for (int i = 1; i <= 100; i++) {
    lua_pushfstring(L, "key %d", i);
    lua_pushinteger(L, i);
    lua_settable(L, 1);
  }
  crossed = host_crossings();
  CHECK(sum_of(L, 1, 0) == 5050);
  CHECK(host_crossings() - crossed <= 8);
  CHECK(sum_of(L, 1, 1) == 5050);
  CHECK(sum_of(L, 1, 0) == 100);
  lua_pushnil(L);
  lua_next(L, 1);
  lua_pushnil(L);
  lua_next(L, 1);
  CHECK(lua_rawequal(L, 2, 4));
  return 0;
}

/* A list of numbers from 1 on with fields, and lists like it inside. */
static void push_tree(lua_State *L, int depth, int width) {
  lua_newtable(L);
  for (int i = 1; i <= width; i++) {
    lua_pushinteger(L, i);
    lua_rawseti(L, -2, i);
  }
  for (int i = 0; i < depth; i++) {
    lua_pushfstring(L, "field %d", i);
    if (i < 2 && depth > 6) push_tree(L, depth - 1, width - 1);
    else lua_pushinteger(L, 1);
    lua_rawset(L, -3);
  }
  if (depth > 0) {
    push_tree(L, depth - 1, width + 1);
    lua_setfield(L, -2, "last");
  }
}

/* Looks at the start of each table before it goes through it, as encoders do. */
static long sum_of_tree(lua_State *L, int elements) {
  long sum = 0;
  int list = 0;
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    lua_pop(L, 1);
    if (!lua_isnumber(L, -1)) {
      lua_pop(L, 1);
      break;
    }
    list++;
  }
  for (int i = 1; elements && i <= list; i++) {
    lua_rawgeti(L, -1, i);
    sum += (long)lua_tointeger(L, -1);
    lua_pop(L, 1);
  }
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    if (lua_istable(L, -1)) sum += sum_of_tree(L, elements);
    else if (!elements || lua_type(L, -2) != LUA_TNUMBER) sum += (long)lua_tointeger(L, -1);
    lua_pop(L, 1);
  }
  return sum;
}

static long expected_sum(int depth, int width) {
  long sum = (long)width * (width + 1) / 2;
  for (int i = 0; i < depth; i++)
    sum += i < 2 && depth > 6 ? expected_sum(depth - 1, width - 1) : 1;
  return depth > 0 ? sum + expected_sum(depth - 1, width + 1) : sum;
}

static int check_nested_next(lua_State *L) {
  for (int width = 7; width < 40; width += 8) {
    push_tree(L, 10, width);
    CHECK(sum_of_tree(L, 0) == expected_sum(10, width));
    CHECK(sum_of_tree(L, 1) == expected_sum(10, width));
    lua_settop(L, 0);
  }
  return 0;
}

static int set_global(lua_State *L) {
  lua_setglobal(L, "here");
  return 0;
}

static int check_access(lua_State *L) {
  static int key;
  lua_pushcfunction(L, set_global);
  lua_pushliteral(L, "global");
  lua_call(L, 1, 0);
  lua_getglobal(L, "here");
  CHECK(is_text(L, -1, "global"));
  lua_pushinteger(L, 7);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &key);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &key);
  CHECK(lua_tointeger(L, -1) == 7);
  lua_newtable(L);
  CHECK(!lua_getmetatable(L, -1));
  lua_newtable(L);
  lua_setmetatable(L, -2);
  CHECK(lua_getmetatable(L, -1));
#if LUA_VERSION_NUM >= 503
  lua_pushinteger(L, 8);
  lua_seti(L, -2, 3);
  CHECK(lua_geti(L, -1, 3) == LUA_TNUMBER && lua_tointeger(L, -1) == 8);
#endif
  return 0;
}

/* -- functions ----------------------------------------------------------------------------------- */

static int count_up(lua_State *L) {
  lua_Integer n = lua_tointeger(L, lua_upvalueindex(2)) + 1;
  lua_pushinteger(L, n);
  lua_copy(L, -1, lua_upvalueindex(2));
  lua_pushvalue(L, lua_upvalueindex(1));
  CHECK(lua_type(L, lua_upvalueindex(3)) == LUA_TNONE);
  return 2;
}

static int check_closures(lua_State *L) {
  lua_pushliteral(L, "name");
  lua_pushinteger(L, 40);
  lua_pushcclosure(L, count_up, 2);
  CHECK(lua_iscfunction(L, -1) && lua_tocfunction(L, -1) == count_up);
  for (int i = 0; i < 2; i++) {
    lua_pushvalue(L, 1);
    lua_call(L, 0, 2);
  }
  CHECK(lua_tointeger(L, -2) == 42 && is_text(L, -1, "name"));
  CHECK(lua_iscfunction(L, 1) && lua_tocfunction(L, 1) == count_up);
  return 0;
}

/* Each closure has the one before; a sweep must not recurse for it. */
static int check_chain(lua_State *L) {
  lua_pushliteral(L, "end");
  for (int i = 0; i < 200000; i++) lua_pushcclosure(L, count_up, 1);
  for (int i = 0; i < 1000000; i++) {
    lua_pushliteral(L, "garbage");
    lua_pop(L, 1);
  }
  CHECK(lua_tocfunction(L, -1) == count_up);
  return 0;
}

static int fail_with(lua_State *L) {
  lua_newtable(L);
  lua_pushvalue(L, 1);
  lua_setfield(L, -2, "value");
  return lua_error(L);
}

static int overflow(lua_State *L) {
  for (;;) lua_pushnil(L);
  return 0;
}

static int too_much(lua_State *L) {
  lua_newuserdata(L, SIZE_MAX / 2);
  return 0;
}

static int check_errors(lua_State *L) {
  int used = host_entries(L);
  lua_pushcfunction(L, fail_with);
  lua_pushliteral(L, "carried");
  CHECK(lua_pcall(L, 1, 0, 0) == LUA_ERRRUN);
  lua_getfield(L, -1, "value");
  CHECK(is_text(L, -1, "carried"));
  lua_settop(L, 0);
  lua_pushcfunction(L, overflow);
  CHECK(lua_pcall(L, 0, 0, 0) != LUA_OK && is_text(L, -1, "stack overflow"));
  lua_pushcfunction(L, too_much);
  CHECK(lua_pcall(L, 0, 0, 0) != LUA_OK && is_text(L, -1, "not enough memory"));
  lua_settop(L, 0);
  CHECK(host_entries(L) < used + 100);
  return 0;
}

/* -- entries ------------------------------------------------------------------------------------- */

static int make_many(lua_State *L) {
  for (int i = 0; i < 100; i++) {
    char text[100];
    memset(text, 'z', sizeof text);
    lua_newtable(L);
    lua_pushlstring(L, text, sizeof text);
    lua_setfield(L, -2, "text");
    lua_newuserdata(L, 1000);
  }
  return 1;
}

static int check_drops(lua_State *L) {
  int used, owned;
  lua_pushcfunction(L, make_many);
  used = host_entries(L);
  owned = host_owned(L);
  for (int i = 0; i < 1000; i++) {
    lua_pushvalue(L, 1);
    lua_call(L, 0, 0);
  }
  CHECK(host_entries(L) == used && host_owned(L) == owned);
  CHECK(host_block_bytes(L) <= 1000 * 1000);
  return 0;
}

/* What the stack has stays, and what has been popped is readable a while. */
static int check_sweeps(lua_State *L) {
  static char text[200000];
  const char *popped = lua_pushfstring(L, "kept %d", 1);
  memset(text, 'w', sizeof text);
  lua_newtable(L);
  lua_pushliteral(L, "in table");
  lua_rawseti(L, -2, 1);
  lua_pushlstring(L, text, sizeof text);
  for (int i = 0; i < 1000000; i++) {
    lua_pushlstring(L, "abcdefg", 7);
    lua_pop(L, 1);
  }
  for (int i = 0; i < 2000; i++) {
    const char *s = lua_pushlstring(L, text, sizeof text);
    lua_pop(L, 1);
    if (s[0] != 'w') abort();
  }
  CHECK(host_entries(L) < 10000);
  CHECK(host_owned(L) < 2 * (8 << 20) / 200000 + 10);
  CHECK(strcmp(popped, "kept 1") == 0 && is_text(L, 1, "kept 1"));
  CHECK(lua_tostring(L, 3)[sizeof text - 1] == 'w');
  lua_rawgeti(L, 2, 1);
  CHECK(is_text(L, -1, "in table"));
  return 0;
}

static const char *kept_text;

static int keep_text(lua_State *L) {
  kept_text = luaL_checkstring(L, 1);
  lua_settop(L, 1);
  luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

/* What C has stored stays where it is after the function has returned. */
static int check_kept(lua_State *L) {
  static const char *const texts[] = { "short", "a text that does not fit into an entry's forty bytes" };
  for (int i = 0; i < 2; i++) {
    int used = host_entries(L), owned = host_owned(L);
    lua_pushcfunction(L, keep_text);
    lua_pushstring(L, texts[i]);
    lua_call(L, 1, 0);
    for (int k = 0; k < 100; k++) {
      lua_pushcfunction(L, make_many);
      lua_call(L, 0, 0);
    }
    CHECK(strcmp(kept_text, texts[i]) == 0);
    if (i == 0) {
      CHECK(host_owned(L) == owned + 1);
      host_unpin();
    }
    CHECK(host_owned(L) <= owned + 1 && host_entries(L) < used + 300);
  }
  return 0;
}

static int make_reader(lua_State *L) {
  const char **texts = lua_newuserdata(L, 2 * sizeof *texts);
  texts[0] = kept_text = luaL_checkstring(L, 1);
  return 1;
}

static int make_reader_last(lua_State *L) {
  kept_text = luaL_checkstring(L, 1);
  lua_newuserdata(L, 1);
  return 1;
}

/* What a new userdata may point to stays as well, whether it was read before or after. */
static int check_held(lua_State *L) {
  static const lua_CFunction makers[] = { make_reader, make_reader_last };
  for (int i = 0; i < 4; i++) {
    const char *text = i < 2 ? "short" : "a text that does not fit into an entry's forty bytes";
    lua_pushcfunction(L, makers[i % 2]);
    lua_pushstring(L, text);
    lua_call(L, 1, 1);
    for (int k = 0; k < 100; k++) {
      lua_pushcfunction(L, make_many);
      lua_call(L, 0, 0);
    }
    CHECK(strcmp(kept_text, text) == 0);
    host_unpin();
  }
  return 0;
}

static int check_userdata(lua_State *L) {
  int64_t before = host_block_bytes(L);
  int crossed;
  char *block = lua_newuserdata(L, 100);
  memset(block, 1, 100);
  CHECK(lua_touserdata(L, -1) == block && lua_rawlen(L, -1) == 100 && lua_isuserdata(L, -1));
  CHECK(host_block_bytes(L) == before + 100);
  CHECK(((uintptr_t)lua_newuserdata(L, 0) & 15) == 0);
  lua_pushlightuserdata(L, block);
  CHECK(lua_touserdata(L, -1) == block && lua_topointer(L, 1) == block);
  lua_newtable(L);
  lua_setuservalue(L, 1);
  lua_getuservalue(L, 1);
  CHECK(lua_istable(L, -1));
  luaL_newmetatable(L, "kind");
  lua_setmetatable(L, 1);
  CHECK(luaL_checkudata(L, 1, "kind") == block && luaL_testudata(L, 1, "other") == NULL);
  crossed = host_crossings();
  for (int i = 0; i < 100; i++) luaL_checkudata(L, 1, "kind");
  CHECK(host_crossings() == crossed);
  luaL_newmetatable(L, "other");
  lua_setmetatable(L, 1);
  CHECK(luaL_testudata(L, 1, "kind") == NULL && luaL_testudata(L, 1, "other") == block);
  return 0;
}

/* -- threads ------------------------------------------------------------------------------------- */

static int check_threads(lua_State *L) {
  lua_State *thread;
#if LUA_VERSION_NUM >= 503
  memcpy(lua_getextraspace(L), "extra678", 8);
#endif
  thread = lua_newthread(L);
#if LUA_VERSION_NUM >= 503
  CHECK(memcmp(lua_getextraspace(thread), "extra678", 8) == 0);
#endif
  CHECK(lua_tothread(L, -1) == thread && lua_gettop(thread) == 0);
  lua_pushinteger(L, 1);
  lua_pushliteral(L, "moved");
  lua_newtable(L);
  lua_xmove(L, thread, 3);
  CHECK(lua_gettop(L) == 1 && lua_gettop(thread) == 3 && is_text(thread, 2, "moved"));
  lua_pushboolean(thread, 1);
  lua_xmove(thread, L, 1);
  CHECK(lua_toboolean(L, -1) && lua_type(L, -1) == LUA_TBOOLEAN);
  CHECK(lua_type(thread, LUA_REGISTRYINDEX) == LUA_TTABLE);
  host_free(thread);
  return 0;
}

/* -- the auxiliary library ----------------------------------------------------------------------- */

static int wants_integer(lua_State *L) {
  luaL_checkinteger(L, 1);
  return 0;
}

static int check_auxiliary(lua_State *L) {
  luaL_Buffer buffer;
  int first, second;
  luaL_buffinit(L, &buffer);
  for (int i = 0; i < 20000; i++) luaL_addlstring(&buffer, "0123456789", 10);
  luaL_pushresult(&buffer);
  CHECK(lua_gettop(L) == 1 && lua_rawlen(L, 1) == 200000 && lua_tostring(L, 1)[199999] == '9');
  lua_newtable(L);
  lua_pushliteral(L, "one");
  first = luaL_ref(L, 2);
  lua_pushliteral(L, "two");
  second = luaL_ref(L, 2);
  luaL_unref(L, 2, first);
  lua_rawgeti(L, 2, second);
  CHECK(is_text(L, -1, "two"));
  lua_pushliteral(L, "three");
  CHECK(luaL_ref(L, 2) == first);
  lua_pushcfunction(L, wants_integer);
  lua_pushliteral(L, "x");
  CHECK(lua_pcall(L, 1, 0, 0) == LUA_ERRRUN);
  CHECK(strstr(lua_tostring(L, -1), "bad argument #1") != NULL);
  return 0;
}

/* -- the arena ----------------------------------------------------------------------------------- */

static int fill_arena(lua_State *L) {
  for (int i = 0;; i++) lua_pushfstring(L, "%d", i);
  return 0;
}

static void check_small_arena(void) {
  lua_State *L = host_open(LUA_VERSION_NUM, (size_t)1 << 20);
  CHECK(L != NULL);
  lua_pushcfunction(L, fill_arena);
  CHECK(lua_pcall(L, 0, 0, 0) != LUA_OK && is_text(L, -1, "not enough memory"));
  host_close(L);
}

static const lua_CFunction all[] = {
  check_moves,
  check_growth,
  check_strings,
  check_numbers,
  check_format,
  check_puts,
  check_nested,
  check_next,
  check_nested_next,
  check_access,
  check_closures,
  check_chain,
  check_errors,
  check_drops,
  check_sweeps,
  check_kept,
  check_held,
  check_userdata,
  check_threads,
  check_auxiliary
};

/* Each is a function of its own, so that its entries are dropped after it. */
static void check_all(lua_State *L) {
  int used = host_entries(L);
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    lua_pushcfunction(L, all[i]);
    CHECK(lua_pcall(L, 0, 0, 0) == LUA_OK);
    lua_settop(L, 0);
  }
  host_unpin();
  CHECK(host_entries(L) <= used + (int)(sizeof all / sizeof *all));
  CHECK(host_owned(L) == 0 && host_block_bytes(L) == 0);
}

int main(void) {
  lua_State *L = host_open(LUA_VERSION_NUM, ARENA);
  CHECK(L != NULL);
  check_all(L);
  if (setlocale(LC_ALL, "de_DE.UTF-8") != NULL) check_all(L);
  host_close(L);
  check_small_arena();
  printf("%d checks at %d, %d failed\n", checks, LUA_VERSION_NUM, failures);
  return failures != 0;
}
