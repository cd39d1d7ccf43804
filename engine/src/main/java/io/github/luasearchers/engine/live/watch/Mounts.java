package io.github.luasearchers.engine.live.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells on which file systems others can change files unseen: those of other machines, and what a
 * virtual machine or a container has of its host. No event tells of such a change, and some don't
 * change the time of a folder either. Not safe for threads.
 */
final class Mounts {

  /**
   * As the system names them. A container's own layers ({@code overlay}) are not among them, nor
   * are its bind mounts on the same kernel, which have the type of what they show: events come.
   */
  private static final Set<String> REMOTE =
      Set.of(
          "9p",
          "afpfs",
          "afs",
          "autofs",
          "ceph",
          "cifs",
          "coda",
          "davfs",
          "drvfs",
          "fakeowner",
          "gfs2",
          "gpfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs3",
          "nfs4",
          "ocfs2",
          "osxfs",
          "prl_fs",
          "smb2",
          "smb3",
          "smbfs",
          "vboxsf",
          "virtiofs",
          "vmhgfs",
          "webdav");

  /** Asks a file for the type of its file system. */
  interface Types {
    String of(Path file) throws IOException;
  }

  private final Types types;
  private final Map<Object, Boolean> byDevice = new HashMap<>();

  Mounts() {
    this(new SystemTypes());
  }

  Mounts(Types types) {
    this.types = types;
  }

  /** Tells it of a file or folder. One that can't be looked at is nobody else's. */
  boolean isRemote(Path file) {
    try {
      Object device = device(file);
      Boolean known = byDevice.get(device);
      if (known == null) {
        known = isRemoteShare(file) || isRemoteType(types.of(file));
        byDevice.put(device, known);
      }
      return known;
    } catch (IOException | SecurityException e) {
      return false;
    }
  }

  /** Returns what is the same for all files of a file system. */
  private static Object device(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Files.getAttribute(file, "unix:dev");
    }
    Path root = file.toAbsolutePath().getRoot();
    return root == null ? file : root;
  }

  /** On Windows a share has the type of the disk that it is on, but its name tells. */
  private static boolean isRemoteShare(Path file) {
    return file.toAbsolutePath().toString().startsWith("\\\\");
  }

  static boolean isRemoteType(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    return REMOTE.contains(name) || name.startsWith("fuse.");
  }

  private static final class SystemTypes implements Types {

    @Override
    public String of(Path file) throws IOException {
      return Files.getFileStore(file).type();
    }
  }
}
