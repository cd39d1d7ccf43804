/* Loading and dumping code. */
#include "apitest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A reader that gives a text in pieces. */
typedef struct Pieces { const char *text; size_t left, step; int calls; } Pieces;

static const char *read_piece(lua_State *L, void *data, size_t *size) {
  (void)L;
  Pieces *pieces = data;
  pieces->calls++;
  *size = pieces->left < pieces->step ? pieces->left : pieces->step;
  if (*size == 0) return NULL;
  const char *piece = pieces->text;
  pieces->text += *size;
  pieces->left -= *size;
  return piece;
}

static const char *read_and_fail(lua_State *L, void *data, size_t *size) {
  (void)data;
  *size = 0;
  luaL_error(L, "from the reader");
  return NULL;
}

static int loading(lua_State *L) {
  const char *code = "local a, b = ... return a + b, 'read in pieces'";
  lua_settop(L, 0);
  for (size_t step = 1; step < 100; step *= 7) {
    Pieces pieces = {code, strlen(code), step, 0};
    int status = lua_load(L, read_piece, &pieces, "=pieces", NULL);
    lua_pushinteger(L, 2);
    lua_pushinteger(L, 3);
    lua_call(L, 2, 2);
    say("load", "%d %s", status, show_all(L));
    lua_settop(L, 0);
  }
  Pieces empty = {"", 0, 10, 0};
  say_first("load of nothing", "%d %s", lua_load(L, read_piece, &empty, "=empty", NULL), show_all(L));
  lua_settop(L, 0);
  Pieces wrong = {"x = = 1", 7, 3, 0};
  say_first("load of an error", "%d %s", lua_load(L, read_piece, &wrong, "=wrong", "t"), show_all(L));
  lua_settop(L, 0);
  int status = lua_load(L, read_and_fail, NULL, "=failing", NULL);
  say("load with a failing reader", "%d %s", status, show_all(L));
  lua_settop(L, 0);
  Pieces unnamed = {"x = = 1", 7, 100, 0};
  say_first("load without a name", "%d %s", lua_load(L, read_piece, &unnamed, NULL, NULL), show_all(L));
  return 0;
}

static int buffers(lua_State *L) {
  lua_settop(L, 0);
  say_first("loadbufferx", "%d %s", luaL_loadbufferx(L, "return 1", 8, "=b", "t"), show_all(L));
  lua_settop(L, 0);
  say_first("loadbufferx refuses text", "%d %s", luaL_loadbufferx(L, "return 1", 8, "=b", "b"), show_all(L));
  lua_settop(L, 0);
  say_first("loadbufferx refuses binary", "%d %s", luaL_loadbufferx(L, "\033Lua", 4, "=b", "t"),
      show_all(L));
  lua_settop(L, 0);
  say("loadbufferx of a truncated one", "%d", luaL_loadbufferx(L, "\033Lua", 4, "=b", "b"));
  lua_settop(L, 0);
  say_first("loadbuffer with a text as its name", "%d %s", luaL_loadbuffer(L, "x = ", 4, "x = "),
      show_all(L));
  lua_settop(L, 0);
  say_first("loadstring", "%d %s", luaL_loadstring(L, "return 7"), show_all(L));
  lua_settop(L, 0);
  say_first("loadstring of an error", "%d %s", luaL_loadstring(L, "for"), show_all(L));
  lua_settop(L, 0);
  say_first("dostring", "%d %s", luaL_dostring(L, "return 1, 'two'"), show_all(L));
  lua_settop(L, 0);
  say_first("dostring of an error", "%d %s", luaL_dostring(L, "error('raised')"), show_all(L));
  return 0;
}

static void write_file(const char *name, const char *text, size_t length) {
  FILE *file = fopen(name, "wb");
  if (file == NULL) abort();
  fwrite(text, 1, length, file);
  fclose(file);
}

static void load_file(lua_State *L, const char *name, const char *text, size_t length,
    const char *mode) {
  static const char file[] = "apitest_loaded.lua";
  write_file(file, text, length);
  lua_settop(L, 0);
  int status = luaL_loadfilex(L, file, mode);
  if (status == LUA_OK) status = 100 + lua_pcall(L, 0, LUA_MULTRET, 0);
  say(name, "%d %s", status, show_all(L));
  remove(file);
}

static int files(lua_State *L) {
  load_file(L, "loadfilex", "return 'from a file', ...", 25, NULL);
  load_file(L, "loadfilex with a first line", "#!/bin/lua\nreturn 'after #'", 27, "t");
  load_file(L, "loadfilex with a mark", "\xEF\xBB\xBFreturn 'after a mark'", 24, NULL);
  load_file(L, "loadfilex of an error", "local x\nx = = 2", 15, NULL);
  load_file(L, "loadfilex refuses text", "return 1", 8, "b");
  load_file(L, "loadfilex of an empty file", "", 0, NULL);
  load_file(L, "an error of a file", "\n\nerror('raised')", 17, NULL);
  lua_settop(L, 0);
  say_first("loadfilex of no file", "%d %s", luaL_loadfilex(L, "no_such_file.lua", NULL), show_all(L));
  write_file("apitest_done.lua", "return 'done', 2", 16);
  lua_settop(L, 0);
  say_first("dofile", "%d %s", luaL_dofile(L, "apitest_done.lua"), show_all(L));
  remove("apitest_done.lua");
  return 0;
}

