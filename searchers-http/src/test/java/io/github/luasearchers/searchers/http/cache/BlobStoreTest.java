package io.github.luasearchers.searchers.http.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.luasearchers.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoreTest {

  private static final byte[] CONTENT = "return 42\n".getBytes(UTF_8);

  @TempDir Path temp;

  private final List<String> events = new ArrayList<>();

  private final BlobStore.Listener listener =
      new BlobStore.Listener() {
        @Override
        public void corrupted(Digest digest, String place) {
          events.add("corrupted " + digest.hex());
        }

        @Override
        public void notStored(Digest digest, IOException reason) {
          events.add("not stored: " + reason);
        }

        @Override
        public void evicted(int blobs, long bytes) {
          events.add("evicted " + blobs + " of " + bytes + " bytes");
        }
      };

  @Test
  void disk_givesWhatWasWritten_toAnotherProcessToo() {
    Digest digest = write(disk(), CONTENT);
    assertThat(digest).isEqualTo(Digest.of(CONTENT));
    assertThat(disk().read(digest)).contains(CONTENT);
    assertThat(disk().read(Digest.of(new byte[0]))).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void disk_layout_isOfItsVersion_andNobodyElses() throws Exception {
    Digest digest = write(disk(), CONTENT);
    assertThat(place(digest)).hasBinaryContent(CONTENT);
    if (Files.getFileStore(temp).supportsFileAttributeView("posix")) {
      for (Path each = place(digest).getParent(); !each.equals(temp); each = each.getParent()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .isEqualTo("rwx------");
      }
    }
    assertThat(temporaries()).isEmpty();
  }

  @Test
  void disk_corrupted_isForgotten_reported_andWrittenAnew() throws Exception {
    Digest digest = write(disk(), CONTENT);
    Files.writeString(place(digest), "return 43\n");
    assertThat(disk().read(digest)).isEmpty();
    assertThat(place(digest)).doesNotExist();
    assertThat(events).containsExactly("corrupted " + digest.hex());
    write(disk(), CONTENT);
    assertThat(disk().read(digest)).contains(CONTENT);
  }

  @Test
  void disk_truncatedAndEmpty_areForgotten() throws Exception {
    Digest digest = write(disk(), CONTENT);
    for (String shorter : List.of("return", "")) {
      Files.writeString(place(digest), shorter);
      assertThat(disk().read(digest)).isEmpty();
      write(disk(), CONTENT);
      assertThat(disk().read(digest)).contains(CONTENT);
    }
  }

  @Test
  void disk_unwritable_servesWhatIsThere_andFailsNobody() throws Exception {
    Digest digest = write(disk(), CONTENT);
    // Root may write to any folder, but not make one where a file is.
    Files.delete(temp.resolve("cache/v1/tmp"));
    Files.writeString(temp.resolve("cache/v1/tmp"), "");
    Digest other = write(disk(), new byte[] {'x'});
    assertThat(disk().read(digest)).contains(CONTENT);
    assertThat(disk().read(other)).isEmpty();
    assertThat(events).hasSize(1).first().asString().startsWith("not stored: ");
  }

  @Test
  void disk_readOnlyFolder_serves_andStoresNothing() throws Exception {
    Digest digest = write(disk(), CONTENT);
    String output = inChildProcess("mount --bind -o ro CACHE CACHE", digest);
    assertThat(output).contains("read true", "stored false", "not stored", "Read-only file system");
  }

  @Test
  void disk_full_storesNothing_andFailsNobody() throws Exception {
    String output =
        inChildProcess("mount -t tmpfs -o size=64k tmpfs CACHE", Digest.of(new byte[0]));
    assertThat(output).contains("stored false", "not stored", "No space left on device");
    assertThat(output).contains("small true");
  }

  /** Mounts something on the cache folder, for a process of its own only, and uses the store. */
  private String inChildProcess(String mount, Digest digest) throws Exception {
    String unshare = Program.need("unshare", "util-linux");
    Path cache = Files.createDirectories(temp.resolve("cache"));
    String script = mount.replace("CACHE", cache.toString()) + " && exec \"$@\"";
    Process process =
        new ProcessBuilder(
                unshare,
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                script,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BlobStoreChild.class.getName(),
                cache.toString(),
                digest.hex())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int status = process.waitFor();
    assumeThat(output)
        .as("this system lets users mount: %s", output)
        .doesNotContain("unshare: ", "mount: ");
    assertThat(status).as(output).isZero();
    return output;
  }

  @Test
  void disk_tooLarge_isNotStored() {
    BlobStore store = disk(temp, 4);
    assertThat(store.read(write(store, CONTENT))).isEmpty();
    assertThat(events).hasSize(1);
  }

  @Test
  void eviction_takesTheLeastUsed_andNeverWhatIsLocked() throws Exception {
    List<Digest> digests = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      digests.add(write(disk(), blob(i)));
      age(digests.get(i), Duration.ofMinutes(100 - i));
    }
    Set<Digest> locked = Set.of(digests.get(0));
    new Eviction(temp.resolve("cache"), 4000, Duration.ofDays(90), () -> locked, listener).run();
    assertThat(digests.stream().map(each -> disk().read(each).isPresent()))
        .containsExactly(true, false, false, false, false, true, true, true);
    assertThat(events).containsExactly("evicted 4 of 4000 bytes");
  }

  @Test
  void eviction_comesByItself_whenMuchIsWritten() {
    BlobStore store = disk(temp, 4000);
    for (int i = 0; i < 20; i++) {
      write(store, blob(i));
    }
    assertThat(events).isNotEmpty().allMatch(each -> each.startsWith("evicted"));
  }

  @Test
  void eviction_takesTheOld_unlessTheyAreRead() throws Exception {
    Digest old = write(disk(), blob(1));
    Digest read = write(disk(), blob(2));
    age(old, Duration.ofDays(91));
    age(read, Duration.ofDays(91));
    disk().read(read);
    new Eviction(temp.resolve("cache"), 1 << 20, Duration.ofDays(90), Set::of, listener).run();
    assertThat(disk().read(old)).isEmpty();
    assertThat(disk().read(read)).isPresent();
  }

  @Test
  void eviction_removesWhatKilledProcessesLeft_andNothingElse() throws Exception {
    write(disk(), CONTENT);
    Path dead = Files.writeString(temp.resolve("cache/v1/tmp/1-a.tmp"), "x");
    Path alive = Files.writeString(temp.resolve("cache/v1/tmp/1-b.tmp"), "x");
    Path stranger = Files.writeString(temp.resolve("cache/v1/blobs/README"), "x");
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    Files.setLastModifiedTime(dead, old);
    new Eviction(temp.resolve("cache"), 0, Duration.ofDays(90), Set::of, listener).run();
    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
    assertThat(stranger).exists();
  }

  @Test
  void read_goesOn_inAnInterruptedThread() {
    Digest digest = write(disk(), CONTENT);
    Thread.currentThread().interrupt();
    try {
      assertThat(disk().read(digest)).contains(CONTENT);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void memory_keepsToItsSize_andGivesCopies() {
    BlobStore store = new MemoryBlobs(2500);
    List<Digest> digests = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      digests.add(write(store, blob(i)));
    }
    assertThat(store.read(digests.get(3))).contains(blob(3));
    store.read(digests.get(3)).orElseThrow()[0]++;
    assertThat(store.read(digests.get(3))).contains(blob(3));
    assertThat(digests.stream().filter(each -> store.read(each).isPresent())).hasSize(2);
  }

  @Test
  void folder_isWhereTheSystemHasCaches() {
    Path home = temp.resolve("home");
    assertThat(CacheFolder.standard(Map.of(), home))
        .isEqualTo(home.resolve(".cache").resolve("luasearchers"));
    assertThat(CacheFolder.standard(Map.of("XDG_CACHE_HOME", "relative"), home))
        .isEqualTo(home.resolve(".cache").resolve("luasearchers"));
    assertThat(CacheFolder.standard(Map.of("XDG_CACHE_HOME", temp.toString()), home))
        .isEqualTo(temp.resolve("luasearchers"));
  }

  private DiskBlobs disk() {
    return disk(temp.resolve("cache"), 1 << 20);
  }

  private DiskBlobs disk(Path folder, long size) {
    Eviction eviction = new Eviction(folder, size, Duration.ofDays(90), Set::of, listener);
    return new DiskBlobs(folder, size, eviction, listener);
  }

  private static Digest write(BlobStore store, byte[] content) {
    Digest digest = Digest.of(content);
    store.write(digest, content);
    return digest;
  }

  private Path place(Digest digest) {
    return temp.resolve("cache/v1/blobs")
        .resolve(digest.hex().substring(0, 2))
        .resolve(digest.hex());
  }

  private void age(Digest digest, Duration age) throws IOException {
    Files.setLastModifiedTime(place(digest), FileTime.from(Instant.now().minus(age)));
  }

  private List<Path> temporaries() throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("cache/v1/tmp"))) {
      return files.toList();
    }
  }

  private static byte[] blob(int number) {
    byte[] content = new byte[1000];
    content[0] = (byte) number;
    return content;
  }
}
