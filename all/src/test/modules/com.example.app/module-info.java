module com.example.app {
  requires java.scripting;

  exports com.example.app.api;
}
