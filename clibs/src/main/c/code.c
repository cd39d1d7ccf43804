/*
** Chunks in and out. The engine reads a chunk at once, so a reader's pieces are put together first.
*/

/* Loads the chunk on top, whose place the function or the message takes. */
static int load_top(lua_State *L, const char *name, const char *mode) {
  int status;
  lua_pushstring(L, name != NULL ? name : "?");
  lua_pushstring(L, mode);      /* nil for NULL */
  status = cross(L, load, slot_number(L, -3), slot_number(L, -2), slot_number(L, -1), 0);
  lua_pop(L, 2);
  return status;
}

/* A chunk that is read; `base` and `upvalues` are numbers of slots, those of lua_load's caller. */
typedef struct Reading {
  lua_Reader reader;
  void *data;
  ptrdiff_t base, upvalues;
} Reading;

/*
** Runs protected, since an error in a reader is lua_load's answer. The reader is one of the
** function that calls lua_load, and sees that function's stack.
*/
static int read_pieces(lua_State *L) {
  Reading *reading = lua_touserdata(L, 1);
  luaL_Buffer buffer;
  const char *piece;
  size_t size;
  L->base = L->stack + reading->base;
  L->upvalues = L->stack + reading->upvalues;
  luaL_buffinit(L, &buffer);
  while ((piece = reading->reader(L, reading->data, &size)) != NULL && size > 0)
    luaL_addlstring(&buffer, piece, size);
  luaL_pushresult(&buffer);
  return 1;
}

/* A reader may have left values in its caller's slots, whose entries are gone with read_pieces. */
static void forget_dropped(lua_State *L) {
  for (Slot *slot = L->base; slot < L->top; slot++)
    if (is_reference(slot) && slot->handle >= L->used) *slot = (Slot){0};
}

static int lua_load(lua_State *L, lua_Reader reader, void *data, const char *chunkname,
                    const char *mode) {
  Reading reading = {reader, data, L->base - L->stack, L->upvalues - L->stack};
  int status;
  lua_pushcfunction(L, read_pieces);
  lua_pushlightuserdata(L, &reading);
  status = lua_pcall(L, 1, 1, 0);
  forget_dropped(L);
  return status != LUA_OK ? status : load_top(L, chunkname, mode);
}

static int luaL_loadbufferx(lua_State *L, const char *buff, size_t size, const char *name,
                            const char *mode) {
  lua_pushlstring(L, buff, size);
  return load_top(L, name, mode);
}

static int luaL_loadstring(lua_State *L, const char *s) {
  return luaL_loadbufferx(L, s, strlen(s), s, NULL);
}

/* Files */

static int file_error(lua_State *L, const char *what, const char *filename) {
  lua_pushfstring(L, "cannot %s %s: %s", what, filename, strerror(errno));
  return LUA_ERRFILE;
}

static void read_all(luaL_Buffer *B, FILE *file) {
  size_t n;
  do {
    n = fread(luaL_prepbuffsize(B, LUAL_BUFFERSIZE), 1, LUAL_BUFFERSIZE, file);
    B->n += n;
  } while (n == LUAL_BUFFERSIZE);
}

/* Pushes a file's text. An error that the memory for it runs into leaves no file open. */
static int read_file(lua_State *L) {
  FILE *file = lua_touserdata(L, 1);
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  read_all(&buffer, file);
  luaL_pushresult(&buffer);
  return 1;
}

/* Where the chunk begins: behind a byte order mark, and at the end of a first line with a `#`. */
static size_t chunk_start(const char *text, size_t length) {
  size_t start = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  if (start == length || text[start] != '#') return start;
  while (start < length && text[start] != '\n') start++;
  if (start + 1 < length && text[start + 1] == '\x1B') start++; /* nothing precedes a binary one */
  return start;
}

static int load_text(lua_State *L, const char *name, const char *mode) {
  size_t length;
  const char *text = lua_tolstring(L, -1, &length);
  size_t start = chunk_start(text, length);
  int status;
  if (start != 0) {
    lua_pushlstring(L, text + start, length - start);
    lua_remove(L, -2);
  }
  status = load_top(L, name, mode);
  return status;
}

static int luaL_loadfilex(lua_State *L, const char *filename, const char *mode) {
  FILE *file = filename == NULL ? stdin : fopen(filename, "rb");
  const char *name;
  int status, failed;
  if (file == NULL) return file_error(L, "open", filename);
  name = filename == NULL ? lua_pushstring(L, "=stdin") : lua_pushfstring(L, "@%s", filename);
  lua_pushcfunction(L, read_file);
  lua_pushlightuserdata(L, file);
  status = lua_pcall(L, 1, 1, 0);
  failed = ferror(file);
  if (filename != NULL) fclose(file);
  if (status == LUA_OK && failed) {
    lua_pop(L, 1);
    status = file_error(L, "read", name + 1);
  } else if (status == LUA_OK)
    status = load_text(L, name, mode);
  lua_remove(L, -2);            /* the name */
  return status;
}

/* Dumps the function on top. */
static int dump_top(lua_State *L, lua_Writer writer, void *data, int strip) {
  size_t size;
  const char *bytes;
  int status = 1;
  lua_pushnil(L);
  if (!cross(L, dump, slot_number(L, -2), strip, slot_number(L, -1))) {
    bytes = lua_tolstring(L, -1, &size);
    status = writer(L, bytes, size, data);
  }
  lua_pop(L, 1);
  return status;
}

#if LUA_LEVEL == 502
static int lua_dump(lua_State *L, lua_Writer writer, void *data) {
  return dump_top(L, writer, data, 0);
}
#else
static int lua_dump(lua_State *L, lua_Writer writer, void *data, int strip) {
  return dump_top(L, writer, data, strip);
}
#endif
