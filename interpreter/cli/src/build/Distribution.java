import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Lays out the program as it is shipped and trains its class cache. Run from source, by the build
 * and by the launcher:
 *
 * <pre>
 * java Distribution.java assemble ROOT DISTRIBUTION RUNBOOK-JAR BUILD-START CLASS-PATH
 * java Distribution.java train ROOT DISTRIBUTION
 * </pre>
 *
 * The second form makes a cache for another JDK than the one that built: a cache serves only the
 * JDK that made it, and that is the one which runs this class.
 */
class Distribution {

  private final Path root;
  private final Path folder;

  private Distribution(Path root, Path folder) {
    this.root = root;
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    Distribution distribution = new Distribution(Path.of(args[1]), Path.of(args[2]));
    if (args[0].equals("assemble")) {
      distribution.assemble(Path.of(args[3]), Instant.parse(args[4]), args[5]);
    } else {
      distribution.train();
    }
  }

  private void assemble(Path program, Instant buildStart, String classPath) throws Exception {
    // Until all is in place again, nothing here says that it is complete.
    Files.deleteIfExists(stamp());

    Path lib = Files.createDirectories(folder.resolve("lib"));
    Set<Path> wanted = new HashSet<>();
    boolean ownJarsAreOfThisBuild = true;
    for (String entry : classPath.split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      if (Files.isRegularFile(jar)) {
        Path inLib = lib.resolve(jar.getFileName());
        if (jar.getFileName().toString().startsWith("runbook-")) {
          replace(jar, inLib);
          ownJarsAreOfThisBuild &= jar.startsWith(root);
        } else if (!Files.exists(inLib)) {
          // A released jar is what its name says: once here, it stays.
          modernise(jar, inLib);
        }
        wanted.add(inLib);
      }
    }
    for (Path jar : list(lib)) {
      if (!wanted.contains(jar)) {
        Files.delete(jar);
      }
    }
    replace(program, folder.resolve("runbook.jar"));
    replace(root.resolve("interpreter/cli/src/build/java-options"), folder.resolve("java-options"));

    train();

    // A build of this module alone takes the others from the local repository, where they may be
    // old.
    if (ownJarsAreOfThisBuild) {
      Files.writeString(stamp(), "");
      // The launcher rebuilds what was changed after this moment, so also what was saved during the
      // build.
      Files.setLastModifiedTime(stamp(), FileTime.from(buildStart));
    }
  }

  private Path stamp() {
    return folder.resolve("built");
  }

  /**
   * Puts a file in place in one step, since a program that is running may have the old one open;
   * and leaves an equal one alone, since the class cache also knows the jars by their time.
   */
  private static Path replace(Path from, Path to) throws IOException {
    if (!Files.exists(to) || Files.mismatch(from, to) != -1) {
      Path next = to.resolveSibling(to.getFileName() + ".next");
      Files.copy(from, next, StandardCopyOption.REPLACE_EXISTING);
      Files.move(next, to, StandardCopyOption.ATOMIC_MOVE);
    }
    return to;
  }

  /**
   * Copies a library's jar, with its classes as cacheable ones. The class cache leaves out classes
   * in the format of Java 5, as they lack the tables that newer verifiers read; picocli has
   * hundreds of them, which would be a third of the time of a start. So they get these tables, and
   * the number of a format that has them.
   */
  private static void modernise(Path from, Path to) throws IOException {
    Path next = to.resolveSibling(to.getFileName() + ".next");
    try (ZipFile jar = new ZipFile(from.toFile());
        URLClassLoader itsClasses = new URLClassLoader(new URL[] {from.toUri().toURL()})) {
      List<? extends ZipEntry> entries = Collections.list(jar.entries());
      Map<ZipEntry, byte[]> renewed = new HashMap<>();
      for (ZipEntry entry : entries) {
        if (entry.getName().endsWith(".class")) {
          ClassModel model = ClassFile.of().parse(read(jar, entry));
          if (model.majorVersion() < ClassFile.JAVA_6_VERSION) {
            renewed.put(entry, renew(model, itsClasses));
          }
        }
      }
      if (renewed.isEmpty()) {
        Files.copy(from, next, StandardCopyOption.REPLACE_EXISTING);
      } else {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(next))) {
          for (ZipEntry entry : entries) {
            ZipEntry copy = new ZipEntry(entry.getName());
            copy.setTimeLocal(entry.getTimeLocal());
            out.putNextEntry(copy);
            byte[] newer = renewed.get(entry);
            out.write(newer == null ? read(jar, entry) : newer);
          }
        }
      }
    }
    Files.move(next, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] renew(ClassModel model, ClassLoader itsClasses) {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    // Code that goes through a transformation is written anew, and the tables with it.
    ClassTransform code = ClassTransform.transformingMethodBodies(CodeBuilder::with);
    return ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(itsClasses)))
        .transformClass(model, version.andThen(code));
  }

  private static byte[] read(ZipFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /**
   * Makes the class cache by running typical commands once. The cache's name carries a hash of all
   * that it depends on: a JVM that is given a cache of older jars may run their old classes without
   * a word.
   */
  private void train() throws Exception {
    String jdk = System.getProperty("java.home");
    String build = runtimeVersion(Path.of(jdk));
    Path cache = folder.resolve("classes-" + hash(jdk, build) + ".aot");
    Path note = folder.resolve("classes");

    Files.deleteIfExists(note);
    for (Path file : list(folder)) {
      if (file.toString().contains(".aot") && !file.equals(cache)) {
        Files.delete(file);
      }
    }
    boolean made = Files.exists(cache) || record(jdk, cache);
    // Read by the launcher, which gives the cache to no other JDK, and asks this one for no other
    // cache.
    Files.writeString(note, jdk + "\n" + build + "\n" + (made ? cache.getFileName() : "") + "\n");
  }

  private boolean record(String jdk, Path cache) throws Exception {
    Path next = cache.resolveSibling(cache.getFileName() + ".next");
    Path log = folder.resolve("training.log");
    Process training =
        new ProcessBuilder(
                jdk + "/bin/java",
                "@" + folder.resolve("java-options"),
                "-XX:AOTCacheOutput=" + next,
                "-cp",
                folder.resolve("runbook.jar").toString(),
                "dev.runbook.cli.Training",
                root.toString())
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    training.getOutputStream().close();
    int exit = training.waitFor();
    if (!Files.exists(next)) {
      // The program works without, only it starts more slowly: no reason to end the build.
      System.err.println("no class cache was made (exit " + exit + "), see " + log);
      return false;
    }
    Files.move(next, cache, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /**
   * The JDK's build as its own note says it, where the launcher reads it too, without starting a
   * JVM.
   */
  private static String runtimeVersion(Path jdk) throws IOException {
    try (Stream<String> lines = Files.lines(jdk.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_RUNTIME_VERSION="))
          .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
          .findFirst()
          .orElse("");
    }
  }

  private String hash(String jdk, String build) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update((jdk + "\n" + build + "\n").getBytes());
    List<Path> files = new ArrayList<>(list(folder.resolve("lib")));
    files.add(folder.resolve("runbook.jar"));
    files.add(folder.resolve("java-options"));
    for (Path file : files) {
      digest.update((file.getFileName() + "\n").getBytes());
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
