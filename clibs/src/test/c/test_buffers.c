/* luaL_Buffer: small and large, with values pushed in between. */
#include "apitest.h"

#include <stdint.h>
#include <string.h>

static int small(lua_State *L) {
  luaL_Buffer b;
  lua_settop(L, 0);
  luaL_buffinit(L, &b);
  luaL_pushresult(&b);
  say("an empty buffer", "%s", show_all(L));
  lua_settop(L, 0);
  luaL_buffinit(L, &b);
  luaL_addchar(&b, 'a');
  luaL_addlstring(&b, "\0b", 2);
  luaL_addstring(&b, "text");
  luaL_addlstring(&b, "", 0);
  luaL_addstring(&b, "");
  lua_pushinteger(L, 12);
  luaL_addvalue(&b);
  luaL_pushresult(&b);
  say("a small buffer", "%s", show_all(L));
  return 0;
}

static int large(lua_State *L) {
  luaL_Buffer b;
  lua_settop(L, 0);
  luaL_buffinit(L, &b);
  for (int i = 0; i < 100000; i++) luaL_addchar(&b, (char)('a' + i % 26));
  luaL_pushresult(&b);
  say("100,000 characters", "%s, last %s", show_all(L), lua_tostring(L, 1) + 99998);
  lua_settop(L, 0);
  luaL_buffinit(L, &b);
  for (int i = 0; i < 3000; i++) {
    lua_pushfstring(L, "%d,", i);
    luaL_addvalue(&b);
  }
  luaL_pushresult(&b);
  say("3000 values", "%s, stack %d", show(L, 1), lua_gettop(L));
  lua_settop(L, 0);
  luaL_buffinit(L, &b);
  lua_pushstring(L, "begin ");
  luaL_addvalue(&b);
  run(L, "return ('x'):rep(20000)", 0, 1);
  luaL_addvalue(&b);
  luaL_addstring(&b, " end");
  luaL_pushresult(&b);
  say("a long value", "%d %s", (int)lua_rawlen(L, 1), lua_tostring(L, 1) + 20002);
  return 0;
}

static int prepared(lua_State *L) {
  luaL_Buffer b;
  lua_settop(L, 0);
  char *room = luaL_buffinitsize(L, &b, 10);
  memcpy(room, "0123456789", 10);
  luaL_pushresultsize(&b, 10);
  say("buffinitsize of a few", "%s", show_all(L));
  lua_settop(L, 0);
  room = luaL_buffinitsize(L, &b, 50000);
  memset(room, 'z', 50000);
  luaL_pushresultsize(&b, 50000);
  say("buffinitsize of many", "%s", show_all(L));
  lua_settop(L, 0);
  luaL_buffinit(L, &b);
  room = luaL_prepbuffsize(&b, 30000);
  memset(room, 'p', 30000);
  luaL_addsize(&b, 3);
  room = luaL_prepbuffer(&b);
  memset(room, 'q', LUAL_BUFFERSIZE);
  luaL_addsize(&b, 2);
  room = luaL_prepbuffsize(&b, 100);
  memcpy(room, "end", 3);
  luaL_pushresultsize(&b, 3);
  say("prepbuffsize", "%s", show_all(L));
  return 0;
}

static int interleaved(lua_State *L) {
  luaL_Buffer b;
  lua_settop(L, 0);
  lua_pushliteral(L, "below");
  luaL_buffinit(L, &b);
  for (int i = 0; i < 2000; i++) {
    luaL_addstring(&b, "0123456789");
    int top = lua_gettop(L);
    lua_pushinteger(L, i);
    lua_pushliteral(L, "between");
    lua_settop(L, top);
  }
  luaL_pushresult(&b);
  say("values pushed in between", "%s", show_all(L));
  lua_settop(L, 1);
  luaL_buffinit(L, &b);
  for (int i = 0; i < 1000; i++) {
    run(L, "return ('%d;'):format((...))", (lua_pushinteger(L, i), 1), 1);
    luaL_addvalue(&b);
  }
  luaL_pushresult(&b);
  say("calls in between", "%s", show_all(L));
  return 0;
}

static int fail_with_buffer(lua_State *L) {
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  for (int i = 0; i < 20000; i++) luaL_addchar(&b, 'x');
  return luaL_error(L, "with a buffer");
}

static int failing(lua_State *L) {
  attempt(L, "an error while a buffer is large", fail_with_buffer, 0);
  luaL_Buffer b, inner;
  lua_settop(L, 0);
  luaL_buffinit(L, &b);
  luaL_addstring(&b, "outer ");
  luaL_buffinit(L, &inner);
  luaL_addstring(&inner, "inner");
  luaL_pushresult(&inner);
  luaL_addvalue(&b);
  luaL_pushresult(&b);
  say("a buffer in a buffer", "%s", show_all(L));
  return 0;
}

static int too_large(lua_State *L) {
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  luaL_addstring(&b, "some");
  luaL_prepbuffsize(&b, SIZE_MAX - 2);
  return 0;
}

static int limits(lua_State *L) {
  attempt(L, "a buffer that is too large", too_large, 0);
#if AT_LEAST(504)
  luaL_Buffer b;
  lua_settop(L, 0);
  luaL_buffinit(L, &b);
  luaL_addstring(&b, "some text");
  luaL_buffsub(&b, 5);
  say("buffsub", "%d %.4s", (int)luaL_bufflen(&b), luaL_buffaddr(&b));
  luaL_pushresult(&b);
  say("buffsub", "%s", show_all(L));
#endif
  return 0;
}

const luaL_Reg buffer_tests[] = {{"small", small}, {"large", large}, {"prepared", prepared},
    {"interleaved", interleaved}, {"failing", failing}, {"limits", limits}, {NULL, NULL}};
