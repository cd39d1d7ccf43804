/* The checks' common part: what they say, and the module's opening. */
#include "apitest.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *said;
static size_t said_length, said_size;

static void add(const char *text, size_t length) {
  if (said_length + length + 1 > said_size) {
    said_size = 2 * (said_length + length + 1);
    said = realloc(said, said_size);
    if (said == NULL) abort();
  }
  memcpy(said + said_length, text, length);
  said_length += length;
}

void say(const char *name, const char *format, ...) {
  char line[4096];
  va_list arguments;
  add(name, strlen(name));
  add(": ", 2);
  va_start(arguments, format);
  vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  const char *text = masked(line);
  add(text, strlen(text));
  add("\n", 1);
}

static char *room(void) {
  static char rooms[16][4096];
  static int next;
  next = (next + 1) % 16;
  return rooms[next];
}

const char *masked(const char *text) {
  char *out = room(), *end = out + 4000;
  char *at = out;
  while (*text != '\0' && at < end) {
    size_t digits = strncmp(text, "0x", 2) == 0 ? strspn(text + 2, "0123456789abcdef") : 0;
    if (digits > 6 && text[2] != '8') {
      text += 2 + digits;
      at += sprintf(at, "ADDRESS");
    } else {
      *at++ = *text++;
    }
  }
  *at = '\0';
  return out;
}

static const char *show_string(lua_State *L, int index) {
  size_t length;
  const char *text = lua_tolstring(L, index, &length);
  char *out = room(), *at = out;
  size_t shown = length < 400 ? length : 40;
  *at++ = '"';
  for (size_t i = 0; i < shown; i++) {
    unsigned char c = (unsigned char)text[i];
    if (isprint(c) && c != '"' && c != '\\') *at++ = (char)c;
    else at += sprintf(at, "\\%03d", c);
  }
  *at++ = '"';
  if (shown < length) at += sprintf(at, "...(%d)", (int)length);
  if (text[length] != '\0') at += sprintf(at, " not ended by a zero");
  *at = '\0';
  return out;
}

const char *show(lua_State *L, int index) {
  switch (lua_type(L, index)) {
    case LUA_TSTRING: return show_string(L, index);
    case LUA_TBOOLEAN: return lua_toboolean(L, index) ? "true" : "false";
    case LUA_TNUMBER: {
      lua_pushvalue(L, index);
      char *out = room();
      snprintf(out, 100, "%s", lua_tostring(L, -1));
      lua_pop(L, 1);
      return out;
    }
    default: return luaL_typename(L, index);
  }
}

const char *show_all(lua_State *L) {
  char text[4000];
  int top = lua_gettop(L), at = snprintf(text, sizeof text, "%d[", top);
  for (int i = 1; i <= top && at < 3000; i++) {
    at += snprintf(text + at, sizeof text - (size_t)at, i == 1 ? "%.600s" : ", %.600s", show(L, i));
  }
  snprintf(text + at, sizeof text - (size_t)at, "]");
  char *out = room();
  memcpy(out, text, sizeof text);
  return out;
}

void attempt(lua_State *L, const char *name, lua_CFunction function, int count) {
  int base = lua_gettop(L) - count;
  lua_pushcfunction(L, function);
  lua_insert(L, base + 1);
  int status = lua_pcall(L, count, LUA_MULTRET, 0);
  char text[2000];
  int at = snprintf(text, sizeof text, "status %d", status);
  for (int i = base + 1; i <= lua_gettop(L) && at < 1200; i++) {
    at += snprintf(text + at, sizeof text - (size_t)at, ", %.700s", show(L, i));
  }
  lua_settop(L, base);
  say(name, "%s", text);
}

void run(lua_State *L, const char *code, int count, int results) {
  if (luaL_loadbuffer(L, code, strlen(code), "=code") != LUA_OK) lua_error(L);
  if (count > 0) lua_insert(L, -count - 1);
  lua_call(L, count, results);
}

/* Answers what was said since it was last asked. */
static int lines(lua_State *L) {
  lua_pushlstring(L, said == NULL ? "" : said, said_length);
  said_length = 0;
  return 1;
}

/* A check that the driver made in Lua. */
static int say_text(lua_State *L) {
  say(luaL_checkstring(L, 1), "%s", luaL_checkstring(L, 2));
  return 0;
}

static int add_tests(lua_State *L, int table, int count, const luaL_Reg *tests) {
  for (; tests->name != NULL; tests++) {
    lua_createtable(L, 2, 0);
    lua_pushstring(L, tests->name);
    lua_rawseti(L, -2, 1);
    lua_pushcfunction(L, tests->func);
    lua_rawseti(L, -2, 2);
    lua_rawseti(L, table, ++count);
  }
  return count;
}

/* The module: the functions for the driver, and `tests`, pairs of a name and a function. */
int luaopen_apitest(lua_State *L) {
  static const luaL_Reg common[] = {{"lines", lines}, {"say", say_text}, {NULL, NULL}};
  const luaL_Reg *all[] = {stack_tests, value_tests, table_tests, call_tests, thread_tests,
      debug_tests, hook_tests, auxlib_tests, buffer_tests, registry_tests, userdata_tests,
      load_tests, state_tests, upvalue_tests};
  int count = 0;
  luaL_newlib(L, common);
  luaL_setfuncs(L, call_functions, 0);
  luaL_setfuncs(L, thread_functions, 0);
  luaL_setfuncs(L, userdata_functions, 0);
  luaL_setfuncs(L, debug_functions, 0);
  lua_newtable(L);
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    count = add_tests(L, lua_gettop(L), count, all[i]);
  }
  lua_setfield(L, -2, "tests");
  return 1;
}
