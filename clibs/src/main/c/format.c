/*
** lua_pushfstring. The text grows in a buffer of this frame, and beyond it on the stack: what is in
** the heap would be lost where something fails.
*/

#define TEXT_BYTES 512

typedef struct Text {
  lua_State *L;
  int pieces;                   /* on the stack */
  size_t length;
  char bytes[TEXT_BYTES];
} Text;

static void push_piece(Text *text, const char *s, size_t length) {
  push_bytes(text->L, s, length);
  if (++text->pieces == LUA_MINSTACK) {
    lua_concat(text->L, text->pieces);
    text->pieces = 1;
  }
}

static void flush_text(Text *text) {
  if (text->length > 0) push_piece(text, text->bytes, text->length);
  text->length = 0;
}

static void add_text(Text *text, const char *s, size_t length) {
  if (length > TEXT_BYTES - text->length) flush_text(text);
  if (length > TEXT_BYTES) {
    push_piece(text, s, length);
  } else {
    memcpy(text->bytes + text->length, s, length);
    text->length += length;
  }
}

static void add_number(Text *text, const Slot *number) {
  char bytes[NUMBER_BYTES];
  int length = print_number(bytes, number);
  add_text(text, bytes, (size_t)length);
}

static void add_string(Text *text, const char *s) {
  if (s == NULL) s = "(null)";
  add_text(text, s, strlen(s));
}

static void add_integer(Text *text, int64_t integer) {
  char bytes[NUMBER_BYTES];
  add_text(text, bytes, (size_t)print_integer(bytes, integer));
}

static void add_pointer(Text *text, const void *pointer) {
  char bytes[NUMBER_BYTES];
  add_text(text, bytes, (size_t)snprintf(bytes, sizeof bytes, "%p", pointer));
}

/* 5.3 shows what cannot be printed by its code. */
static void add_char(Text *text, int code) {
  char byte = (char)code;
#if LUA_LEVEL == 503
  if ((unsigned char)byte < ' ' || (unsigned char)byte > '~') {
    add_text(text, "<\\", 2);
    add_integer(text, (unsigned char)byte);
    add_text(text, ">", 1);
    return;
  }
#endif
  add_text(text, &byte, 1);
}

#if LUA_LEVEL >= 503
/* A code point in UTF-8, in the old form of up to six bytes. */
static void add_code_point(Text *text, unsigned long code) {
  char bytes[8];
  int at = (int)sizeof bytes;
  unsigned long first = 0x3f;   /* the most that fits into the first byte */
  if (code < 0x80) {
    bytes[--at] = (char)code;
  } else {
    do {
      bytes[--at] = (char)(0x80 | (code & 0x3f));
      code >>= 6;
      first >>= 1;
    } while (code > first);
    bytes[--at] = (char)((~first << 1) | code);
  }
  add_text(text, bytes + at, sizeof bytes - (size_t)at);
}
#endif

static _Noreturn void bad_conversion(Text *text, char letter) {
  char message[80];
  snprintf(message, sizeof message, "invalid option '%%%c' to 'lua_pushfstring'", letter);
  fail(text->L, message);
}

/* A va_list is passed by its address: as a parameter it may be an array or not. */
static void add_conversion(Text *text, char letter, va_list *arguments) {
  Slot number;
  switch (letter) {
    case 's': add_string(text, va_arg(*arguments, const char *)); break;
    case 'd': add_integer(text, va_arg(*arguments, int)); break;
    case 'c': add_char(text, va_arg(*arguments, int)); break;
    case 'p': add_pointer(text, va_arg(*arguments, const void *)); break;
    case 'f':
      set_number(&number, va_arg(*arguments, double));
      add_number(text, &number);
      break;
#if LUA_LEVEL >= 503
    case 'I': add_integer(text, va_arg(*arguments, lua_Integer)); break;
    case 'U': add_code_point(text, va_arg(*arguments, unsigned long)); break;
#endif
    case '%': add_text(text, "%", 1); break;
    default: bad_conversion(text, letter);
  }
}

static const char *format(lua_State *L, const char *fmt, va_list *arguments) {
  Text text;
  const char *percent;
  text.L = L;
  text.pieces = 0;
  text.length = 0;
  while ((percent = strchr(fmt, '%')) != NULL) {
    add_text(&text, fmt, (size_t)(percent - fmt));
    add_conversion(&text, percent[1], arguments);
    fmt = percent + 2;
  }
  add_text(&text, fmt, strlen(fmt));
  if (text.pieces == 0) return push_bytes(L, text.bytes, text.length);
  flush_text(&text);
  lua_concat(L, text.pieces);
  return lua_tolstring(L, -1, NULL);
}

static const char *lua_pushvfstring(lua_State *L, const char *fmt, va_list argp) {
  const char *answer;
  va_list arguments;
  va_copy(arguments, argp);
  answer = format(L, fmt, &arguments);
  va_end(arguments);
  return answer;
}

static const char *lua_pushfstring(lua_State *L, const char *fmt, ...) {
  const char *answer;
  va_list arguments;
  va_start(arguments, fmt);
  answer = format(L, fmt, &arguments);
  va_end(arguments);
  return answer;
}
