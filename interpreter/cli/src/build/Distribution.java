import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays out the program as it is shipped and trains its class caches. Run from source, by the build
 * and by the launcher:
 *
 * <pre>
 * java Distribution.java assemble ROOT DISTRIBUTION RUNBOOK-JAR BUILD-START CLASS-PATH
 * java Distribution.java train ROOT DISTRIBUTION
 * </pre>
 *
 * The second form makes caches for another JDK than the one that built: a cache serves only the JDK
 * that made it, and that is the one which runs this class.
 */
class Distribution {

  /** As the launcher chooses by the command, and {@code Training} knows them. */
  private static final List<String> CACHES =
      List.of("word", "check", "text", "page", "draw", "docs", "run", "repl");

  /** Two minutes of three tenths of a second: a terminal in which nothing comes to an end. */
  private static final int MOST_ROUNDS = 400;

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

    Files.createDirectories(folder);
    List<Path> jars = new ArrayList<>(List.of(program));
    boolean ownJarsAreOfThisBuild = true;
    for (String entry : classPath.split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      if (Files.isRegularFile(jar)) {
        jars.add(jar);
        boolean own = jar.getFileName().toString().startsWith("runbook-");
        ownJarsAreOfThisBuild &= !own || jar.startsWith(root);
      }
    }
    Path next = folder.resolve("runbook.jar.next");
    OneJar.write(jars, next);
    replace(next, folder.resolve("runbook.jar"));
    Path options = folder.resolve("java-options.next");
    Files.copy(
        root.resolve("interpreter/cli/src/build/java-options"),
        options,
        StandardCopyOption.REPLACE_EXISTING);
    replace(options, folder.resolve("java-options"));
    unpackTerminals();

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

  /**
   * The library by which JLine speaks to terminals of this machine. Without it at hand JLine writes
   * it to the folder for temporary files, at each start.
   */
  private void unpackTerminals() throws Exception {
    try (URLClassLoader program =
        new URLClassLoader(new URL[] {folder.resolve("runbook.jar").toUri().toURL()})) {
      Object place =
          program
              .loadClass("org.jline.nativ.OSInfo")
              .getMethod("getNativeLibFolderPathForCurrentOS")
              .invoke(null);
      String library = System.mapLibraryName("jlinenative");
      try (InputStream from =
          program.getResourceAsStream("org/jline/nativ/" + place + "/" + library)) {
        // JLine has none for some machines, and calls other programs there.
        if (from != null) {
          Path next = folder.resolve(library + ".next");
          Files.copy(from, next, StandardCopyOption.REPLACE_EXISTING);
          replace(next, folder.resolve(library));
        }
      }
    }
  }

  private Path stamp() {
    return folder.resolve("built");
  }

  /**
   * Puts a file in place in one step, since a program that is running may have the old one open;
   * and leaves an equal one alone, since the class cache also knows the jar by its time.
   */
  private static void replace(Path next, Path to) throws IOException {
    if (Files.exists(to) && Files.mismatch(next, to) == -1) {
      Files.delete(next);
    } else {
      Files.move(next, to, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * Makes the class caches by running typical commands once. Every start loads all of its cache, so
   * a command that needs little gets a little one. Their names carry a hash of all that they depend
   * on: a JVM that is given a cache of older jars may run their old classes without a word.
   */
  private void train() throws Exception {
    String jdk = System.getProperty("java.home");
    String build = runtimeVersion(Path.of(jdk));
    String name = "classes-" + hash(jdk, build);
    Path note = folder.resolve("classes");

    Files.deleteIfExists(note);
    for (Path file : list(folder)) {
      String old = file.getFileName().toString();
      if (old.contains(".aot") && !old.startsWith(name)) {
        Files.delete(file);
      }
    }
    boolean made = true;
    for (String commands : CACHES) {
      Path cache = folder.resolve(name + "-" + commands + ".aot");
      made &= Files.exists(cache) || record(jdk, commands, cache);
    }
    // Read by the launcher, which gives the caches to no other JDK, and asks this one for no other
    // caches.
    Files.writeString(note, jdk + "\n" + build + "\n" + (made ? name : "") + "\n");
  }

  private boolean record(String jdk, String commands, Path cache) throws Exception {
    Path next = cache.resolveSibling(cache.getFileName() + ".next");
    Path log = folder.resolve("training-" + commands + ".log");
    List<String> command =
        List.of(
            jdk + "/bin/java",
            "@" + folder.resolve("java-options"),
            "-XX:AOTCacheOutput=" + next,
            "-Dlibrary.jline.path=" + folder,
            "-cp",
            folder.resolve("runbook.jar").toString(),
            "dev.runbook.cli.Training",
            commands,
            root.toString());
    int exit = -1;
    if (commands.equals("repl") && makesTerminals()) {
      exit = run(inTerminal(command), true, log);
    }
    // Where there is no terminal to be had after all, as in some containers, it goes without.
    if (!Files.exists(next)) {
      exit = run(command, false, log);
    }
    if (!Files.exists(next)) {
      // The program works without, only it starts more slowly: no reason to end the build.
      System.err.println("no class cache was made (exit " + exit + "), see " + log);
      return false;
    }
    Files.move(next, cache, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private int run(List<String> command, boolean seated, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TERM", "xterm-256color");
    Process training =
        builder
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try (OutputStream keys = training.getOutputStream()) {
      int rounds = 0;
      while (seated && !training.waitFor(300, TimeUnit.MILLISECONDS)) {
        if (++rounds == MOST_ROUNDS) {
          training.descendants().forEach(ProcessHandle::destroyForcibly);
          training.destroyForcibly();
        }
        keys.write("stop\r".getBytes());
        keys.flush();
      }
    } catch (IOException e) {
      // It has ended meanwhile.
    }
    return training.waitFor();
  }

  /** Whether this machine has util-linux, whose {@code script} runs a program in a terminal. */
  private static boolean makesTerminals() throws InterruptedException {
    try {
      Process version = new ProcessBuilder("script", "--version").redirectErrorStream(true).start();
      String told = new String(version.getInputStream().readAllBytes());
      return version.waitFor() == 0 && told.contains("util-linux");
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> inTerminal(List<String> command) {
    String quoted =
        command.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    return List.of("script", "-qfec", "stty cols 80 rows 24; exec " + quoted, "/dev/null");
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
    digest.update(Files.readAllBytes(folder.resolve("java-options")));
    digest.update(Files.readAllBytes(folder.resolve("runbook.jar")));
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
