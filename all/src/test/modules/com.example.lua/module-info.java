/** Holds Lua modules and settings, and no class. */
module com.example.lua {}
