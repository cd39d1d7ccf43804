return require("inner")