typedef struct Dumped { char *bytes; size_t length; } Dumped;

static int write_piece(lua_State *L, const void *piece, size_t size, void *data) {
  (void)L;
  Dumped *dumped = data;
  dumped->bytes = realloc(dumped->bytes, dumped->length + size + 1);
  memcpy(dumped->bytes + dumped->length, piece, size);
  dumped->length += size;
  return 0;
}

static int refuse_piece(lua_State *L, const void *piece, size_t size, void *data) {
  (void)L, (void)piece, (void)size, (void)data;
  return 17;
}

static int dump(lua_State *L, lua_Writer writer, void *data, int strip) {
#if AT_LEAST(503)
  return lua_dump(L, writer, data, strip);
#else
  (void)strip;
  return lua_dump(L, writer, data);
#endif
}

static int nothing(lua_State *L) {
  (void)L;
  return 0;
}

static int dumping(lua_State *L) {
  Dumped dumped = {NULL, 0};
  lua_settop(L, 0);
  run(L, "local up = 5 return function(a) return a * 2, 'constant', up end", 0, 1);
  int status = dump(L, write_piece, &dumped, 0);
  say("dump", "%d, stack %s, begins with the mark %d", status, show_all(L),
      memcmp(dumped.bytes, LUA_SIGNATURE, 4) == 0);
  lua_settop(L, 0);
  Pieces pieces = {dumped.bytes, dumped.length, 13, 0};
  status = lua_load(L, read_piece, &pieces, "=dumped", "b");
  say("load of a dump", "%d", status);
  lua_pushinteger(L, 21);
  lua_call(L, 1, LUA_MULTRET);
  say("call of a dump", "%s", show_all(L));
  lua_settop(L, 0);
  say_first("a dump refused", "%d %s", luaL_loadbufferx(L, dumped.bytes, dumped.length, "=d", "t"),
      show_all(L));
  lua_settop(L, 0);
  status = luaL_loadbufferx(L, dumped.bytes, dumped.length / 2, "=half", "b");
  say("half a dump", "%d %s", status, show_all(L));
  free(dumped.bytes);
  lua_settop(L, 0);
  lua_pushcfunction(L, nothing);
  say("dump of a C function", "%d", dump(L, write_piece, NULL, 0));
  run(L, "return function() end", 0, 1);
  say("dump with a writer that fails", "%d", dump(L, refuse_piece, NULL, 0));
  dumped = (Dumped){NULL, 0};
  run(L, "return function() local x = nil; x() end", 0, 1);
  dump(L, write_piece, &dumped, 1);
  luaL_loadbufferx(L, dumped.bytes, dumped.length, "=stripped", NULL);
  free(dumped.bytes);
#if AT_LEAST(503)
  status = lua_pcall(L, 0, 0, 0);
  say("an error of a stripped function", "%d %s", status, show(L, -1));
#endif
  return 0;
}

/* Which upvalue of what was dumped gets the globals. */
static int dumped_upvalues(lua_State *L) {
  static const char *const codes[] = {
      "local a, b return function() return a, b end", "local a return function() return a end",
      "return function() return print end", "local a return function() return a, print end",
      "return function() end"};
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    Dumped dumped = {NULL, 0};
    lua_settop(L, 0);
    run(L, codes[i], 0, 1);
    dump(L, write_piece, &dumped, 0);
    luaL_loadbufferx(L, dumped.bytes, dumped.length, "=dumped", "b");
    free(dumped.bytes);
    for (int n = 1; n <= 2; n++) {
      const char *name = lua_getupvalue(L, 2, n);
      say(codes[i], "%d %s %s", n, name == NULL ? "none" : name,
          name == NULL ? "" : luaL_typename(L, -1));
    }
  }
  return 0;
}

static int environment(lua_State *L) {
  lua_settop(L, 0);
  luaL_loadstring(L, "return x");
  const char *name = lua_getupvalue(L, 1, 1);
  lua_pushglobaltable(L);
  say("a loaded chunk's upvalue", "%s, the globals %d", name, lua_rawequal(L, -1, -2));
  lua_settop(L, 1);
  lua_newtable(L);
  lua_pushliteral(L, "of the environment");
  lua_setfield(L, 2, "x");
  lua_setupvalue(L, 1, 1);
  lua_call(L, 0, 1);
  say("a chunk with its own environment", "%s", show_all(L));
  return 0;
}

const luaL_Reg load_tests[] = {{"loading", loading}, {"buffers", buffers}, {"files", files},
    {"dumping", dumping}, {"dumped_upvalues", dumped_upvalues},
    {"environment", environment}, {NULL, NULL}};
