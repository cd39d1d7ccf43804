import com.google.common.io.ByteSource;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.nio.charset.StandardCharsets;

public class MySearcherProvider implements LuaSearcherProvider {
  @Override
  public String name() {
    return "mine";
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    byte[] source = "return 'colour from mine'".getBytes(StandardCharsets.UTF_8);
    return name ->
        name.equals("colour")
            ? SearchResult.source(ByteSource.wrap(source), "@mine", "mine")
            : SearchResult.notFound("no '" + name + "' of mine");
  }
}
