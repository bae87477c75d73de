import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Runs google-java-format over the Java files of this repository: {@code check} fails where a file
 * is not formatted, {@code fix} rewrites it. Files older than the stamp were found good before and
 * are not looked at again.
 */
class Format {

  public static void main(String[] args) throws IOException {
    boolean fix = args[0].equals("fix");
    Path stamp = Path.of(args[1]);

    FileTime good = Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
    FileTime now = FileTime.fromMillis(System.currentTimeMillis());
    List<String> files = changedSince(good);
    if (!files.isEmpty() && !format(fix, files)) {
      System.exit(1);
    }
    Files.createDirectories(stamp.getParent());
    Files.writeString(stamp, "");
    // When the look began, not when it ended: a file saved meanwhile is looked at next time.
    Files.setLastModifiedTime(stamp, now);
  }

  private static boolean format(boolean fix, List<String> files) {
    List<String> arguments =
        new ArrayList<>(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    arguments.addAll(files);

    StringWriter unformatted = new StringWriter();
    ToolProvider formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
    int exit =
        formatter.run(
            new PrintWriter(unformatted, true),
            new PrintWriter(System.err, true),
            arguments.toArray(String[]::new));
    if (exit != 0) {
      unformatted.toString().lines().forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("`mvn -q -N -Pformat process-sources` formats every file.");
    }
    return exit == 0;
  }

  private static List<String> changedSince(FileTime good) throws IOException {
    List<String> files = new ArrayList<>();
    Files.walkFileTree(
        Path.of(""),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean skipped = name.equals("target") || name.equals(".git");
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")
                && attributes.lastModifiedTime().compareTo(good) > 0) {
              files.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
