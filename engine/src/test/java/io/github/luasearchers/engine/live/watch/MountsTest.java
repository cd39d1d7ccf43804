package io.github.luasearchers.engine.live.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where events don't come. */
final class MountsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "virtiofs",
        "fuse.sshfs",
        "fuse.grpcfuse",
        "drvfs",
        "vboxsf",
        "fakeowner",
        "ceph",
        "NFS"
      })
  void whatOthersChange_isRemote(String type) {
    assertThat(Mounts.isRemoteType(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ext4", "btrfs", "xfs", "zfs", "tmpfs", "overlay", "fuseblk", "NTFS", "vfat", ""})
  void whatThisKernelChanges_isNot(String type) {
    assertThat(Mounts.isRemoteType(type)).isFalse();
  }

  @Test
  void fileSystem_isAskedForItsTypeOnce() throws Exception {
    List<Path> asked = new ArrayList<>();
    Mounts mounts =
        new Mounts(
            file -> {
              asked.add(file);
              return "nfs4";
            });
    assertThat(mounts.isRemote(folder)).isTrue();
    assertThat(mounts.isRemote(Files.createDirectory(folder.resolve("a")))).isTrue();
    assertThat(asked).hasSize(1);
  }

  @Test
  void fileOfAnotherMachine_isPolledBesideItsEvents() {
    Spot spot = new Spot(folder);
    Intervals here = intervals("ext4");
    Intervals there = intervals("nfs");
    spot.add(Path.of("m.lua"), true);
    here.watching(List.of(spot), true);
    there.watching(List.of(spot), true);
    assertThat(here.current()).isEqualTo(Duration.ofSeconds(3).toNanos());
    assertThat(there.current()).isEqualTo(Duration.ofMillis(500).toNanos());
  }

  @Test
  void slowChecks_takeNoMoreThanATwentiethOfTheTime() {
    Intervals intervals = intervals("nfs");
    Spot spot = new Spot(folder);
    spot.add(Path.of("m.lua"), true);
    intervals.watching(List.of(spot), true);
    intervals.took(Duration.ofMillis(200).toNanos());
    assertThat(intervals.current()).isEqualTo(Duration.ofMillis(500).toNanos());
    intervals.took(Duration.ofMillis(300).toNanos());
    assertThat(intervals.current()).isEqualTo(Duration.ofSeconds(4).toNanos());
  }

  @Test
  void folderFarAbove_mayBeOnAnyMount() {
    Intervals intervals = intervals("nfs");
    Spot spot = new Spot(folder);
    spot.add(Path.of("folder"), false);
    intervals.watching(List.of(spot), true);
    assertThat(intervals.current()).isEqualTo(Duration.ofSeconds(3).toNanos());
  }

  private static Intervals intervals(String type) {
    return new Intervals(Optional.empty(), new Mounts(file -> type), Duration.ofSeconds(3));
  }

  @Test
  void fileThatIsNotThere_isNobodyElses() {
    assertThat(new Mounts().isRemote(folder.resolve("none"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Linux", "Windows 11", "Windows Server 2022"})
  void systemWithEvents_isNotPolled(String name) {
    assertThat(Intervals.hasEvents(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mac OS X", "Darwin", "FreeBSD", "AIX", ""})
  void systemWhoseServicePolls_isPolledByUs(String name) {
    assertThat(Intervals.hasEvents(name)).isFalse();
  }
}
